using System.Text;

namespace Levee.Core.Diff.Defaults;

/// <summary>Reads the expressions that occur in defaults and predicates. What it does not know it does not read.</summary>
internal sealed class SqlExpressionReader
{
    private readonly List<Token> _tokens;
    private int _next;

    private SqlExpressionReader(List<Token> tokens) => _tokens = tokens;

    /// <returns>Null where the text is no expression that is understood in full.</returns>
    public static SqlExpression? Read(string text)
    {
        if (Tokenise(text) is not { } tokens)
            return null;
        var reader = new SqlExpressionReader(tokens);
        return reader.ReadOperators(0) is { } expression && reader._next == tokens.Count ? expression : null;
    }

    private enum Kind
    {
        Word,
        Quoted,
        Text,
        Number,
        Sign,
    }

    private readonly record struct Token(Kind Kind, string Text);

    // From loose to tight, as PostgreSQL's grammar has them.
    private static readonly string[][] s_levels =
    [
        ["or"],
        ["and"],
        ["is"],
        ["=", "<", ">", "<=", ">=", "<>", "!="],
        ["like", "ilike", "in"],
        [
            "||",
            "->",
            "->>",
            "@>",
            "<@",
            "&&",
            "~",
            "~*",
            "!~",
            "~~",
            "!~~",
            "~~*",
            "?",
            "|",
            "&",
            "#",
            "<<",
            ">>",
            "@@",
        ],
        ["+", "-"],
        ["*", "/", "%"],
        ["^"],
        ["at"],
    ];

    private SqlExpression? ReadOperators(int level)
    {
        if (level == s_levels.Length)
            return ReadUnary();
        if (level == 2 && Take("not"))
            return ReadOperators(level) is { } denied ? new SqlExpression.Call("not", [denied]) : null;
        var left = ReadOperators(level + 1);
        while (
            left is not null && Peek() is { Kind: Kind.Word or Kind.Sign } token && s_levels[level].Contains(token.Text)
        )
        {
            _next++;
            left = token.Text switch
            {
                "is" => ReadIs(left),
                "at" => Take("time") && Take("zone") && ReadUnary() is { } zone ? Call("timezone", zone, left) : null,
                "in" => ReadIn(left),
                "like" => ReadOperators(level + 1) is { } like ? Call("~~", left, like) : null,
                "ilike" => ReadOperators(level + 1) is { } ilike ? Call("~~*", left, ilike) : null,
                "!=" => ReadOperators(level + 1) is { } unequal ? Call("<>", left, unequal) : null,
                var sign => ReadOperators(level + 1) is { } right ? Flatten(sign, left, right) : null,
            };
        }
        return left;
    }

    /// <summary>AND and OR are printed as one list, however they were nested.</summary>
    private static SqlExpression Flatten(string sign, SqlExpression left, SqlExpression right) =>
        sign is "and" or "or"
            ? new SqlExpression.Call(sign, [.. OperandsOf(sign, left), .. OperandsOf(sign, right)])
            : Call(sign, left, right);

    private static IEnumerable<SqlExpression> OperandsOf(string sign, SqlExpression expression) =>
        expression is SqlExpression.Call call && call.Function == sign ? call.Arguments : [expression];

    private SqlExpression? ReadIs(SqlExpression left)
    {
        var not = Take("not");
        if (Peek() is not { Kind: Kind.Word, Text: "null" or "true" or "false" or "unknown" } what)
            return null;
        _next++;
        return Call($"is {(not ? "not " : "")}{what.Text}", left);
    }

    private SqlExpression? ReadIn(SqlExpression left) =>
        Take("(") && ReadList(")") is { } items ? Call("= any", left, new SqlExpression.Call("array", items)) : null;

    private SqlExpression? ReadUnary()
    {
        if (Take("-"))
        {
            return ReadUnary() switch
            {
                SqlExpression.Literal { IsString: false } number => number with { Text = $"-{number.Text}" },
                SqlExpression.Cast { Operand: SqlExpression.Literal { IsString: false } number } cast => cast with
                {
                    Operand = number with { Text = $"-{number.Text}" },
                },
                { } operand => Call("-", operand),
                null => null,
            };
        }
        var value = ReadPrimary();
        while (value is not null && Take("::"))
            value = ReadType() is { } type ? new SqlExpression.Cast(value, type) : null;
        return value;
    }

    private SqlExpression? ReadPrimary()
    {
        if (Peek() is not { } token)
            return null;
        _next++;
        return token.Kind switch
        {
            Kind.Text => new SqlExpression.Literal(token.Text, IsString: true),
            Kind.Number => new SqlExpression.Literal(token.Text, IsString: false),
            Kind.Sign when token.Text == "(" => ReadOperators(0) is { } inner && Take(")") ? inner : null,
            Kind.Sign => null,
            Kind.Quoted => ReadName(token.Text),
            Kind.Word => ReadWord(token.Text),
        };
    }

    private SqlExpression? ReadWord(string word)
    {
        if (word == "array" && Take("["))
            return ReadList("]") is { } items ? new SqlExpression.Call("array", items) : null;
        if (word == "cast" && Take("("))
        {
            return ReadOperators(0) is { } operand && Take("as") && ReadType() is { } type && Take(")")
                ? new SqlExpression.Cast(operand, type)
                : null;
        }
        var start = _next - 1;
        if (Peek() is { Kind: Kind.Text } || word is "timestamp" or "time" or "double" or "character")
        {
            // A constant with its type in front: interval '1 day'.
            _next = start;
            if (ReadType() is { } type && Peek() is { Kind: Kind.Text } text)
            {
                _next++;
                return new SqlExpression.Cast(new SqlExpression.Literal(text.Text, IsString: true), type);
            }
            _next = start + 1;
        }
        return word is "true" or "false" or "null" ? new SqlExpression.Literal(word, IsString: false) : ReadName(word);
    }

    private SqlExpression? ReadName(string first)
    {
        var name = new StringBuilder(first);
        while (Take("."))
        {
            if (Peek() is not { Kind: Kind.Word or Kind.Quoted } part)
                return null;
            _next++;
            name.Append('.').Append(part.Text);
        }
        if (!Take("("))
            return new SqlExpression.Name(name.ToString());
        if (name.ToString() == "any")
            return ReadOperators(0) is { } items && Take(")") ? Call("any", items) : null;
        return ReadList(")") is { } arguments ? new SqlExpression.Call(name.ToString(), arguments) : null;
    }

    private ValueList<SqlExpression>? ReadList(string end)
    {
        if (Take(end))
            return [];
        var items = new List<SqlExpression>();
        do
        {
            if (ReadOperators(0) is not { } item)
                return null;
            items.Add(item);
        } while (Take(","));
        return Take(end) ? items.ToValueList() : null;
    }

    private string? ReadType()
    {
        if (Peek() is not { Kind: Kind.Word or Kind.Quoted } first)
            return null;
        _next++;
        var name = first.Text;
        if (first.Kind == Kind.Word)
        {
            if (name == "double" && Take("precision"))
                name = "double precision";
            else if (name == "character" && Take("varying"))
                name = "character varying";
            else if (name == "bit" && Take("varying"))
                name = "bit varying";
        }
        while (Take(".") && Peek() is { Kind: Kind.Word or Kind.Quoted } part)
        {
            _next++;
            name = $"{name}.{part.Text}";
        }
        var size = "";
        if (Take("("))
        {
            while (Peek() is { } token && token.Text != ")")
            {
                size += token.Text;
                _next++;
            }
            if (!Take(")"))
                return null;
            size = $"({size})";
        }
        name = (name, Peek()?.Text) switch
        {
            ("timestamp" or "time", "with") => TakeZone($"{name}{size} with time zone"),
            ("timestamp" or "time", "without") => TakeZone($"{name}{size}"),
            _ => LongNameOf(name) + size,
        };
        while (Take("["))
        {
            if (!Take("]"))
                return null;
            name += "[]";
        }
        return name;
    }

    private string TakeZone(string name)
    {
        _next += 3;
        return name;
    }

    private static string LongNameOf(string type) =>
        type switch
        {
            "int" or "int4" => "integer",
            "int2" => "smallint",
            "int8" => "bigint",
            "float8" or "float" => "double precision",
            "float4" => "real",
            "bool" => "boolean",
            "varchar" => "character varying",
            "char" or "bpchar" => "character",
            "decimal" => "numeric",
            "timestamptz" => "timestamp with time zone",
            "timetz" => "time with time zone",
            "varbit" => "bit varying",
            _ => type,
        };

    private static SqlExpression Call(string function, params ReadOnlySpan<SqlExpression> arguments) =>
        // Printed in the long form, however it was written.
        function == "="
        && arguments is [var left, SqlExpression.Call { Function: "any", Arguments: [var items] }]
            ? new SqlExpression.Call("= any", [left, items])
            : new SqlExpression.Call(function, ValueList.Create(arguments));

    private Token? Peek() => _next < _tokens.Count ? _tokens[_next] : null;

    private bool Take(string text)
    {
        if (Peek() is not { Kind: Kind.Word or Kind.Sign } token || token.Text != text)
            return false;
        _next++;
        return true;
    }

    private static List<Token>? Tokenise(string text)
    {
        var tokens = new List<Token>();
        for (var i = 0; i < text.Length; )
        {
            var c = text[i];
            if (char.IsWhiteSpace(c))
            {
                i++;
            }
            else if (c is '\'' or '"')
            {
                if (ReadQuoted(text, ref i) is not { } inside)
                    return null;
                tokens.Add(new(c == '"' ? Kind.Quoted : Kind.Text, inside));
            }
            else if (char.IsAsciiDigit(c) || (c == '.' && i + 1 < text.Length && char.IsAsciiDigit(text[i + 1])))
            {
                tokens.Add(new(Kind.Number, TakeWhile(text, ref i, x => char.IsAsciiLetterOrDigit(x) || x == '.')));
            }
            else if (char.IsLetter(c) || c == '_')
            {
                // E'…', B'…' and the like have rules of their own.
                if (c is 'e' or 'E' or 'b' or 'B' or 'x' or 'X' && i + 1 < text.Length && text[i + 1] == '\'')
                    return null;
                tokens.Add(
                    new(
                        Kind.Word,
                        TakeWhile(text, ref i, x => char.IsLetterOrDigit(x) || x is '_' or '$').ToLowerInvariant()
                    )
                );
            }
            else if (c is '(' or ')' or '[' or ']' or ',' or '.')
            {
                tokens.Add(new(Kind.Sign, c.ToString()));
                i++;
            }
            else if (Signs.Contains(c))
            {
                tokens.Add(new(Kind.Sign, TakeSign(text, ref i)));
            }
            else
            {
                return null;
            }
        }
        return tokens;
    }

    private const string Signs = "+-*/<>=~!@#%^&|?:";

    private static string TakeSign(string text, ref int i)
    {
        // A minus sign ends an operator: in "a=-1" there are two.
        var start = i++;
        while (i < text.Length && Signs.Contains(text[i]) && !(text[i] is '-' && text[start..i] is not "-" and not "@"))
            i++;
        return text[start..i];
    }

    private static string TakeWhile(string text, ref int i, Predicate<char> belongs)
    {
        var start = i;
        while (i < text.Length && belongs(text[i]))
            i++;
        return text[start..i];
    }

    private static string? ReadQuoted(string text, ref int i)
    {
        var quote = text[i++];
        var inside = new StringBuilder();
        while (i < text.Length)
        {
            if (text[i] != quote)
            {
                inside.Append(text[i++]);
            }
            else if (i + 1 < text.Length && text[i + 1] == quote)
            {
                inside.Append(quote);
                i += 2;
            }
            else
            {
                i++;
                return inside.ToString();
            }
        }
        return null;
    }
}
