using System.Globalization;
using System.Text;

namespace Levee.Core.Text;

/// <summary>
/// What the runners of CI obey where they read it in a log: GitHub a line that begins with <c>::</c> and <c>##[</c> wherever
/// it stands, Azure <c>##vso[</c>, TeamCity <c>##teamcity[</c>. A schema, a branch or an error must not be able to say it.
/// </summary>
public static class RunnerCommands
{
    private static readonly string[] Anywhere = ["##[", "##vso[", "##teamcity["];

    /// <summary>The text with every such command made harmless, as a person reads it.</summary>
    public static string Defuse(string text)
    {
        foreach (var command in Anywhere)
        {
            if (text.Contains(command, StringComparison.OrdinalIgnoreCase))
                text = text.Replace(command, $"## {command[2..]}", StringComparison.OrdinalIgnoreCase);
        }
        return !text.Contains("::", StringComparison.Ordinal)
            ? text
            : string.Join('\n', text.Split('\n').Select(DefuseLine));
    }

    /// <summary>The same JSON without such a command in it, nor a character that reorders or hides others: what it says to a
    /// program stays the same.</summary>
    public static string DefuseJson(string json)
    {
        // Neither stands anywhere but in a text.
        if (json.Contains("##", StringComparison.Ordinal))
            json = json.Replace("##", "#\\u0023", StringComparison.Ordinal);
        if (!json.AsSpan().ContainsAnyExceptInRange('\n', '~'))
            return json;
        var safe = new StringBuilder(json.Length);
        foreach (var character in json)
        {
            if (IsHidden(character))
                safe.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}");
            else
                safe.Append(character);
        }
        return safe.ToString();
    }

    private static bool IsHidden(char character) =>
        character > '~'
        && CharUnicodeInfo.GetUnicodeCategory(character)
            is UnicodeCategory.Control
                or UnicodeCategory.Format
                or UnicodeCategory.LineSeparator
                or UnicodeCategory.ParagraphSeparator;

    private static string DefuseLine(string line) =>
        line.AsSpan().TrimStart().StartsWith("::", StringComparison.Ordinal) ? $"levee: {line}" : line;
}
