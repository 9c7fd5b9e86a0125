namespace Levee.Tests.Oracle;

/// <summary>Levee's script against Prisma's, byte for byte, for random schemas and for changed revisions of real ones.</summary>
public sealed class DifferentialFuzzTests
{
    private const int ShrinksPerRun = 60;

    [Fact]
    public async Task Random_pairs_give_what_Prisma_writes()
    {
        using var oracle = PrismaOracle.Require();
        await using var server = Environment.GetEnvironmentVariable("LEVEE_FUZZ_PATH") is "schema" ? null : await ScratchServer.TryStartAsync();
        var pairs = int.Parse(Environment.GetEnvironmentVariable("LEVEE_FUZZ_PAIRS") ?? "200");
        var seed = int.Parse(Environment.GetEnvironmentVariable("LEVEE_FUZZ_SEED") ?? "1");
        var differential = new Differential(oracle, server);
        var source = new PairSource(Corpus.Find("schemas"));

        var only = Environment.GetEnvironmentVariable("LEVEE_FUZZ_ONLY");
        var found = new Dictionary<string, Finding>();
        var explained = new Dictionary<string, int>();
        var differences = 0;
        for (var at = 0; differential.Compared < pairs; at++)
        {
            var pair = source.Draw(HashCode(seed, at));
            foreach (var path in server is null || at % 3 != 0 ? [DiffPath.Schema] : new[] { DiffPath.Schema, DiffPath.Database })
            {
                if (await differential.CompareAsync(path, pair) is not { } finding || (only is "sql" && finding.Prisma.Sql is null))
                    continue;
                if (KnownDeviations.Explain(finding) is { } reason)
                {
                    explained[reason] = explained.GetValueOrDefault(reason) + 1;
                    continue;
                }
                differences++;
                if (found.Count < ShrinksPerRun)
                    Keep(found, Shrunk(new Differential(oracle, server), finding), seed, at);
            }
        }

        Tally.Record("oracle-fuzz", differential.Compared - differences, differential.Compared,
            $"seed {seed}; {differential.Refused} refused by both; deviations {explained.Values.Sum()}");
        foreach (var (reason, count) in explained.OrderByDescending(one => one.Value))
            Console.WriteLine($"deviation {count,6}  {reason}");
        Assert.True(differences is 0, $"{differences} of {differential.Compared} differ:\n{string.Join('\n', found.Keys)}");
    }

    private static Finding Shrunk(Differential differential, Finding finding)
    {
        var signature = finding.Signature;
        var kind = (finding.Prisma.Sql is null, finding.Levee.Sql is null);
        Finding? Again(SchemaPair pair) => differential.CompareAsync(finding.Path, pair).GetAwaiter().GetResult();
        bool IsInteresting(SchemaPair pair) =>
            Again(pair) is { } other
            && (other.Prisma.Sql is null, other.Levee.Sql is null) == kind
            && (kind is (false, false) || other.Signature == signature)
            && KnownDeviations.Explain(other) is null;
        var small = new Shrinker(IsInteresting).Shrink(finding.Pair);
        return Again(small) ?? finding;
    }

    private static void Keep(Dictionary<string, Finding> found, Finding finding, int seed, int at)
    {
        if (!found.TryAdd(finding.Signature, finding))
            return;
        var folder = Path.Combine(Corpus.Repository, "TestResults", "oracle", $"{seed}-{at}-{finding.Path}");
        finding.Save(folder);
        File.WriteAllText(Path.Combine(folder, "levee.txt"), finding.Levee.ToString());
        File.WriteAllText(Path.Combine(folder, "prisma.txt"), finding.Prisma.ToString());
        Console.WriteLine($"differs: {finding.Signature}\n  {folder}");
        if (Environment.GetEnvironmentVariable("LEVEE_FUZZ_KEEP") is "1" && finding.Prisma.Sql is not null)
            finding.Save(Path.Combine(Corpus.Repository, "cases", "diff", $"fuzz-{seed}-{at}"));
    }

    private static int HashCode(int seed, int at) => unchecked((seed * 1_000_003) + at);
}
