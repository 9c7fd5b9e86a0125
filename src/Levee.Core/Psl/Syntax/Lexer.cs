using System.Globalization;

namespace Levee.Core.Psl.Syntax;

internal enum TokenKind : byte
{
    End,
    Newline,
    Comment,

    /// <summary>Letters, digits, <c>_</c> and <c>-</c> behind a letter or digit: names, keywords, and the digits of
    /// numbers.</summary>
    Word,
    Text,

    /// <summary>A quote without its partner on the same line; reaches to the end of the line.</summary>
    UnclosedText,
    OpenBrace,
    CloseBrace,
    OpenParenthesis,
    CloseParenthesis,
    OpenBracket,
    CloseBracket,
    Comma,
    Colon,
    Dot,
    Equals,
    At,
    Question,
    Exclamation,
    Minus,
    Unknown,
}

internal readonly record struct Token(TokenKind Kind, int Start, int End);

/// <summary>Cuts the schema language into tokens, from any place, so that the parser can go back to the begin of a
/// line.</summary>
internal sealed class Lexer(string text)
{
    private readonly int _lastCommentEnd = text.LastIndexOf("*/", StringComparison.Ordinal);

    public string Text => text;

    /// <summary>The token at or behind <paramref name="position"/>; blanks are skipped, line ends are tokens.</summary>
    public Token Read(int position)
    {
        while (position < text.Length && IsBlank(text[position]))
            position++;
        if (position >= text.Length)
            return new(TokenKind.End, text.Length, text.Length);

        var first = text[position];
        return first switch
        {
            '\n' => new(TokenKind.Newline, position, position + 1),
            '\r' => new(TokenKind.Newline, position, position + (At(position + 1) == '\n' ? 2 : 1)),
            '"' => ReadText(position),
            '/' when At(position + 1) == '/' => new(TokenKind.Comment, position, EndOfLine(position)),
            '/' when At(position + 1) == '*' && position + 2 <= _lastCommentEnd => new(
                TokenKind.Comment,
                position,
                text.IndexOf("*/", position + 2, StringComparison.Ordinal) + 2
            ),
            _ when char.IsAsciiLetterOrDigit(first) => new(TokenKind.Word, position, EndOfWord(position)),
            _ => new(Punctuation(first), position, position + 1),
        };
    }

    /// <summary>The place of the line end at or behind <paramref name="position"/>, or the end of the text.</summary>
    public int EndOfLine(int position)
    {
        var length = text.AsSpan(position).IndexOfAny('\n', '\r');
        return length < 0 ? text.Length : position + length;
    }

    private char At(int position) => position < text.Length ? text[position] : '\0';

    public static bool IsBlank(char c) =>
        c is ' ' or '\t' || (c > '\x7f' && char.GetUnicodeCategory(c) == UnicodeCategory.SpaceSeparator);

    private int EndOfWord(int position)
    {
        while (position < text.Length && (char.IsAsciiLetterOrDigit(text[position]) || text[position] is '_' or '-'))
            position++;
        return position;
    }

    private Token ReadText(int start)
    {
        for (var i = start + 1; i < text.Length && text[i] >= ' '; i++)
        {
            if (text[i] == '"')
                return new(TokenKind.Text, start, i + 1);
            if (text[i] == '\\' && At(i + 1) is not ('\n' or '\r'))
                i++;
        }
        return new(TokenKind.UnclosedText, start, EndOfLine(start));
    }

    private static TokenKind Punctuation(char c) =>
        c switch
        {
            '{' => TokenKind.OpenBrace,
            '}' => TokenKind.CloseBrace,
            '(' => TokenKind.OpenParenthesis,
            ')' => TokenKind.CloseParenthesis,
            '[' => TokenKind.OpenBracket,
            ']' => TokenKind.CloseBracket,
            ',' => TokenKind.Comma,
            ':' => TokenKind.Colon,
            '.' => TokenKind.Dot,
            '=' => TokenKind.Equals,
            '@' => TokenKind.At,
            '?' => TokenKind.Question,
            '!' => TokenKind.Exclamation,
            '-' => TokenKind.Minus,
            _ => TokenKind.Unknown,
        };
}
