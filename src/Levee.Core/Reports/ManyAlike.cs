using Levee.Core.Diagnostics;

namespace Levee.Core.Reports;

/// <summary>Leaves a person room to read: of many warnings of one rule the first are told in full and the others by their lines,
/// and of the notes that say the same of every migration the first only. Errors are always told, and the formats for programs
/// have everything.</summary>
public static class ManyAlike
{
    private const int Many = 5;
    private const int ToldInFull = 3;
    private const int Most = 100;

    // They say how a file is deployed, and hardly ever of one file only.
    private static readonly HashSet<string> ToldOnce = new(StringComparer.Ordinal) { "lock-timeout-missing" };

    /// <returns>In the order in which they came; one for all the others of a rule where the first of them was.</returns>
    public static IEnumerable<Diagnostic> Shorten(IReadOnlyCollection<Diagnostic> diagnostics)
    {
        var rules = diagnostics
            .Where(found => MostOf(found) > 0)
            .GroupBy(KindOf)
            .Where(rule => rule.Count() > (ToldOnce.Contains(rule.First().Code) ? 1 : Many))
            .ToDictionary(rule => rule.Key, rule => rule.Skip(MostOf(rule.First())).ToList());
        var told = new Dictionary<(string, string?), int>();
        foreach (var found in diagnostics)
        {
            var kind = KindOf(found);
            if (MostOf(found) == 0 || !rules.TryGetValue(kind, out var others))
            {
                yield return found;
                continue;
            }
            var number = told[kind] = told.GetValueOrDefault(kind) + 1;
            if (ToldOnce.Contains(found.Code))
            {
                if (number == 1)
                    yield return WithOthers(found, others);
            }
            else if (number <= ToldInFull)
                yield return found;
            else if (number == ToldInFull + 1)
                yield return Together(found.Code, others);
        }
    }

    /// <summary>A screen or two of them: a file that is no schema at all has something wrong in every line.</summary>
    public static IEnumerable<Diagnostic> Cap(IEnumerable<Diagnostic> diagnostics)
    {
        var all = diagnostics.ToList();
        // The errors are what a run fails for.
        var told = all.OrderByDescending(found => found.Severity)
            .Take(Most)
            .ToHashSet(ReferenceEqualityComparer.Instance);
        foreach (var found in all.Where(told.Contains))
            yield return found;
        if (all.Count > Most)
            yield return Diagnostic.Note("more", $"{all.Count - Most} more are not shown") with
            {
                Help = ["--verbose shows them, and --format json has all"],
            };
    }

    private static (string Code, string? FoundBy) KindOf(Diagnostic found) => (found.Code, found.FoundBy);

    /// <summary>How many of such findings are told in full; zero for all.</summary>
    private static int MostOf(Diagnostic found) =>
        ToldOnce.Contains(found.Code) && found.Severity != Severity.Error ? 1
        : found.Severity == Severity.Warning ? ToldInFull
        : 0;

    private static Diagnostic WithOthers(Diagnostic found, List<Diagnostic> others) =>
        found with
        {
            Notes =
            [
                .. found.Notes,
                $"likewise in {others.Count} more {(others.Count == 1 ? "place" : "places")}; --verbose tells each of them",
            ],
        };

    private static Diagnostic Together(string code, List<Diagnostic> others) =>
        Diagnostic.Warning(code, $"{others.Count} more like the {ToldInFull} above") with
        {
            Notes = others
                .Where(found => found.At is not null)
                .GroupBy(found => found.At!.Value.Source.Path, found => found.At!.Value.Start.Line)
                .Select(file => $"{file.Key}, lines {string.Join(", ", file.Distinct())}")
                .ToValueList(),
            Help = ["--verbose tells each of them"],
        };
}
