using System.Globalization;
using System.Text;
using Levee.Core.Text;

namespace Levee.Core.Psl.Syntax;

/// <summary>Attributes and the expressions in them.</summary>
internal sealed class ExpressionParser(TokenCursor tokens)
{
    /// <summary>No schema nests deeper; hostile text must not exhaust the stack.</summary>
    private const int MaximumDepth = 100;

    /// <summary>Null where an <c>@</c> begins something that is no attribute.</summary>
    public ValueList<AttributeSyntax>? TryParseAttributes()
    {
        var attributes = new ShortList<AttributeSyntax>();
        while (tokens.Current.Kind == TokenKind.At)
        {
            var start = tokens.Take().Start;
            if (TryParseAttribute(start) is not { } attribute)
                return null;
            attributes.Add(attribute);
        }
        return attributes.ToValueList();
    }

    public AttributeSyntax? TryParseAttribute(int start)
    {
        if (!tokens.Is(TokenKind.Word, "the name of an attribute"))
            return null;
        var name = tokens.TakePath();
        if (tokens.Current.Kind != TokenKind.OpenParenthesis)
            return new(name, null, tokens.SpanFrom(start));
        return TryParseArguments(0) is { } arguments ? new(name, arguments, tokens.SpanFrom(start)) : null;
    }

    private ArgumentListSyntax? TryParseArguments(int depth)
    {
        var start = tokens.Current.Start;
        var arguments = new ShortList<ArgumentSyntax>();
        TextSpan? trailingComma = null;
        tokens.Advance();
        while (tokens.Current.Kind != TokenKind.CloseParenthesis)
        {
            if (tokens.Current.Kind == TokenKind.Comma && trailingComma is null && arguments.Count == 0)
            {
                tokens.Advance();
                trailingComma = TokenCursor.Span(tokens.Previous);
                break;
            }
            if (TryParseArgument(depth) is not { } argument)
                return null;
            arguments.Add(argument);
            if (tokens.Current.Kind != TokenKind.Comma)
                break;
            tokens.Advance();
            if (tokens.Current.Kind == TokenKind.CloseParenthesis)
                trailingComma = TokenCursor.Span(tokens.Previous);
        }
        return tokens.Take(TokenKind.CloseParenthesis, arguments.Count == 0 ? "an argument or `)`" : "`,` or `)`")
            ? new(arguments.ToValueList(), trailingComma, tokens.SpanFrom(start))
            : null;
    }

    private ArgumentSyntax? TryParseArgument(int depth)
    {
        var start = tokens.Current.Start;
        NameSyntax? name = null;
        if (tokens.Current.Kind == TokenKind.Word && tokens.Lexer.Read(tokens.Current.End).Kind == TokenKind.Colon)
        {
            name = tokens.TakeName();
            tokens.Advance();
            if (tokens.Current.Kind is TokenKind.Comma or TokenKind.CloseParenthesis)
                return new(name, null, tokens.SpanFrom(start));
        }
        return TryParseExpression(depth) is { } value ? new(name, value, tokens.SpanFrom(start)) : null;
    }

    public ExpressionSyntax? TryParseExpression(int depth = 0)
    {
        if (depth > MaximumDepth)
            return null;
        switch (tokens.Current.Kind)
        {
            case TokenKind.Text:
                var text = tokens.Take();
                return new ExpressionSyntax.Text(Unescape(text), TokenCursor.Span(text));
            case TokenKind.OpenBracket:
                return TryParseArray(depth + 1);
            case TokenKind.OpenBrace:
                return TryParseObject(depth + 1);
            case TokenKind.Minus:
                return TryParseNumber();
            case TokenKind.Word:
                return TryParseWord(depth + 1);
            default:
                tokens.Expect("a value");
                return null;
        }
    }

    private ExpressionSyntax? TryParseWord(int depth)
    {
        var start = tokens.Current.Start;
        var path = tokens.TakePath();
        if (tokens.Current.Kind == TokenKind.OpenParenthesis)
            return TryParseArguments(depth) is { } arguments
                ? new ExpressionSyntax.Call(path, arguments, tokens.SpanFrom(start))
                : null;
        if (!char.IsAsciiDigit(path.Text[0]))
            return new ExpressionSyntax.Constant(path.Text, path.Span);
        tokens.MoveTo(start);
        return TryParseNumber();
    }

    private ExpressionSyntax.Number? TryParseNumber()
    {
        var start = tokens.Current.Start;
        if (tokens.Current.Kind == TokenKind.Minus)
            tokens.Advance();
        if (tokens.Current.Kind != TokenKind.Word || (tokens.Current.Start > start + 1) || !IsDigits(tokens.Current))
        {
            tokens.Expect("a number");
            return null;
        }
        tokens.Advance();
        if (tokens.Current.Kind == TokenKind.Dot && tokens.TouchesPrevious)
        {
            tokens.Advance();
            if (tokens.Current.Kind != TokenKind.Word || !tokens.TouchesPrevious || !IsDigits(tokens.Current))
            {
                tokens.Expect("a digit");
                return null;
            }
            tokens.Advance();
        }
        var span = tokens.SpanFrom(start);
        return new(tokens.Lexer.Text[span.Start..span.End], span);
    }

    private ExpressionSyntax.Array? TryParseArray(int depth)
    {
        var start = tokens.Current.Start;
        var items = new ShortList<ExpressionSyntax>();
        tokens.Advance();
        if (tokens.Current.Kind != TokenKind.CloseBracket)
        {
            do
            {
                if (TryParseExpression(depth) is not { } item)
                    return null;
                items.Add(item);
            } while (TakeComma());
        }
        return tokens.Take(TokenKind.CloseBracket, "`,` or `]`")
            ? new(items.ToValueList(), tokens.SpanFrom(start))
            : null;
    }

    private ExpressionSyntax.Object? TryParseObject(int depth)
    {
        var start = tokens.Current.Start;
        var entries = new ShortList<ArgumentSyntax>();
        tokens.Advance();
        if (tokens.Current.Kind != TokenKind.CloseBrace)
        {
            do
            {
                if (!tokens.Is(TokenKind.Word, "the name of a field"))
                    return null;
                var entry = tokens.Current.Start;
                var name = tokens.TakeName();
                if (!tokens.Take(TokenKind.Colon, "`:`") || TryParseExpression(depth) is not { } value)
                    return null;
                entries.Add(new(name, value, tokens.SpanFrom(entry)));
            } while (TakeComma());
        }
        return tokens.Take(TokenKind.CloseBrace, "`,` or `}`")
            ? new(entries.ToValueList(), tokens.SpanFrom(start))
            : null;
    }

    private bool TakeComma()
    {
        if (tokens.Current.Kind != TokenKind.Comma)
            return false;
        tokens.Advance();
        return true;
    }

    private bool IsDigits(Token word) =>
        !tokens.Lexer.Text.AsSpan(word.Start, word.End - word.Start).ContainsAnyExceptInRange('0', '9');

    /// <summary>The text between the quotes. A wrong escape is reported and left as it stands.</summary>
    public string Unescape(Token quoted)
    {
        var raw = tokens.Lexer.Text.AsSpan(quoted.Start + 1, quoted.End - quoted.Start - 2);
        if (!raw.Contains('\\'))
            return raw.ToString();

        var text = new StringBuilder(raw.Length);
        for (var i = 0; i < raw.Length; i++)
        {
            if (raw[i] != '\\')
            {
                text.Append(raw[i]);
                continue;
            }
            i++;
            var simple = SimpleEscapes.IndexOf(raw[i], StringComparison.Ordinal);
            if (simple >= 0)
                text.Append("\"\\/\b\f\n\r\t"[simple]);
            else if (raw[i] == 'u' && TryReadUnicode(raw[i..], out var character, out var length))
            {
                text.Append(character);
                i += length - 1;
            }
            else
                WrongEscape(quoted.Start + i, raw[i]);
        }
        return text.ToString();
    }

    private const string SimpleEscapes = "\"\\/bfnrt";

    /// <param name="escape">From the <c>u</c> on. A pair of surrogates counts as one character.</param>
    private static bool TryReadUnicode(ReadOnlySpan<char> escape, out string character, out int length)
    {
        character = "";
        length = 5;
        if (!TryReadHex(escape, out var first))
            return false;
        if (!char.IsSurrogate(first))
            character = first.ToString();
        else if (
            escape.Length > 6
            && escape[5] == '\\'
            && escape[6] == 'u'
            && TryReadHex(escape[6..], out var second)
            && char.IsSurrogatePair(first, second)
        )
        {
            character = new string([first, second]);
            length = 11;
        }
        return character.Length > 0;
    }

    private static bool TryReadHex(ReadOnlySpan<char> escape, out char character)
    {
        character = '\0';
        if (escape.Length < 5 || !ushort.TryParse(escape[1..5], NumberStyles.AllowHexSpecifier, null, out var code))
            return false;
        character = (char)code;
        return true;
    }

    private void WrongEscape(int backslash, char escaped) =>
        tokens.Error(
            "unknown-escape",
            new(backslash, 2),
            $@"`\{escaped}` is no escape sequence of a text",
            escaped == 'u' ? @"`\u` is followed by four hexadecimal digits" : @"write `\\` for a backslash"
        );
}
