using System.Globalization;
using System.Text;

namespace Levee.Core.Text;

/// <summary>Text of others as a terminal may show it: a schema or a branch name must not be able to move the
/// cursor.</summary>
public static class TerminalText
{
    /// <summary>The text in one line: a line end is shown as a sign like every other control character.</summary>
    public static string Escape(string text)
    {
        if (!text.AsSpan().ContainsAnyExceptInRange(' ', '~'))
            return text;
        var shown = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
            shown.Append(Escape(rune));
        return shown.ToString();
    }

    /// <summary>The text with its line ends.</summary>
    public static string EscapeLines(string text) =>
        text.Contains('\n')
            ? string.Join('\n', text.Split('\n').Select(line => Escape(line.TrimEnd('\r'))))
            : Escape(text);

    /// <summary>The columns that it takes on a terminal.</summary>
    public static int Width(string text)
    {
        if (!text.AsSpan().ContainsAnyExceptInRange(' ', '~'))
            return text.Length;
        var width = 0;
        foreach (var rune in text.EnumerateRunes())
            width += WidthOf(rune);
        return width;
    }

    private static string Escape(Rune rune) =>
        rune.Value switch
        {
            '\t' => "    ",
            // The pictures that Unicode has for control characters.
            < 0x20 => ((char)(0x2400 + rune.Value)).ToString(),
            0x7f => "\u2421",
            _ when Rune.GetUnicodeCategory(rune)
                    is UnicodeCategory.Control
                        or UnicodeCategory.Format
                        or UnicodeCategory.LineSeparator
                        or UnicodeCategory.ParagraphSeparator => $"<U+{rune.Value:X4}>",
            _ => rune.ToString(),
        };

    private static int WidthOf(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark ? 0
        : IsWide(rune.Value) ? 2
        : 1;

    // The blocks whose characters East Asian terminals draw two columns wide, and emoji.
    private static bool IsWide(int value) =>
        value
            is (>= 0x1100 and <= 0x115f)
                or (>= 0x2e80 and <= 0xa4cf)
                or (>= 0xac00 and <= 0xd7a3)
                or (>= 0xf900 and <= 0xfaff)
                or (>= 0xfe30 and <= 0xfe6f)
                or (>= 0xff00 and <= 0xff60)
                or (>= 0xffe0 and <= 0xffe6)
                or (>= 0x1f300 and <= 0x1faff)
                or (>= 0x20000 and <= 0x3fffd);
}
