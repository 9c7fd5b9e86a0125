using System.Globalization;
using System.Text;
using Levee.Core.Text;

namespace Levee.Core.Psl;

/// <summary>Attributes and the expressions in them.</summary>
public sealed partial class Parser
{
    /// <summary>No schema nests deeper; hostile text must not exhaust the stack.</summary>
    private const int MaximumDepth = 100;

    /// <summary>Null where an <c>@</c> begins something that is no attribute.</summary>
    private ValueList<AttributeSyntax>? TryParseAttributes()
    {
        var attributes = new ShortList<AttributeSyntax>();
        while (_token.Kind == TokenKind.At)
        {
            var start = Take().Start;
            if (TryParseAttribute(start) is not { } attribute)
                return null;
            attributes.Add(attribute);
        }
        return attributes.ToValueList();
    }

    private AttributeSyntax? TryParseAttribute(int start)
    {
        if (!Is(TokenKind.Word, "the name of an attribute"))
            return null;
        var name = TakePath();
        if (_token.Kind != TokenKind.OpenParenthesis)
            return new(name, null, SpanFrom(start));
        return TryParseArguments(0) is { } arguments ? new(name, arguments, SpanFrom(start)) : null;
    }

    private ArgumentListSyntax? TryParseArguments(int depth)
    {
        var start = _token.Start;
        var arguments = new ShortList<ArgumentSyntax>();
        TextSpan? trailingComma = null;
        Advance();
        while (_token.Kind != TokenKind.CloseParenthesis)
        {
            if (_token.Kind == TokenKind.Comma && trailingComma is null && arguments.Count == 0)
            {
                Advance();
                trailingComma = Span(_previous);
                break;
            }
            if (TryParseArgument(depth) is not { } argument)
                return null;
            arguments.Add(argument);
            if (_token.Kind != TokenKind.Comma)
                break;
            Advance();
            if (_token.Kind == TokenKind.CloseParenthesis)
                trailingComma = Span(_previous);
        }
        return Take(TokenKind.CloseParenthesis, arguments.Count == 0 ? "an argument or `)`" : "`,` or `)`")
            ? new(arguments.ToValueList(), trailingComma, SpanFrom(start))
            : null;
    }

    private ArgumentSyntax? TryParseArgument(int depth)
    {
        var start = _token.Start;
        NameSyntax? name = null;
        if (_token.Kind == TokenKind.Word && _lexer.Read(_token.End).Kind == TokenKind.Colon)
        {
            name = TakeName();
            Advance();
            if (_token.Kind is TokenKind.Comma or TokenKind.CloseParenthesis)
                return new(name, null, SpanFrom(start));
        }
        return TryParseExpression(depth) is { } value ? new(name, value, SpanFrom(start)) : null;
    }

    private ExpressionSyntax? TryParseExpression(int depth)
    {
        if (depth > MaximumDepth)
            return null;
        switch (_token.Kind)
        {
            case TokenKind.Text:
                var text = Take();
                return new ExpressionSyntax.Text(Unescape(text), Span(text));
            case TokenKind.OpenBracket:
                return TryParseArray(depth + 1);
            case TokenKind.OpenBrace:
                return TryParseObject(depth + 1);
            case TokenKind.Minus:
                return TryParseNumber();
            case TokenKind.Word:
                return TryParseWord(depth + 1);
            default:
                Expect("a value");
                return null;
        }
    }

    private ExpressionSyntax? TryParseWord(int depth)
    {
        var start = _token.Start;
        var path = TakePath();
        if (_token.Kind == TokenKind.OpenParenthesis)
            return TryParseArguments(depth) is { } arguments
                ? new ExpressionSyntax.Call(path, arguments, SpanFrom(start))
                : null;
        if (!char.IsAsciiDigit(path.Text[0]))
            return new ExpressionSyntax.Constant(path.Text, path.Span);
        MoveTo(start);
        return TryParseNumber();
    }

    private ExpressionSyntax.Number? TryParseNumber()
    {
        var start = _token.Start;
        if (_token.Kind == TokenKind.Minus)
            Advance();
        if (_token.Kind != TokenKind.Word || (_token.Start > start + 1) || !IsDigits(_token))
        {
            Expect("a number");
            return null;
        }
        Advance();
        if (_token.Kind == TokenKind.Dot && TouchesPrevious)
        {
            Advance();
            if (_token.Kind != TokenKind.Word || !TouchesPrevious || !IsDigits(_token))
            {
                Expect("a digit");
                return null;
            }
            Advance();
        }
        var span = SpanFrom(start);
        return new(_source[span], span);
    }

    private ExpressionSyntax.Array? TryParseArray(int depth)
    {
        var start = _token.Start;
        var items = new ShortList<ExpressionSyntax>();
        Advance();
        if (_token.Kind != TokenKind.CloseBracket)
        {
            do
            {
                if (TryParseExpression(depth) is not { } item)
                    return null;
                items.Add(item);
            } while (TakeComma());
        }
        return Take(TokenKind.CloseBracket, "`,` or `]`") ? new(items.ToValueList(), SpanFrom(start)) : null;
    }

    private ExpressionSyntax.Object? TryParseObject(int depth)
    {
        var start = _token.Start;
        var entries = new ShortList<ArgumentSyntax>();
        Advance();
        if (_token.Kind != TokenKind.CloseBrace)
        {
            do
            {
                if (!Is(TokenKind.Word, "the name of a field"))
                    return null;
                var entry = _token.Start;
                var name = TakeName();
                if (!Take(TokenKind.Colon, "`:`") || TryParseExpression(depth) is not { } value)
                    return null;
                entries.Add(new(name, value, SpanFrom(entry)));
            } while (TakeComma());
        }
        return Take(TokenKind.CloseBrace, "`,` or `}`") ? new(entries.ToValueList(), SpanFrom(start)) : null;
    }

    private bool TakeComma()
    {
        if (_token.Kind != TokenKind.Comma)
            return false;
        Advance();
        return true;
    }

    private bool IsDigits(Token word) =>
        !_lexer.Text.AsSpan(word.Start, word.End - word.Start).ContainsAnyExceptInRange('0', '9');

    /// <summary>The text between the quotes. A wrong escape is reported and left as it stands.</summary>
    private string Unescape(Token quoted)
    {
        var raw = _lexer.Text.AsSpan(quoted.Start + 1, quoted.End - quoted.Start - 2);
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
        Error(
            "unknown-escape",
            new(backslash, 2),
            $@"`\{escaped}` is no escape sequence of a text",
            escaped == 'u' ? @"`\u` is followed by four hexadecimal digits" : @"write `\\` for a backslash"
        );
}
