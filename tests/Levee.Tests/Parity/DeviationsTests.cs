namespace Levee.Tests.Parity;

public sealed class DeviationsTests
{
    [Fact]
    public void Every_deviation_has_its_page_and_its_case()
    {
        var page = File.ReadAllText(Path.Combine(Corpus.Repository, "docs", "deviations.md"));
        var documented = page.Split('\n')
            .Where(line => line.StartsWith("### ", StringComparison.Ordinal))
            .Select(line => line[4..])
            .ToList();
        var listed = File.ReadLines(Path.Combine(Corpus.Repository, "tests", "Levee.Tests", "Parity", "deviations.tsv"))
            .Skip(1)
            .Select(line => line.Split('\t')[2]);

        Assert.Empty(listed.Except(documented));
        Assert.All(
            documented,
            name =>
                Assert.True(
                    Directory.Exists(Path.Combine(Corpus.Repository, "cases", "diff", $"deviation-{name}"))
                        || Directory.Exists(Path.Combine(Corpus.Repository, "cases", "database", name)),
                    $"{name} has no case"
                )
        );
    }
}
