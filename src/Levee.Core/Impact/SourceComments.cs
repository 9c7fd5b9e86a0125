namespace Levee.Core.Impact;

/// <summary>The comments of a source file, as far as the language of its name has them in one of the usual ways.</summary>
internal static class SourceComments
{
    private sealed record Style(string? Line, string? Open, string? Close, string Quotes);

    private static readonly Style Hash = new("#", null, null, "\"'");
    private static readonly Style Slashes = new("//", "/*", "*/", "\"'`");
    private static readonly Style Dashes = new("--", "/*", "*/", "'");

    /// <summary>The text with blanks in place of its comments: every line and place is where it was.</summary>
    public static string Blank(string path, string text)
    {
        if (StyleOf(path) is not { } style)
            return text;
        var blank = text.ToCharArray();
        for (var at = 0; at < text.Length; )
        {
            var end =
                style.Quotes.Contains(text[at]) ? EndOfString(text, at)
                : Starts(text, at, style.Line) ? EndOf(text, at, "\n", 0)
                : Starts(text, at, style.Open) ? EndOf(text, at + style.Open!.Length, style.Close!, style.Close!.Length)
                : at + 1;
            if (Starts(text, at, style.Line) || Starts(text, at, style.Open))
            {
                for (var i = at; i < end; i++)
                    blank[i] = text[i] is '\n' or '\r' ? text[i] : ' ';
            }
            at = end;
        }
        return new(blank);
    }

    private static Style? StyleOf(string path) =>
        path[(path.LastIndexOf('.') + 1)..].ToLowerInvariant() switch
        {
            "py" or "rb" => Hash,
            "ts" or "tsx" or "js" or "mjs" or "cjs" or "go" or "rs" or "java" or "kt" or "cs" or "php" => Slashes,
            "sql" => Dashes,
            _ => null,
        };

    private static bool Starts(string text, int at, string? mark) =>
        mark is not null && string.CompareOrdinal(text, at, mark, 0, mark.Length) == 0;

    private static int EndOf(string text, int at, string mark, int past) =>
        text.IndexOf(mark, at, StringComparison.Ordinal) is >= 0 and var end ? end + past : text.Length;

    // """ … """ of Python, else up to the same quote; one that nothing closes on its line is an apostrophe.
    private static int EndOfString(string text, int at)
    {
        var quote = text[at];
        var triple = new string(quote, 3);
        if (Starts(text, at, triple))
            return EndOf(text, at + 3, triple, 3);
        for (var i = at + 1; i < text.Length; i++)
        {
            if (text[i] == '\\')
                i++;
            else if (text[i] == quote)
                return i + 1;
            else if (text[i] == '\n' && quote != '`')
                return at + 1;
        }
        return at + 1;
    }
}
