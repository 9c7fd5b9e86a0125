using System.Text.RegularExpressions;

namespace Levee.Tests.EndToEnd;

/// <summary>The same answer with the cache off, cold, warm, damaged and shared: a cache costs or saves time and nothing else.</summary>
[Slow]
public sealed class CacheTests : IDisposable
{
    private const string Header = "datasource db {\n  provider = \"postgresql\"\n  url = env(\"X\")\n}\n\n";

    private readonly TempFolder _cache = new();
    private readonly Sandbox _sandbox = Sandbox.With(
        ("schema.prisma", Header + "model A {\n  id   Int @id\n  name String\n  added Int?\n}\n"),
        (
            "migrations/20260101000000_a/migration.sql",
            "CREATE TABLE \"A\" (\n    \"id\" INTEGER NOT NULL,\n    CONSTRAINT \"A_pkey\" PRIMARY KEY (\"id\")\n);\n"
        ),
        (
            "migrations/20260102000000_b/migration.sql",
            "ALTER TABLE \"A\" ADD COLUMN \"name\" TEXT NOT NULL, ADD COLUMN \"gone\" TEXT;\n"
        )
    );

    public void Dispose()
    {
        _sandbox.Dispose();
        _cache.Dispose();
    }

    [Fact]
    public void Off_cold_and_warm_it_answers_the_same_and_off_nothing_is_kept()
    {
        var off = Rehearse(("LEVEE_CACHE", "off"));
        Assert.Contains("0 files, 0.0 MB", CacheLine("replayed databases"));

        var cold = Rehearse();
        var warm = Rehearse();

        Assert.Equal(2, off.Code);
        Assert.Contains("DROP COLUMN \"gone\"", off.Output + off.Talk);
        AssertSame(off, cold);
        AssertSame(off, warm);
        Assert.DoesNotContain("0 files,", CacheLine("replayed databases"));
        Assert.DoesNotContain("0 files,", CacheLine("read catalogs"));
    }

    [Fact]
    public void Random_bytes_in_a_file_of_any_kind_are_noticed()
    {
        var dice = new Random(20260101);
        var expected = Rehearse();
        // One of each kind of file, and some more of the databases' many.
        var kinds = Files()
            .GroupBy(file => Regex.Replace(Path.GetRelativePath(_cache.Path, file), "[0-9a-f]{2,}|[0-9]", "n"))
            .SelectMany(kind => kind.Take(2))
            .ToList();
        // Two clusters, a read catalog, what is known of programs and of the schema.
        Assert.True(kinds.Count >= 5, string.Join('\n', kinds));
        // A cluster has many files within one.
        var clusters = Files().Where(file => file.Contains("/clusters/", StringComparison.Ordinal));
        kinds.AddRange(clusters.SelectMany(cluster => Enumerable.Repeat(cluster, 8)));

        foreach (var file in kinds.Where(File.Exists))
        {
            Spoil(file, dice);

            AssertSame(expected, Rehearse(), $"after random bytes in {file}");
        }
    }

    [Fact]
    public void Random_bytes_in_every_file_at_once_are_noticed_and_all_is_built_anew()
    {
        var dice = new Random(7);
        var expected = Rehearse();
        foreach (var file in Files())
            Spoil(file, dice);

        AssertSame(expected, Rehearse());
        AssertSame(expected, Rehearse());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Eight_runs_share_a_cache(bool isWarm)
    {
        var expected = Rehearse(isWarm ? [] : [("LEVEE_CACHE", "off")]);

        var runs = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => Rehearse())));

        Assert.All(runs, run => AssertSame(expected, run));
        AssertSame(expected, Rehearse());
        Assert.Equal("deleted\n", Levee("cache", "clear").Output);
    }

    [Fact]
    public void It_is_shown_and_cleared()
    {
        Rehearse();
        Assert.DoesNotContain("0 files,", CacheLine("replayed databases"));

        var cleared = Levee("cache", "clear");

        Assert.True(cleared.Code == 0, cleared.ToString());
        Assert.Contains("0 files, 0.0 MB", CacheLine("replayed databases"));
        Assert.Contains("0 files, 0.0 MB", CacheLine("read catalogs"));
        Assert.Equal(2, Rehearse().Code);
    }

    [Fact]
    public void Only_so_many_replayed_databases_are_kept()
    {
        for (var i = 0; i < 8; i++)
        {
            _sandbox.Write(
                "migrations/20260103000000_c/migration.sql",
                $"ALTER TABLE \"A\" ADD COLUMN \"n{i}\" INTEGER;\n"
            );
            Rehearse();
        }
        var few = Databases();
        for (var i = 8; i < 16; i++)
        {
            _sandbox.Write(
                "migrations/20260103000000_c/migration.sql",
                $"ALTER TABLE \"A\" ADD COLUMN \"n{i}\" INTEGER;\n"
            );
            Rehearse();
        }

        Assert.True(few > 3, $"{few} databases");
        Assert.True(Databases() <= 12, $"{Databases()} databases");
    }

    private int Databases() =>
        Directory.GetFiles(Path.Combine(_cache.Path, "clusters"), "*", SearchOption.AllDirectories).Length;

    /// <summary>A migration that drops a column: refused, after it was rehearsed on a copy of the history.</summary>
    private Outcome Rehearse(params (string Name, string Value)[] environment) =>
        _sandbox.Levee(Environment(environment), "generate", "next", "--dry-run", "--with-base-drift");

    private Outcome Levee(params string[] arguments) => _sandbox.Levee(Environment(), arguments);

    private Dictionary<string, string> Environment(params (string Name, string Value)[] more) =>
        new[] { ("LEVEE_CACHE_DIR", _cache.Path), ("LEVEE_CACHE", "on") }
            .Concat(more)
            .GroupBy(pair => pair.Item1)
            .ToDictionary(pairs => pairs.Key, pairs => pairs.Last().Item2);

    private string CacheLine(string what) =>
        Levee("cache").Output.Split('\n').Single(line => line.StartsWith(what, StringComparison.Ordinal));

    private List<string> Files() =>
        Directory
            .EnumerateFiles(_cache.Path, "*", SearchOption.AllDirectories)
            .Where(file => !file.Contains("/locks/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .ToList();

    private static void Spoil(string file, Random dice)
    {
        var bytes = File.ReadAllBytes(file);
        var noise = new byte[bytes.Length == 0 ? 64 : Math.Min(bytes.Length, 256)];
        dice.NextBytes(noise);
        if (bytes.Length == 0)
            bytes = noise;
        else
            noise.CopyTo(bytes.AsSpan(dice.Next(bytes.Length - noise.Length + 1)));
        File.WriteAllBytes(file, bytes);
    }

    private static void AssertSame(Outcome expected, Outcome seen, string when = "")
    {
        Assert.True(
            expected.Code == seen.Code && expected.Output == seen.Output && expected.Talk == seen.Talk,
            $"{when}\n{seen}\ninstead of\n{expected}"
        );
    }
}
