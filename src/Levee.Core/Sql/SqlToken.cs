using System.Globalization;
using System.Text;
using Levee.Core.Text;

namespace Levee.Core.Sql;

public enum SqlTokenKind
{
    /// <summary>Blanks, line ends, and the byte order mark of a file that has one.</summary>
    Whitespace,

    /// <summary><c>-- …</c> without its line end.</summary>
    LineComment,

    /// <summary><c>/* … */</c>, nested ones included.</summary>
    BlockComment,

    /// <summary>A keyword or an unquoted identifier.</summary>
    Word,

    /// <summary><c>"…"</c> or <c>U&amp;"…"</c>.</summary>
    QuotedIdentifier,

    /// <summary><c>'…'</c>, also with the prefix N, B or X.</summary>
    String,

    /// <summary><c>E'…'</c>: backslashes escape.</summary>
    EscapeString,

    /// <summary><c>U&amp;'…'</c>.</summary>
    UnicodeString,

    /// <summary><c>$tag$…$tag$</c>.</summary>
    DollarString,

    Number,

    /// <summary><c>$1</c>.</summary>
    Parameter,

    Semicolon,
    LeftParenthesis,
    RightParenthesis,
    Comma,
    Dot,

    /// <summary>A run of operator characters; also brackets and colons, one or more at a time.</summary>
    Operator,

    /// <summary>A character that PostgreSQL has no use for outside of quotes.</summary>
    Unknown,
}

/// <summary>The smallest part of a script.</summary>
/// <param name="IsTerminated">False for a quote or a comment that the end of the file cuts off.</param>
public readonly record struct SqlToken(SqlTokenKind Kind, TextSpan Span, bool IsTerminated = true)
{
    /// <summary>Whether it is blank or a comment.</summary>
    public bool IsTrivia => Kind is SqlTokenKind.Whitespace or SqlTokenKind.LineComment or SqlTokenKind.BlockComment;

    public bool IsString =>
        Kind
            is SqlTokenKind.String
                or SqlTokenKind.EscapeString
                or SqlTokenKind.UnicodeString
                or SqlTokenKind.DollarString;

    /// <summary>Whether it may name something; unquoted it may be a keyword as well.</summary>
    public bool IsName => Kind is SqlTokenKind.Word or SqlTokenKind.QuotedIdentifier;

    /// <summary>How much deeper one is behind it: 1 behind an opening parenthesis, −1 behind a closing one, else 0.</summary>
    public int Nesting =>
        Kind switch
        {
            SqlTokenKind.LeftParenthesis => 1,
            SqlTokenKind.RightParenthesis => -1,
            _ => 0,
        };

    /// <summary>The token as it is written.</summary>
    public string TextIn(string script) => script.Substring(Span.Start, Span.Length);

    /// <summary>Whether it is this keyword, in any case and not quoted.</summary>
    public bool Is(ReadOnlySpan<char> script, string keyword) =>
        Kind == SqlTokenKind.Word
        && Span.Length == keyword.Length
        && script.Slice(Span.Start, Span.Length).Equals(keyword, StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// What the token stands for: a string without its quotes and escapes, an identifier as the catalog knows it
    /// (unquoted ones in lower case), anything else as written.
    /// </summary>
    public string ValueIn(string script)
    {
        var text = script.AsSpan(Span.Start, Span.Length);
        switch (Kind)
        {
            case SqlTokenKind.Word:
                return ToLowerAscii(text);
            case SqlTokenKind.DollarString:
                var tag = text[1..].IndexOf('$') + 2;
                return text[tag..(IsTerminated ? text.Length - tag : text.Length)].ToString();
            case SqlTokenKind.QuotedIdentifier
            or SqlTokenKind.String
            or SqlTokenKind.EscapeString
            or SqlTokenKind.UnicodeString:
                return Unquote(text);
            default:
                return text.ToString();
        }
    }

    // A word is folded as PostgreSQL folds it in UTF-8: only the 26 letters.
    private static string ToLowerAscii(ReadOnlySpan<char> text)
    {
        var folded = new char[text.Length];
        for (var i = 0; i < text.Length; i++)
            folded[i] = char.IsAsciiLetterUpper(text[i]) ? (char)(text[i] | 0x20) : text[i];
        return new(folded);
    }

    private string Unquote(ReadOnlySpan<char> text)
    {
        var unicode = text[0] is 'U' or 'u';
        var quote = Kind == SqlTokenKind.QuotedIdentifier ? '"' : '\'';
        var value = new StringBuilder(text.Length);
        for (var i = text.IndexOf(quote) + 1; i < text.Length; i++)
        {
            if (text[i] == quote)
            {
                if (i + 1 < text.Length && text[i + 1] == quote)
                    value.Append(text[i++]);
                else
                    i = FindContinuation(text, i + 1) ?? text.Length;
            }
            else if (text[i] == '\\' && i + 1 < text.Length && Kind == SqlTokenKind.EscapeString)
            {
                i = AppendEscape(value, text, i + 1);
            }
            else if (text[i] == '\\' && i + 1 < text.Length && unicode)
            {
                i = AppendUnicode(value, text, i);
            }
            else
            {
                value.Append(text[i]);
            }
        }
        return value.ToString();
    }

    /// <returns>The place of the escape's last character.</returns>
    private static int AppendEscape(StringBuilder value, ReadOnlySpan<char> text, int at)
    {
        switch (text[at])
        {
            case 'b':
                value.Append('\b');
                return at;
            case 'f':
                value.Append('\f');
                return at;
            case 'n':
                value.Append('\n');
                return at;
            case 'r':
                value.Append('\r');
                return at;
            case 't':
                value.Append('\t');
                return at;
            case 'x':
                return AppendNumber(value, text, at, at + 1, 1, 2, 16);
            case 'u':
                return AppendNumber(value, text, at, at + 1, 4, 4, 16);
            case 'U':
                return AppendNumber(value, text, at, at + 1, 8, 8, 16);
            case >= '0' and <= '7':
                return AppendNumber(value, text, at, at, 1, 3, 8);
            default:
                value.Append(text[at]);
                return at;
        }
    }

    private static int AppendUnicode(StringBuilder value, ReadOnlySpan<char> text, int at)
    {
        if (text[at + 1] == '\\')
        {
            value.Append('\\');
            return at + 1;
        }
        return text[at + 1] == '+'
            ? AppendNumber(value, text, at, at + 2, 6, 6, 16)
            : AppendNumber(value, text, at, at + 1, 4, 4, 16);
    }

    // Digits that are not there, or that name no character, leave the text as it is: the server will refuse it, we do
    // not.
    private static int AppendNumber(
        StringBuilder value,
        ReadOnlySpan<char> text,
        int from,
        int digits,
        int least,
        int most,
        int radix
    )
    {
        var end = digits;
        var number = 0L;
        while (
            end < text.Length
            && end - digits < most
            && char.IsAsciiHexDigit(text[end])
            && (radix == 16 || text[end] is >= '0' and <= '7')
        )
            number = (number * radix) + int.Parse(text.Slice(end++, 1), NumberStyles.AllowHexSpecifier);
        if (end - digits < least || number > 0x10FFFF)
        {
            value.Append(text[from]);
            return from;
        }
        if (number > 0xFFFF)
            value.Append(char.ConvertFromUtf32((int)number));
        else
            value.Append((char)number);
        return end - 1;
    }

    // 'one'
    // 'two' is the one string 'onetwo', and E'…' stays in force over the line end: a quote behind a backslash there is
    // no end.
    internal static int? FindContinuation(ReadOnlySpan<char> text, int at)
    {
        var newLine = false;
        while (at < text.Length)
        {
            if (IsBlank(text[at]))
                newLine |= text[at++] is '\n' or '\r';
            else if (text[at] == '-' && at + 1 < text.Length && text[at + 1] == '-')
                at += text[at..].IndexOfAny('\n', '\r') is >= 0 and var length ? length : text.Length - at;
            else
                return newLine && text[at] == '\'' ? at : null;
        }
        return null;
    }

    internal static bool IsBlank(char c) => c is ' ' or '\t' or '\n' or '\r' or '\f' or '\v';
}
