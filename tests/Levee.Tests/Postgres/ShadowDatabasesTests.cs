using Levee.Cli.Replay;
using Levee.Cli.Server;
using Levee.Core.Diagnostics;
using Levee.Core.Schema;
using Npgsql;

namespace Levee.Tests.Postgres;

[Slow]
public sealed class ShadowDatabasesTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("litellm", "LiteLLM_UserTable")]
    [InlineData("umami", "website")]
    [InlineData("hoppscotch", "Team")]
    [InlineData("keyshade", "User")]
    [InlineData("trigger.dev", "TaskRun")]
    public async Task A_real_history_replays(string name, string table)
    {
        await using var shadows = await Histories.OpenAsync();

        await using var shadow = await shadows.CloneAsync(Histories.OfCorpus(name), Cancel);

        Assert.Equal(true, await ScalarAsync(shadow, $"SELECT to_regclass('\"{table}\"') IS NOT NULL"));
    }

    [Theory]
    [InlineData(PostgresOptions.OldestMajor)]
    [InlineData(18)]
    public async Task A_history_replays_on_the_oldest_and_the_newest_version(int major)
    {
        await using var shadows = await Histories.OpenAsync(Histories.OptionsFor(major));
        var history = Histories.OfScripts(
            $"CREATE TABLE \"{Guid.NewGuid()}\" (); CREATE TABLE t (id int PRIMARY KEY)",
            "CREATE INDEX CONCURRENTLY i ON t (id)",
            "ALTER TABLE t ADD COLUMN a text"
        );

        var schema = await shadows.ReadSchemaAsync(history, DatabaseSchema.Empty, Cancel);

        Assert.Contains(schema.Tables, table => table.Indexes.Count == 1 && table.Columns.Count == 2);
    }

    [Theory]
    [InlineData("litellm")]
    [InlineData("trigger.dev")]
    public async Task The_catalog_of_a_known_history_needs_no_server(string name)
    {
        var history = Histories.OfCorpus(name);
        DatabaseSchema read;
        await using (var shadows = await Histories.OpenAsync())
            read = await shadows.ReadSchemaAsync(history, DatabaseSchema.Empty, Cancel);

        var told = new List<string>();
        await using var later = new ShadowDatabases(Histories.Options with { Progress = told.Add });
        var known = await later.ReadSchemaAsync(history, DatabaseSchema.Empty, Cancel);

        Assert.Equal(read, known);
        Assert.True(known.Tables.Count > 10);
        Assert.SkipUnless(Histories.Options.Persistent, "the cache is switched off");
        Assert.False(later.HasServer);
        Assert.Empty(told);
    }

    [Fact]
    public async Task A_clone_is_the_callers_alone()
    {
        var history = Histories.OfScripts("CREATE TABLE t (a int)");
        await using var shadows = await Histories.OpenAsync();

        await using (var one = await shadows.CloneAsync(history, Cancel))
        {
            await ScalarAsync(one, "DROP TABLE t");
        }
        await using var other = await shadows.CloneAsync(history, Cancel);

        Assert.Equal(true, await ScalarAsync(other, "SELECT to_regclass('t') IS NOT NULL"));
    }

    [Fact]
    public async Task Only_what_is_new_is_replayed()
    {
        var replayed = new List<string>();
        await using var shadows = await Histories.OpenAsync(Histories.Options with { Progress = replayed.Add });
        var unique = $"CREATE TABLE \"{Guid.NewGuid()}\" ()";

        await using (await shadows.CloneAsync(Histories.OfScripts(unique, "SELECT 1"), Cancel)) { }
        replayed.Clear();
        await using (await shadows.CloneAsync(Histories.OfScripts(unique, "SELECT 1", "SELECT 2"), Cancel)) { }
        await using (await shadows.CloneAsync(Histories.OfScripts(unique, "SELECT 1"), Cancel)) { }

        Assert.Equal(["replaying 3 of 3: 2_step"], replayed);
    }

    [Fact]
    public async Task A_session_setting_does_not_reach_the_next_migration()
    {
        await using var shadows = await Histories.OpenAsync();
        var history = Histories.OfScripts("CREATE SCHEMA s; SET search_path = s", "CREATE TABLE t ()");

        await using var shadow = await shadows.CloneAsync(history, Cancel);

        Assert.Equal(
            "public",
            await ScalarAsync(shadow, "SELECT relnamespace::regnamespace::text FROM pg_class WHERE relname = 't'")
        );
    }

    [Fact]
    public async Task A_migration_that_fails_is_named_with_the_place_in_its_file()
    {
        await using var shadows = await Histories.OpenAsync();
        var history = Histories.OfScripts(
            "CREATE TABLE t (a int)",
            "-- 😀\nALTER TABLE t\n  ADD COLUMN b int,\n  ADD COLUMN c integr;"
        );

        var error = await Assert.ThrowsAsync<LeveeException>(() => shadows.CloneAsync(history, Cancel));

        var diagnostic = Assert.Single(error.Diagnostics);
        Assert.Equal("type \"integr\" does not exist", diagnostic.Message);
        Assert.Equal("1_step/migration.sql:4:16", diagnostic.At.ToString());
        Assert.Equal("integr", history[1].Script[diagnostic.At!.Value.Span]);
        Assert.Contains(diagnostic.Notes, note => note.Contains("1_step"));
    }

    private static async Task<object?> ScalarAsync(ShadowDatabase shadow, string sql)
    {
        await using var session = await shadow.ConnectAsync(Cancel);
        await using var command = new NpgsqlCommand(sql, session);
        return await command.ExecuteScalarAsync(Cancel);
    }
}
