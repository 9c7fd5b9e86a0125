using Levee.Cli.Postgres;
using Levee.Core.Diagnostics;
using Levee.Core.Schema;

namespace Levee.Tests.Postgres;

/// <summary>What becomes of a run whose cache is damaged, in use, or cannot be written.</summary>
public sealed class CacheFaultTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("levee-cache-").FullName;

    private PostgresOptions Options => new() { CacheFolder = _folder };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Random_bytes_in_any_file_are_noticed_and_the_cluster_is_built_anew()
    {
        var history = Histories.OfScripts("CREATE TABLE t (a int)", "CREATE TABLE u (a int)");
        var expected = await ReadAsync(history);
        foreach (
            var pattern in new[]
            {
                "seal",
                "pg_control",
                "0000",
                "1259",
                "1249",
                "pg_filenode.map",
                "PG_VERSION",
                "facts/*",
                "catalogs/*",
            }
        )
        {
            if (pattern != "catalogs/*")
                Directory.Delete(Path.Combine(_folder, "catalogs"), recursive: true);
            foreach (var path in Find(pattern))
                Spoil(path);

            Assert.Equal(expected, await ReadAsync(history));
        }
    }

    [Theory]
    [InlineData(4, "CREATE TABLE other (a int)")] // what an empty database is copied from
    [InlineData(0, "CREATE TABLE t (a int)", "CREATE TABLE u (a int)")] // what the history is copied from
    [InlineData(0, "CREATE TABLE t (a int)", "CREATE TABLE u (a int)", "CREATE TABLE v (a int)")] // and a longer one
    public async Task A_damaged_database_is_not_copied(int database, params string[] scripts)
    {
        await ReadAsync(Histories.OfScripts("CREATE TABLE t (a int)", "CREATE TABLE u (a int)"));
        Directory.Delete(Path.Combine(_folder, "catalogs"), recursive: true);
        var spoilt = 0;
        foreach (var path in Find("1259"))
        {
            var number = int.Parse(
                Path.GetFileName(Path.GetDirectoryName(path)!),
                System.Globalization.CultureInfo.InvariantCulture
            );
            if (database != 0 ? number != database : number < 16384)
                continue;
            Spoil(path);
            spoilt++;
        }
        Assert.SkipWhen(spoilt == 0, "this PostgreSQL numbers its own databases otherwise");

        var schema = await ReadAsync(Histories.OfScripts(scripts));

        Assert.Equal(scripts.Length, schema.Tables.Count);
        Assert.Equal(schema, await ReadAsync(Histories.OfScripts(scripts)));
    }

    [Fact]
    public async Task Old_databases_and_more_than_there_is_room_for_are_dropped()
    {
        for (var i = 0; i < 6; i++)
            await ReadAsync(Histories.OfScripts($"CREATE TABLE t{i} (a int)"));
        Assert.Equal(6, Notes().Length);

        var small = Options with { KeptBytes = 25 << 20 };
        await using (var shadows = await Histories.OpenAsync(small))
            await shadows.ReadSchemaAsync(
                Histories.OfScripts("CREATE TABLE small (a int)"),
                DatabaseSchema.Empty,
                Cancel
            );
        Assert.InRange(Notes().Length, 2, 4);

        foreach (var note in Notes())
            File.SetLastWriteTimeUtc(note, DateTime.UtcNow.AddDays(-40));
        await ReadAsync(Histories.OfScripts("CREATE TABLE newest (a int)"));
        Assert.Equal(2, Notes().Length);

        string[] Notes() => Find("levee_t_*");
    }

    [Fact]
    public async Task A_cluster_that_was_not_put_down_in_order_is_not_used_again()
    {
        var history = Histories.OfScripts("CREATE TABLE t (a int)");
        var expected = await ReadAsync(history);
        Directory.Delete(Path.Combine(_folder, "catalogs"), recursive: true);
        foreach (var seal in Find("seal"))
            File.Delete(seal);
        var built = 0;

        await using var shadows = await Histories.OpenAsync(
            Options with
            {
                Progress = line => built += line.StartsWith("building", StringComparison.Ordinal) ? 1 : 0,
            }
        );

        Assert.Equal(expected, await shadows.ReadSchemaAsync(history, DatabaseSchema.Empty, Cancel));
        Assert.Equal(1, built);
    }

    [Fact]
    public async Task Runs_at_the_same_time_do_not_disturb_each_other()
    {
        var history = Histories.OfScripts("CREATE TABLE t (a int)", "INSERT INTO t VALUES (1)");
        await ReadAsync(history);
        Directory.Delete(Path.Combine(_folder, "catalogs"), recursive: true);

        var read = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => Task.Run(() => ReadAsync(history))));

        Assert.All(read, schema => Assert.Single(schema.Tables));
        Assert.Equal(0, CacheInventory.Clear(Options));
    }

    [Fact]
    public async Task Nothing_is_left_when_the_cache_is_off()
    {
        await using (var shadows = await Histories.OpenAsync(Options with { Persistent = false }))
            await shadows.ReadSchemaAsync(Histories.OfScripts("CREATE TABLE t ()"), DatabaseSchema.Empty, Cancel);

        Assert.Empty(Find("data"));
        Assert.False(Directory.Exists(Path.Combine(_folder, "catalogs")));
    }

    [Fact]
    public async Task A_cache_that_belongs_to_somebody_else_is_not_used()
    {
        Assert.SkipUnless(
            OperatingSystem.IsLinux() && Environment.UserName == "root",
            "needs root to make such a folder"
        );
        var planted = Path.Combine(_folder, "planted");
        Directory.CreateDirectory(planted);
        Assert.True(UnixFile.ChangeOwner(planted, 12345));

        await using (var shadows = await Histories.OpenAsync(Options with { CacheFolder = planted }))
            await shadows.ReadSchemaAsync(Histories.OfScripts("CREATE TABLE t ()"), DatabaseSchema.Empty, Cancel);

        Assert.Empty(Directory.EnumerateFileSystemEntries(planted));
    }

    [Fact]
    public async Task Two_histories_may_make_the_same_role()
    {
        var role = $"role_{Guid.NewGuid():N}";
        await using var shadows = await Histories.OpenAsync(Options);

        await using var one = await shadows.CloneAsync(Histories.OfScripts($"CREATE ROLE {role}"), Cancel);
        await using var other = await shadows.CloneAsync(
            Histories.OfScripts("SELECT 1", $"CREATE ROLE {role}"),
            Cancel
        );

        Assert.NotEqual("", other.Name);
    }

    [Theory]
    [InlineData(null, "/nonexistent", "postgres.bin is /nonexistent")]
    [InlineData(9, null, "is older than the oldest")]
    public async Task A_PostgreSQL_that_cannot_be_had_is_named_with_the_line_that_installs_one(
        int? major,
        string? bin,
        string message
    )
    {
        await using var shadows = new ShadowDatabases(Options with { Major = major, Bin = bin });

        var error = await Assert.ThrowsAsync<LeveeException>(() => shadows.ServerAsync(Cancel));

        Assert.Equal("no-postgres", error.Diagnostics[0].Code);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.Contains("install", error.Diagnostics[0].Help[0], StringComparison.Ordinal);
    }

    private async Task<DatabaseSchema> ReadAsync(Levee.Core.ValueList<Levee.Core.History.Migration> history)
    {
        await using var shadows = await Histories.OpenAsync(Options);
        return await shadows.ReadSchemaAsync(history, DatabaseSchema.Empty, Cancel);
    }

    private string[] Find(string pattern) =>
        pattern.Split('/') is [var folder, "*"]
            ? Directory.GetFiles(Path.Combine(_folder, folder))
            : [.. Directory.EnumerateFileSystemEntries(_folder, pattern, SearchOption.AllDirectories)];

    private static void Spoil(string path)
    {
        var bytes = File.ReadAllBytes(path);
        for (var i = 0; i < bytes.Length; i += Math.Max(1, bytes.Length / 50))
            bytes[i] ^= 0x5A;
        File.WriteAllBytes(path, bytes);
    }
}
