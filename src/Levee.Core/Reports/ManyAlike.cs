using Levee.Core.Diagnostics;

namespace Levee.Core.Reports;

/// <summary>Leaves a person room to read: of many warnings of one rule the first are told in full and the others by their lines.
/// Errors are always told, and the formats for programs have everything.</summary>
public static class ManyAlike
{
    private const int Many = 5;
    private const int ToldInFull = 3;

    /// <returns>In the order in which they came; one for all the others of a rule where the first of them was.</returns>
    public static IEnumerable<Diagnostic> Shorten(IReadOnlyCollection<Diagnostic> diagnostics)
    {
        var rules = diagnostics
            .Where(found => found.Severity == Severity.Warning)
            .GroupBy(found => found.Code)
            .Where(rule => rule.Count() > Many)
            .ToDictionary(rule => rule.Key, rule => rule.Skip(ToldInFull).ToList());
        var told = new Dictionary<string, int>();
        foreach (var found in diagnostics)
        {
            if (found.Severity != Severity.Warning || !rules.TryGetValue(found.Code, out var others))
            {
                yield return found;
                continue;
            }
            var number = told[found.Code] = told.GetValueOrDefault(found.Code) + 1;
            if (number <= ToldInFull)
                yield return found;
            else if (number == ToldInFull + 1)
                yield return Together(found.Code, others);
        }
    }

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
