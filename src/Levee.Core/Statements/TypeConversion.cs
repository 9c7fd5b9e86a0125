using Levee.Core.Sql;

namespace Levee.Core.Statements;

/// <summary>How a value comes to another type.</summary>
public enum Conversion
{
    /// <summary>By an expression, or in code that is not read.</summary>
    Other,

    /// <summary>By a cast that is written: what is too long is cut.</summary>
    Explicit,

    /// <summary>By the cast of an assignment: what is too long is an error.</summary>
    Assignment,
}

/// <summary>How a script converts a column that gets another type.</summary>
public static class TypeConversion
{
    /// <returns>What every statement that may give the column another type does at least: without USING, or with one that casts the
    /// column itself and nothing more.</returns>
    public static Conversion Of(SqlScript script, string column)
    {
        Conversion? found = null;
        foreach (var statement in script.Statements)
        {
            var text = statement.Text;
            var tokens = SqlLexer.ReadCode(text);
            for (var i = 0; i + 1 < tokens.Count; i++)
            {
                if (!IsName(tokens[i], text, column) || TypeAfter(tokens, text, i + 1) is not { } type)
                    continue;
                var conversion = Read(tokens, text, type, column);
                found = conversion < found ? conversion : found ?? conversion;
            }
        }
        return found ?? Conversion.Other; // else it is in code, or in a domain
    }

    /// <summary>The place of the type in <c>name [SET DATA] TYPE type</c>; null where the name is not followed by one.</summary>
    private static int? TypeAfter(List<SqlToken> tokens, string text, int at)
    {
        if (at + 1 < tokens.Count && tokens[at].Is(text, "SET") && tokens[at + 1].Is(text, "DATA"))
            at += 2;
        return at < tokens.Count && tokens[at].Is(text, "TYPE") ? at + 1 : null;
    }

    private static Conversion Read(List<SqlToken> tokens, string text, int at, string column)
    {
        var action = Action(tokens, at);
        var place = action.FindIndex(token => token.Is(text, "USING"));
        if (place < 0)
            return Conversion.Assignment;
        var type = action.Take(place).TakeWhile(token => !token.Is(text, "COLLATE")).Select(Word).ToList();
        var conversion = action
            .Skip(place + 1)
            .Select(token => IsName(token, text, column) ? "?" : Word(token))
            .ToList();
        // (name)::type
        if (conversion is ["(", "?", ")", .. var rest])
            conversion = ["?", .. rest];
        return conversion switch
        {
            ["?"] => Conversion.Assignment,
            ["?", "::", .. var cast] when cast.SequenceEqual(type) => Conversion.Explicit,
            ["CAST", "(", "?", "AS", .. var cast, ")"] when cast.SequenceEqual(type) => Conversion.Explicit,
            _ => Conversion.Other,
        };

        string Word(SqlToken token) =>
            token.Kind == SqlTokenKind.Word ? token.TextIn(text).ToUpperInvariant() : token.TextIn(text);
    }

    /// <summary>Up to the next action of the same ALTER TABLE, or the end.</summary>
    private static List<SqlToken> Action(List<SqlToken> tokens, int at)
    {
        var depth = 0;
        return
        [
            .. tokens
                .Skip(at)
                .TakeWhile(token =>
                {
                    depth += token.Nesting;
                    return depth > 0 || token.Kind is not (SqlTokenKind.Comma or SqlTokenKind.Semicolon);
                }),
        ];
    }

    private static bool IsName(SqlToken token, string text, string name) => token.IsName && token.ValueIn(text) == name;
}
