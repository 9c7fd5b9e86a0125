using System.Diagnostics;
using Levee.Tests.EndToEnd;

namespace Levee.Tests.Oracle;

/// <summary>Random pairs through the program: a history that Prisma wrote for the one, and the schema of the other.</summary>
[Slow]
public sealed class GenerateFuzzTests
{
    private const string Migration = "prisma/migrations/20260101000000_init/migration.sql";

    [Fact]
    public void Generate_ends_in_no_bug_whatever_the_schemas_are()
    {
        PrismaOracle.SkipWhereAbsent();
        using var oracle = PrismaOracle.Start();
        var (seed, count) = (Setting("SEED", 1), Setting("GENERATE", 3));
        var source = new PairSource(Corpus.Find("schemas"));
        var codes = new SortedDictionary<int, int>();
        var wrong = new List<string>();
        using var sandbox = Sandbox.With(("prisma/schema.prisma", ""));
        var watch = Stopwatch.StartNew();
        for (var at = 0; codes.Values.Sum() < count; at++)
        {
            var pair = source.Draw(unchecked((seed * 1_000_003) + at));
            var before = new PrismaOracle.Source.File(pair.Before.ToString());
            var creation = oracle.Diff(pair.After.IsSeven ? 7 : 6, new PrismaOracle.Source.Empty(), before);
            if (creation.Sql is not { } sql || sql.StartsWith("-- This is an empty", StringComparison.Ordinal))
                continue;
            sandbox.Write("prisma/schema.prisma", pair.After.ToString());
            sandbox.Write(Migration, sql);
            var run = sandbox.Levee("generate", "next", "--dry-run", "--skip-freshness-check", "--with-base-drift");
            codes[run.Code] = codes.GetValueOrDefault(run.Code) + 1;
            if (run.Code is not (0 or 1 or 2))
                wrong.Add($"pair {at}: {run}\n--- before\n{pair.Before}\n--- after\n{pair.After}");
        }

        var met = string.Join(", ", codes.Select(code => $"exit {code.Key}: {code.Value}"));
        Tally.Record(
            "oracle-fuzz-generate",
            count - wrong.Count,
            count,
            $"seed {seed}; {met}; {watch.Elapsed.TotalSeconds:F0} s"
        );
        Assert.True(wrong.Count == 0, $"{wrong.Count} of {count} are bugs, for one:\n{wrong.FirstOrDefault()}");
    }

    private static int Setting(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable($"LEVEE_FUZZ_{name}"), out var value) ? value : otherwise;
}
