namespace Levee.Tests.Parity;

/// <summary>
/// Compares many scripts with Prisma's. A case that <c>deviations.tsv</c> lists has to differ, all others have to be equal.
/// </summary>
internal sealed class ParitySuite(string name)
{
    private readonly Dictionary<string, string> _deviations = ReadDeviations(name);
    private readonly List<string> _failures = [];
    private int _equal;
    private int _deviating;
    private int _total;

    public void Check(string @case, string expected, Func<string> render)
    {
        _total++;
        string actual;
        try
        {
            actual = render();
        }
#pragma warning disable CA1031 // One bad case must not hide the others.
        catch (Exception error)
#pragma warning restore CA1031
        {
            _failures.Add($"{@case}: {error.GetType().Name} {error.Message}");
            return;
        }
        var isListed = _deviations.Remove(@case, out var deviation);
        switch (isListed, expected == actual)
        {
            case (false, true):
                _equal++;
                break;
            case (true, false):
                _deviating++;
                break;
            case (true, true):
                _failures.Add($"{@case}: listed as {deviation}, and equal");
                break;
            case (false, false):
                _failures.Add($"{@case}:\n--- Prisma\n{expected}\n--- Levee\n{actual}");
                break;
        }
    }

    /// <summary>Counts, and fails with the first differences.</summary>
    public void Finish()
    {
        Tally.Record(name, _equal + _deviating, _total, _deviating == 0 ? "" : $"{_deviating} by a listed deviation");
        _failures.AddRange(
            _deviations.Select(item => $"{item.Key}: listed as {item.Value}, and there is no such case")
        );
        Assert.True(
            _failures.Count == 0,
            $"{_failures.Count} of {_total} failed\n{string.Join("\n\n", _failures.Take(60))}"
        );
    }

    private static Dictionary<string, string> ReadDeviations(string suite) =>
        File.ReadLines(Path.Combine(Corpus.Repository, "tests", "Levee.Tests", "Parity", "deviations.tsv"))
            .Skip(1)
            .Select(line => line.Split('\t'))
            .Where(row => row[0] == suite)
            .ToDictionary(row => row[1], row => row[2]);
}
