using Levee.Core.Text;

namespace Levee.Core.Sql;

/// <summary>Cuts a script into tokens as PostgreSQL's own scanner does (with <c>standard_conforming_strings</c>
/// on).</summary>
public static class SqlLexer
{
    /// <summary>Every token of the text, blanks and comments included: put together they are the text again. Accepts
    /// any input and takes time linear in its length.</summary>
    public static ValueList<SqlToken> Read(string text)
    {
        var tokens = new List<SqlToken>((text.Length / 4) + 4);
        for (var at = 0; at < text.Length; )
        {
            var (kind, end, terminated) = Next(text, at);
            tokens.Add(new(kind, TextSpan.FromBounds(at, end), terminated));
            at = end;
        }
        return new([.. tokens]);
    }

    /// <summary>The tokens that are neither blank nor a comment.</summary>
    public static List<SqlToken> ReadCode(string text) => [.. Read(text).Where(token => !token.IsTrivia)];

    private static (SqlTokenKind Kind, int End, bool Terminated) Next(string text, int at)
    {
        var c = text[at];
        var next = at + 1 < text.Length ? text[at + 1] : '\0';
        var third = at + 2 < text.Length ? text[at + 2] : '\0';
        return (c, next) switch
        {
            ('\uFEFF', _) when at == 0 => (SqlTokenKind.Whitespace, 1, true), // a byte order mark
            _ when SqlToken.IsBlank(c) => (SqlTokenKind.Whitespace, SkipWhile(text, at, SqlToken.IsBlank), true),
            ('-', '-') => (SqlTokenKind.LineComment, SkipWhile(text, at, c => c is not ('\n' or '\r')), true),
            ('/', '*') => BlockComment(text, at),
            ('\'', _) => Quoted(SqlTokenKind.String, text, at + 1, '\'', escapes: false),
            ('"', _) => Quoted(SqlTokenKind.QuotedIdentifier, text, at + 1, '"', escapes: false),
            ('e' or 'E', '\'') => Quoted(SqlTokenKind.EscapeString, text, at + 2, '\'', escapes: true),
            ('n' or 'N' or 'b' or 'B' or 'x' or 'X', '\'') => Quoted(
                SqlTokenKind.String,
                text,
                at + 2,
                '\'',
                escapes: false
            ),
            ('u' or 'U', '&') when third == '\'' => Quoted(
                SqlTokenKind.UnicodeString,
                text,
                at + 3,
                '\'',
                escapes: false
            ),
            ('u' or 'U', '&') when third == '"' => Quoted(
                SqlTokenKind.QuotedIdentifier,
                text,
                at + 3,
                '"',
                escapes: false
            ),
            ('$', _) when char.IsAsciiDigit(next) => (
                SqlTokenKind.Parameter,
                SkipWhile(text, at + 1, char.IsAsciiDigit),
                true
            ),
            ('$', _) => DollarString(text, at),
            _ when IsWordStart(c) => (SqlTokenKind.Word, SkipWhile(text, at, IsWordPart), true),
            _ when char.IsAsciiDigit(c) => (SqlTokenKind.Number, Number(text, at), true),
            ('.', _) when char.IsAsciiDigit(next) => (SqlTokenKind.Number, Number(text, at), true),
            (';', _) => (SqlTokenKind.Semicolon, at + 1, true),
            ('(', _) => (SqlTokenKind.LeftParenthesis, at + 1, true),
            (')', _) => (SqlTokenKind.RightParenthesis, at + 1, true),
            (',', _) => (SqlTokenKind.Comma, at + 1, true),
            ('.', _) => (SqlTokenKind.Dot, at + 1, true),
            (':', ':' or '=') => (SqlTokenKind.Operator, at + 2, true),
            (':' or '[' or ']', _) => (SqlTokenKind.Operator, at + 1, true),
            _ when IsOperator(c) => (SqlTokenKind.Operator, Operator(text, at), true),
            _ => (SqlTokenKind.Unknown, at + 1, true),
        };
    }

    // Whatever is not ASCII is a letter to PostgreSQL, a non-breaking space included.
    private static bool IsWordStart(char c) => char.IsAsciiLetter(c) || c is '_' or >= '\u0080';

    private static bool IsWordPart(char c) => IsWordStart(c) || char.IsAsciiDigit(c) || c == '$';

    private static bool IsOperator(char c) =>
        c
            is '~'
                or '!'
                or '@'
                or '#'
                or '^'
                or '&'
                or '|'
                or '`'
                or '?'
                or '+'
                or '-'
                or '*'
                or '/'
                or '%'
                or '<'
                or '>'
                or '=';

    private static int SkipWhile(string text, int at, Func<char, bool> holds)
    {
        while (at < text.Length && holds(text[at]))
            at++;
        return at;
    }

    private static (SqlTokenKind, int, bool) BlockComment(string text, int at)
    {
        var depth = 1;
        for (at += 2; at + 1 < text.Length; at++)
        {
            if (text[at] == '/' && text[at + 1] == '*')
            {
                depth++;
                at++;
            }
            else if (text[at] == '*' && text[at + 1] == '/')
            {
                at++;
                if (--depth == 0)
                    return (SqlTokenKind.BlockComment, at + 1, true);
            }
        }
        return (SqlTokenKind.BlockComment, text.Length, false);
    }

    /// <param name="at">Behind the opening quote.</param>
    private static (SqlTokenKind, int, bool) Quoted(SqlTokenKind kind, string text, int at, char quote, bool escapes)
    {
        for (; at < text.Length; at++)
        {
            if (escapes && text[at] == '\\')
            {
                at++;
            }
            else if (text[at] == quote)
            {
                if (at + 1 < text.Length && text[at + 1] == quote)
                    at++;
                else if (quote == '"' || SqlToken.FindContinuation(text, at + 1) is not { } continued)
                    return (kind, at + 1, true);
                else
                    at = continued;
            }
        }
        return (kind, text.Length, false);
    }

    private static (SqlTokenKind, int, bool) DollarString(string text, int at)
    {
        var end = at + 1;
        if (end < text.Length && IsWordStart(text[end]))
            end = SkipWhile(text, end, c => IsWordPart(c) && c != '$');
        if (end >= text.Length || text[end] != '$')
            return (SqlTokenKind.Unknown, at + 1, true);

        // From dollar to dollar: no tag holds one, so no character is compared twice.
        var tag = text.AsSpan(at, end + 1 - at);
        for (var close = text.IndexOf('$', end + 1); close >= 0; close = text.IndexOf('$', close + 1))
        {
            if (text.AsSpan(close).StartsWith(tag, StringComparison.Ordinal))
                return (SqlTokenKind.DollarString, close + tag.Length, true);
        }
        return (SqlTokenKind.DollarString, text.Length, false);
    }

    private static int Number(string text, int at)
    {
        var start = at;
        at = SkipWhile(text, at, c => char.IsAsciiLetterOrDigit(c) || c == '_');
        // 1..10 is a range in PL/pgSQL: its dots belong to no number.
        if (at < text.Length && text[at] == '.' && (at + 1 == text.Length || text[at + 1] != '.'))
            at = SkipWhile(text, at + 1, c => char.IsAsciiLetterOrDigit(c) || c == '_');
        if (
            at > start
            && text[at - 1] is 'e' or 'E'
            && at + 1 < text.Length
            && text[at] is '+' or '-'
            && char.IsAsciiDigit(text[at + 1])
        )
            at = SkipWhile(text, at + 1, char.IsAsciiDigit);
        return at;
    }

    private static int Operator(string text, int at)
    {
        var start = at;
        for (; at < text.Length && IsOperator(text[at]); at++)
        {
            var next = at + 1 < text.Length ? text[at + 1] : '\0';
            if (at > start && (text[at], next) is ('-', '-') or ('/', '*'))
                return at;
        }
        return at;
    }
}
