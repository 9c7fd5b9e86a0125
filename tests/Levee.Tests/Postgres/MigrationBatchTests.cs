using Levee.Cli.Replay;
using Levee.Core.Sql;
using Npgsql;

namespace Levee.Tests.Postgres;

[Slow]
public sealed class MigrationBatchTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("CREATE TABLE b (); SELECT 1/0", 1)]
    // At COMMIT, when its last statement has succeeded.
    [InlineData("CREATE TABLE b (a int REFERENCES a DEFERRABLE INITIALLY DEFERRED); INSERT INTO b VALUES (1)", 1)]
    [InlineData("CREATE TABLE b (); COMMIT; SELECT 1/0", 1)]
    [InlineData("VACUUM", 1)]
    [InlineData("CREATE TABLE b ()", 3)]
    public async Task Nothing_of_a_script_that_fails_stands_and_nothing_behind_it_runs(string second, int expected)
    {
        await using var shadows = await Histories.OpenAsync();
        await using var shadow = await shadows.EmptyAsync(Cancel);
        await using var session = await shadow.ConnectAsync(Cancel);

        var done = await MigrationBatch.RunAsync(
            session,
            [Read("CREATE TABLE a (a int PRIMARY KEY)"), Read(second), Read("CREATE TABLE c ()")],
            Cancel
        );

        Assert.Equal(expected, done);
        await using var command = new NpgsqlCommand(
            "SELECT count(*)::int FROM pg_class WHERE relname IN ('a', 'b', 'c')",
            session
        );
        Assert.Equal(expected, await command.ExecuteScalarAsync(Cancel));
    }

    [Theory]
    [InlineData("VACUUM a")]
    [InlineData("CREATE TYPE e AS ENUM ('x'); ALTER TYPE e ADD VALUE 'y'; CREATE TABLE f (e e DEFAULT 'y')")]
    [InlineData("ALTER TYPE d ADD VALUE 'y'; INSERT INTO a VALUES (2, 'y')")]
    [InlineData("BEGIN; CREATE TABLE gone (); ROLLBACK")]
    public async Task What_PostgreSQL_refuses_in_a_transaction_runs_between_the_others(string second)
    {
        await using var shadows = await Histories.OpenAsync();
        var history = Histories.OfScripts(
            "CREATE TYPE d AS ENUM ('x'); CREATE TABLE a (id int, d d)",
            second,
            "ALTER TABLE a RENAME TO b",
            "SELECT * FROM b"
        );

        await using var shadow = await shadows.CloneAsync(history, Cancel);
        await using var session = await shadow.ConnectAsync(Cancel);
        await using var command = new NpgsqlCommand("SELECT to_regclass('b') IS NOT NULL", session);

        Assert.Equal(true, await command.ExecuteScalarAsync(Cancel));
    }

    [Theory]
    [InlineData("CREATE INDEX CONCURRENTLY i ON a (a)")]
    [InlineData("BEGIN; CREATE TABLE b (); ROLLBACK")]
    [InlineData("COPY a FROM STDIN")]
    public void Some_scripts_go_alone(string script)
    {
        var ordinary = Read("CREATE TABLE a ()");

        Assert.Empty(MigrationBatch.Take([Read(script), ordinary]));
        Assert.Equal(2, MigrationBatch.Take([ordinary, ordinary, Read(script), ordinary]).Count);
    }

    [Fact]
    public void A_batch_has_an_end()
    {
        var large = Read($"SELECT '{new string('x', 100_000)}'");
        var read = 0;

        var small = MigrationBatch.Take(
            Enumerable
                .Range(0, 1000)
                .Select(_ =>
                {
                    read++;
                    return Read("SELECT 1");
                })
        );

        Assert.InRange(small.Count, 10, 100);
        Assert.Equal(small.Count, read);
        Assert.Single(MigrationBatch.Take([large, large]));
    }

    private static SqlScript Read(string script) => ScriptReader.Read(new("migration.sql", script));
}
