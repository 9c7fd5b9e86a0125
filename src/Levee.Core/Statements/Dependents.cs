using System.Text.RegularExpressions;

namespace Levee.Core.Statements;

/// <summary>What keeps PostgreSQL from dropping or changing a thing, as its error names it. Its own advice is CASCADE, which takes all
/// of that along unseen.</summary>
public static partial class Dependents
{
    private const string StillDependedOn = "2BP01";
    private const string NotSupported = "0A000";

    /// <param name="detail">A line for each: <c>view items depends on column items.price</c>.</param>
    /// <returns>Null for another error.</returns>
    public static string? Help(string sqlState, string message, string detail)
    {
        var isUsed =
            sqlState == StillDependedOn
            || (
                sqlState == NotSupported
                && message.StartsWith("cannot alter type of a column", StringComparison.Ordinal)
            );
        if (!isUsed)
            return null;
        var found = Dependent().Matches(detail);
        if (found.Count == 0)
            return "drop what depends on it by name first, and create it again after the change";
        var views = found
            .Where(match => match.Groups["kind"].Value.EndsWith("view", StringComparison.Ordinal))
            .Select(match => $"{match.Groups["kind"].Value} {match.Groups["name"].Value}")
            .Distinct(StringComparer.Ordinal)
            .ToList();
        return views.Count > 0
            ? $"by hand, in a migration: drop {string.Join(" and ", views)} before the change, and create {(views.Count == 1 ? "it" : "them")} again after it with CREATE VIEW"
            : $"drop by name first: {string.Join(", ", found.Select(match => match.Groups["what"].Value).Distinct(StringComparer.Ordinal))}";
    }

    [GeneratedRegex(
        """^(?:rule \S+ on )?(?<what>(?<kind>materialized view|view|constraint|function|policy|trigger|default value|column|table|index|type|sequence|foreign table|rule)\b (?<name>(?:"(?:[^"]|"")+"|[^\s"])+).*?) depends on """,
        RegexOptions.Multiline | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        60_000
    )]
    private static partial Regex Dependent();
}
