namespace Levee.Tests.Oracle;

/// <summary>Levee's script against Prisma's, byte for byte, for random schemas and for changed revisions of real ones.</summary>
[Slow]
public sealed class DifferentialFuzzTests
{
    private static string? Setting(string name) => Environment.GetEnvironmentVariable($"LEVEE_FUZZ_{name}");

    [Fact]
    public async Task Random_pairs_give_what_Prisma_writes()
    {
        PrismaOracle.SkipWhereAbsent();
        var run = new FuzzRun(int.Parse(Setting("SEED") ?? "1"), int.Parse(Setting("PAIRS") ?? "200"));
        var workers = int.Parse(Setting("WORKERS") ?? "1");
        await Task.WhenAll(Enumerable.Range(0, workers).Select(_ => Task.Run(() => WorkAsync(run))));

        Tally.Record(
            "oracle-fuzz",
            run.Compared - run.Differences,
            run.Compared,
            $"seed {run.Seed}; {run.Refused} refused by both; deviations {run.Explained.Values.Sum()}; "
                + $"{run.Settled} settled, {run.Perpetual} of them with a warning"
        );
        foreach (var (reason, count) in run.Explained.OrderByDescending(one => one.Value))
            Console.WriteLine($"deviation {count, 6}  {reason}");
        Assert.True(
            run.Differences is 0,
            $"{run.Differences} of {run.Compared} differ:\n{string.Join('\n', run.Found.Keys)}"
        );
    }

    /// <summary>Takes pair after pair, with an engine and a server of its own. Every third goes through a database too.</summary>
    private static async Task WorkAsync(FuzzRun run)
    {
        using var oracle = PrismaOracle.Start();
        await using var server = Setting("PATH") is "schema" ? null : await ScratchServer.TryStartAsync();
        var source = new PairSource(Corpus.Find("schemas"));
        while (run.TryTake(out var at))
        {
            var pair = source.Draw(run.SeedOf(at));
            var differential = new Differential(oracle, server);
            DiffPath[] paths =
                server is null || (at % 3 != 0 && Setting("PATH") is not "database") ? [DiffPath.Schema]
                : Setting("PATH") is "database" ? [DiffPath.Database, DiffPath.Settling]
                : [DiffPath.Schema, DiffPath.Database, DiffPath.Settling];
            foreach (var path in paths)
            {
                if (await differential.CompareAsync(path, pair) is { } finding && run.IsNew(finding))
                    run.Keep(await ShrunkAsync(new(oracle, server), finding), at);
            }
            run.Count(differential);
        }
    }

    private static async Task<Finding> ShrunkAsync(Differential differential, Finding finding)
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
        return await differential.CompareAsync(finding.Path, small) ?? finding;
    }
}
