using Levee.Cli.Replay;
using Levee.Core.Sql;
using Npgsql;

namespace Levee.Tests.Postgres;

[Slow]
public sealed class ScriptRunnerTests : IAsyncLifetime
{
    private ShadowDatabases? _shadows;
    private ShadowDatabase? _shadow;
    private NpgsqlConnection? _session;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _shadows = await Histories.OpenAsync();
        _shadow = await _shadows.EmptyAsync(Cancel);
        _session = await _shadow.ConnectAsync(Cancel);
    }

    public async ValueTask DisposeAsync()
    {
        if (_session is not null)
            await _session.DisposeAsync();
        if (_shadow is not null)
            await _shadow.DisposeAsync();
        if (_shadows is not null)
            await _shadows.DisposeAsync();
    }

    [Fact]
    public async Task A_script_is_all_or_nothing_also_with_a_commit_of_its_own()
    {
        var run = await RunAsync("BEGIN; CREATE TABLE a (); COMMIT; CREATE TABLE b (); SELECT 1/0");

        Assert.Equal(ScriptMode.Atomic, run.Mode);
        Assert.Equal("22012", run.Error!.SqlState);
        Assert.Empty(run.Done);
        Assert.Equal(0L, await ScalarAsync("SELECT count(*) FROM pg_class WHERE relname IN ('a', 'b')"));
    }

    [Fact]
    public async Task Counts_the_rows_of_each_statement()
    {
        var run = await RunAsync(
            "CREATE TABLE t (a int); INSERT INTO t VALUES (1), (2), (3); DELETE FROM t WHERE a > 1"
        );

        Assert.Equal([-1, 3, 2], run.Done.Select(statement => statement.Rows));
    }

    [Fact]
    public async Task An_extension_that_is_not_installed_says_where_to_install_it()
    {
        var run = await RunAsync("CREATE EXTENSION no_such_extension");

        Assert.Contains("install the extension no_such_extension on this machine", run.Failure!.Help[^1]);
    }

    [Theory]
    [InlineData("CREATE TABLE t (a int); CREATE INDEX CONCURRENTLY i ON t (a)")]
    [InlineData("CREATE TABLE t (a int); VACUUM t")]
    [InlineData("CREATE TABLE t (a int); DO $$ BEGIN COMMIT; END $$")]
    [InlineData(
        "CREATE TABLE t (); CREATE TYPE e AS ENUM ('a'); ALTER TYPE e ADD VALUE 'b'; CREATE TABLE u (e e DEFAULT 'b')"
    )]
    public async Task What_cannot_be_run_in_one_transaction_is_run_statement_by_statement(string script)
    {
        await RunAsync("DROP TYPE IF EXISTS e");

        var run = await RunAsync(script);

        Assert.Null(run.Failure);
        Assert.Equal(ScriptMode.Stepwise, run.Mode);
        Assert.Equal(1L, await ScalarAsync("SELECT count(*) FROM pg_class WHERE relname IN ('t', 'gone')"));
    }

    [Fact]
    public async Task A_rollback_undoes_what_it_undoes_in_one_query()
    {
        // BEGIN takes over the implicit transaction that CREATE TABLE t began.
        var run = await RunAsync("CREATE TABLE t (); BEGIN; CREATE TABLE gone (); ROLLBACK; CREATE TABLE kept ()");

        Assert.Null(run.Failure);
        Assert.Equal(0L, await ScalarAsync("SELECT count(*) FROM pg_class WHERE relname IN ('t', 'gone')"));
        Assert.Equal(1L, await ScalarAsync("SELECT count(*) FROM pg_class WHERE relname = 'kept'"));
    }

    [Fact]
    public async Task A_stepwise_script_that_fails_says_what_is_done()
    {
        var run = await RunAsync("CREATE TABLE t (a int); VACUUM t;\nCREATE TABLE u (a integr)");

        Assert.Equal(2, run.Done.Count);
        Assert.Equal("script.sql:2:19", run.Failure!.At.ToString());
        Assert.Single(run.Notes);
    }

    [Fact]
    public async Task A_constraint_that_fails_at_the_end_is_placed_at_the_end()
    {
        const string Script =
            "CREATE TABLE t (a int UNIQUE DEFERRABLE INITIALLY DEFERRED); INSERT INTO t VALUES (1), (1)";

        var run = await RunAsync(Script);

        Assert.Equal("23505", run.Error!.SqlState);
        Assert.Null(run.FailedStatement);
        Assert.Equal(Script.Length, run.Failure!.At!.Value.Span.Start);
    }

    [Fact]
    public async Task Data_for_psql_is_refused_before_anything_is_sent()
    {
        var run = await RunAsync("CREATE TABLE t (a int);\nCOPY t (a) FROM stdin;\n1\n\\.\n");

        Assert.Equal("copy-stream", run.Failure!.Code);
        Assert.Equal("script.sql:2:17", run.Failure.At.ToString());
        Assert.Equal(0L, await ScalarAsync("SELECT count(*) FROM pg_class WHERE relname = 't'"));
    }

    [Fact]
    public async Task A_routine_with_a_body_of_statements_is_one_statement()
    {
        var run = await RunAsync("CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT 1; SELECT 2; END; SELECT f()");

        Assert.Null(run.Failure);
        Assert.Equal(2, run.Done.Count);
    }

    [Fact]
    public async Task Statements_can_be_watched_one_by_one_in_the_same_transaction()
    {
        var seen = new List<string>();
        var options = new ScriptOptions
        {
            Before = (statement, _) => Task.FromResult(seen.Remove(statement.Text)),
            After = (run, _) =>
            {
                seen.Add($"{run.Statement.Text} {run.Rows}");
                return Task.CompletedTask;
            },
        };

        await ScriptRunner.RunAsync(
            _session!,
            ScriptReader.Read(new("s.sql", "SELECT 1; SELECT txid_current()")),
            options,
            Cancel
        );

        Assert.Equal(["SELECT 1 1", "SELECT txid_current() 1"], seen);
    }

    private Task<ScriptRun> RunAsync(string script) =>
        ScriptRunner.RunAsync(_session!, ScriptReader.Read(new("script.sql", script)), ScriptOptions.Default, Cancel);

    private async Task<object?> ScalarAsync(string sql)
    {
        await using var command = new NpgsqlCommand(sql, _session);
        return await command.ExecuteScalarAsync(Cancel);
    }
}
