using System.Text.RegularExpressions;
using Levee.Core.Text;

namespace Levee.Core.Reports;

/// <summary>Text of others inside Markdown: it must not become markup, a mention or a second comment marker.</summary>
internal static partial class Markdown
{
    private const string Special = "\\`*_{}[]<>#|~&$!";

    /// <summary>As running text, also within a cell of a table.</summary>
    public static string Text(string text)
    {
        var escaped = string.Concat(
            TerminalText
                .Escape(text.ReplaceLineEndings(" "))
                .Select(character =>
                    character switch
                    {
                        // An empty comment keeps a name from being called into the discussion.
                        '@' => "@<!-- -->",
                        _ when Special.Contains(character, StringComparison.Ordinal) => $"\\{character}",
                        _ => character.ToString(),
                    }
                )
        );
        return escaped;
    }

    /// <summary>As code within a line. Also fit for a cell of a table, where a bar would end the cell even in
    /// code.</summary>
    public static string Code(string text)
    {
        var plain = TerminalText.Escape(text.ReplaceLineEndings(" ")).Replace("|", "\\|", StringComparison.Ordinal);
        var fence = Fence(plain, 1);
        var pad = plain.StartsWith('`') || plain.EndsWith('`') || fence.Length > 1 ? " " : "";
        return plain.Length == 0 ? "" : $"{fence}{pad}{plain}{pad}{fence}";
    }

    public static string Block(string language, string text)
    {
        text = TerminalText.EscapeLines(text);
        var fence = Fence(text, 3);
        return $"{fence}{language}\n{text.TrimEnd('\n')}\n{fence}";
    }

    public static string Quote(string text) =>
        string.Join('\n', text.Split('\n').Select(line => $"> {line}".TrimEnd()));

    public static string Fold(string title, string content) =>
        $"<details><summary>{title}</summary>\n\n{content}\n\n</details>";

    /// <summary>Names that messages hold in backticks stay code; everything around them is text.</summary>
    public static string Prose(string text) =>
        string.Concat(
            text.Split('`') is { Length: > 1 } parts && parts.Length % 2 == 1
                ? parts.Select((part, index) => index % 2 == 1 ? Code(part) : Text(part))
                : [Text(text)]
        );

    // Longer than any run of backticks inside, so that the text cannot close it.
    private static string Fence(string text, int least)
    {
        var longest = Backticks().Matches(text).Select(match => match.Length).DefaultIfEmpty(0).Max();
        return new('`', longest < least ? least : longest + 1);
    }

    [GeneratedRegex("`+")]
    private static partial Regex Backticks();
}
