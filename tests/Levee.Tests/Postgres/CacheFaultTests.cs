using Levee.Cli.Machine;
using Levee.Cli.Replay;
using Levee.Cli.Server;
using Levee.Core;
using Levee.Core.Diagnostics;
using Levee.Core.History;
using Levee.Core.Schema;
using Npgsql;

namespace Levee.Tests.Postgres;

/// <summary>What becomes of a run whose cache is damaged, in use, or cannot be written.</summary>
[Slow]
public sealed class CacheFaultTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("levee-cache-").FullName;

    private PostgresOptions Options => new() { CacheFolder = _folder };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("facts/*")]
    [InlineData("catalogs/*")]
    [InlineData("levee-cache")]
    public async Task Random_bytes_in_any_small_file_are_noticed(string pattern)
    {
        var history = Histories.OfScripts("CREATE TABLE t (a int)", "CREATE TABLE u (a int)");
        var expected = await ReadAsync(history);
        if (pattern != "catalogs/*")
            ForgetCatalogs();
        foreach (var path in Find(pattern))
            Spoil(path);

        Assert.Equal(expected, await ReadAsync(history));
    }

    /// <summary>Places in a kept cluster: its beginning, where the server's own files are, its databases, its end.</summary>
    public static TheoryData<double> Places => [0, 0.00001, 0.001, 0.01, 0.05, 0.1, 0.3, 0.6, 0.9, 0.99999];

    [Theory, MemberData(nameof(Places))]
    public async Task Random_bytes_in_a_kept_cluster_are_noticed_and_it_is_built_anew(double place)
    {
        var history = Histories.OfScripts("CREATE TABLE t (a int)", "CREATE TABLE u (a int)");
        var expected = await ReadAsync(history);
        ForgetCatalogs();
        var clusters = Clusters();
        Assert.Equal(2, clusters.Length);
        foreach (var path in clusters)
        {
            var bytes = File.ReadAllBytes(path);
            bytes[(int)(place * (bytes.Length - 1))] ^= 0x5A;
            File.WriteAllBytes(path, bytes);
        }

        Assert.Equal(expected, await ReadAsync(history));
        // What was damaged is gone, and what took its place is sound.
        ForgetCatalogs();
        Assert.Equal(expected, await ReadAsync(history, Options with { Progress = Assert.Fail }));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(1000)]
    [InlineData(-1)]
    public async Task A_kept_cluster_that_was_cut_short_is_noticed(int length)
    {
        var history = Histories.OfScripts("CREATE TABLE t (a int)", "CREATE TABLE u (a int)");
        var expected = await ReadAsync(history);
        ForgetCatalogs();
        foreach (var path in Clusters())
        {
            using var file = new FileStream(path, FileMode.Open);
            file.SetLength(length < 0 ? file.Length + length : length);
        }

        Assert.Equal(expected, await ReadAsync(history));
    }

    [Fact]
    public async Task A_damaged_longer_history_is_replayed_from_a_shorter_one()
    {
        var shorter = Histories.OfScripts("CREATE TABLE t (a int)");
        await ReadAsync(shorter);
        var before = Clusters();
        var longer = Histories.OfScripts("CREATE TABLE t (a int)", "CREATE TABLE u (a int)");
        var expected = await ReadAsync(longer);
        ForgetCatalogs();
        Spoil(Assert.Single(Clusters().Except(before)));
        var replayed = new List<string>();

        Assert.Equal(expected, await ReadAsync(longer, Options with { Progress = replayed.Add }));
        Assert.Equal(["replaying 2 of 2: 1_step"], replayed);
    }

    [Fact]
    public async Task Old_databases_and_more_than_there_is_room_for_are_dropped()
    {
        for (var i = 0; i < 6; i++)
            await ReadAsync(Histories.OfScripts($"CREATE TABLE t{i} (a int)"));
        // And the one without history.
        Assert.Equal(7, Clusters().Length);

        var small = Options with { KeptBytes = 25 << 20 };
        await using (var shadows = await Histories.OpenAsync(small))
            await shadows.ReadSchemaAsync(
                Histories.OfScripts("CREATE TABLE small (a int)"),
                DatabaseSchema.Empty,
                Cancel
            );
        Assert.InRange(Clusters().Length, 2, 4);

        foreach (var cluster in Clusters())
            File.SetLastWriteTimeUtc(cluster, DateTime.UtcNow.AddDays(-40));
        await ReadAsync(Histories.OfScripts("CREATE TABLE newest (a int)"));
        Assert.Equal(2, Clusters().Length);
    }

    [Fact]
    public async Task What_a_killed_run_left_is_deleted_by_the_next_one()
    {
        var left = CacheFolders.Make(_folder, "runs", "killed", "1", "data");
        File.WriteAllText(Path.Combine(left, "postmaster.pid"), "999999999\n");

        await ReadAsync(Histories.OfScripts("CREATE TABLE t (a int)"));

        Assert.Empty(Directory.GetFileSystemEntries(Path.Combine(_folder, "runs")));
        Assert.Empty(Directory.GetFileSystemEntries(Path.Combine(_folder, "locks")));
    }

    [Fact]
    public async Task A_run_goes_on_when_the_cache_is_cleared_under_it()
    {
        await using var shadows = await Histories.OpenAsync(Options);
        await using (await shadows.EmptyAsync(Cancel)) { }

        CacheInventory.Clear(Options);

        await using var shadow = await shadows.CloneAsync(Histories.OfScripts("CREATE TABLE t (a int)"), Cancel);
        await using var session = await shadow.ConnectAsync(Cancel);
        await using var command = new NpgsqlCommand("SELECT count(*) FROM t", session);
        Assert.Equal(0L, await command.ExecuteScalarAsync(Cancel));
    }

    [Fact]
    public async Task A_history_may_make_databases()
    {
        var first = Histories.OfScripts("CREATE TABLE t (a int)");
        await ReadAsync(first);

        var schema = await ReadAsync(
            Histories.OfScripts("CREATE TABLE t (a int)", "create database other", "CREATE TABLE u (a int)")
        );

        Assert.Equal(2, schema.Tables.Count);
    }

    [Fact]
    public async Task Runs_at_the_same_time_do_not_disturb_each_other()
    {
        var history = Histories.OfScripts("CREATE TABLE t (a int)", "INSERT INTO t VALUES (1)");
        await ReadAsync(history);
        ForgetCatalogs();

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
        Assert.Empty(Find("kept"));
        Assert.Empty(Clusters());
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
        await using var session = await other.ConnectAsync(Cancel);
        await using var command = new NpgsqlCommand($"SELECT count(*) FROM pg_roles WHERE rolname = '{role}'", session);

        Assert.Equal(1L, await command.ExecuteScalarAsync(Cancel));
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

        var error = await Assert.ThrowsAsync<LeveeException>(() => shadows.EmptyAsync(Cancel));

        Assert.Equal("no-postgres", error.Diagnostics[0].Code);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.Contains("install", error.Diagnostics[0].Help[0], StringComparison.Ordinal);
    }

    private async Task<DatabaseSchema> ReadAsync(ValueList<Migration> history, PostgresOptions? options = null)
    {
        await using var shadows = await Histories.OpenAsync(options ?? Options);
        return await shadows.ReadSchemaAsync(history, DatabaseSchema.Empty, Cancel);
    }

    private string[] Clusters() =>
        Directory.Exists(Path.Combine(_folder, "clusters"))
            ? Directory.GetFiles(Path.Combine(_folder, "clusters"), "*", SearchOption.AllDirectories)
            : [];

    /// <summary>Otherwise no server would be needed.</summary>
    private void ForgetCatalogs() => Directory.Delete(Path.Combine(_folder, "catalogs"), recursive: true);

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
