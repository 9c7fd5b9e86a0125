using Levee.Cli.Pipeline;
using Levee.Cli.Rehearsals;
using Levee.Cli.Replay;
using Levee.Core;
using Levee.Core.History;
using Levee.Core.Rehearsals;
using Levee.Core.Sql;
using Levee.Core.Text;
using Levee.Tests.Postgres;
using Npgsql;

namespace Levee.Tests.Rehearsals;

/// <summary>What a migration must not reach from its rehearsal: files, programs, other servers, later rehearsals.</summary>
[Slow]
public sealed class GuardSafetyTests : IDisposable
{
    private const string Base = "CREATE TABLE log (id int PRIMARY KEY, line text);";

    private readonly TempFolder _folder = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    public static TheoryData<string> Reaching =>
        [
            "COPY log TO PROGRAM 'touch {mark}'",
            "COPY (SELECT 1) TO PROGRAM $$touch {mark}$$",
            "COPY log FROM PROGRAM E'touch {mark}'",
            "COPY log TO '{mark}'",
            "DO $$ BEGIN COPY log TO PROGRAM 'touch {mark}'; END $$",
            "DO $$ BEGIN EXECUTE 'CO' || 'PY log TO PROG' || 'RAM ''touch {mark}'''; END $$",
            "SET session_replication_role = replica; DO $$ BEGIN EXECUTE 'CO' || 'PY log TO PROG' || 'RAM ''touch {mark}'''; END $$",
            "CREATE EVENT TRIGGER e ON ddl_command_end EXECUTE FUNCTION nothing(); DO $$ BEGIN EXECUTE 'CO' || 'PY log TO PROG' || 'RAM ''touch {mark}'''; END $$",
            "CREATE FUNCTION f() RETURNS void LANGUAGE plpgsql AS $$ DECLARE s text := 'CO' || 'PY log TO PROG' || 'RAM ''touch {mark}'''; BEGIN EXECUTE s; END $$; SELECT f()",
            "SELECT lo_export(lo_from_bytea(0, 'x'), '{mark}')",
            "SELECT lo_from_bytea(77, 'x'); SELECT query_to_xml('SELECT lo_' || 'export(77, ''{mark}'')', true, false, '')",
            "SELECT lo_from_bytea(77, 'x'); SELECT * FROM ts_stat('SELECT to_tsvector(''a'') FROM (SELECT lo_' || 'export(77, ''{mark}'')) x')",
            "CREATE VIEW v AS SELECT query_to_xml('SELECT lo_' || 'export(lo_from_bytea(0, ''x''), ''{mark}'')', true, false, '') AS x; ALTER SYSTEM SET work_mem = '8MB'; SELECT * FROM v",
            "CREATE FUNCTION f() RETURNS int LANGUAGE 'plpython3u' AS 'open(\"{mark}\", \"w\")'; SELECT f()",
            "CREATE EXTENSION plperlu; DO LANGUAGE plperlu $$ open(F, '>{mark}'); $$",
            "CREATE FUNCTION f() RETURNS int LANGUAGE c AS '/tmp/nothing', 'f'; SELECT f()",
            "ALTER SYSTEM SET archive_command = 'touch {mark}'",
            "LOAD '/tmp/nothing.so'",
            "CREATE EXTENSION file_fdw; CREATE SERVER s FOREIGN DATA WRAPPER file_fdw; CREATE FOREIGN TABLE t (x text) SERVER s OPTIONS (program 'touch {mark}'); DELETE FROM log WHERE line IN (SELECT x FROM t)",
            "CREATE EXTENSION dblink; SELECT dblink_exec('host=/nowhere', 'DROP TABLE log')",
            "CREATE EXTENSION postgres_fdw; CREATE SERVER s FOREIGN DATA WRAPPER postgres_fdw OPTIONS (host '127.0.0.1', port '1'); CREATE USER MAPPING FOR CURRENT_USER SERVER s OPTIONS (password 'x'); CREATE FOREIGN TABLE t (id int) SERVER s; DELETE FROM t",
            "CREATE SUBSCRIPTION s CONNECTION 'host=127.0.0.1' PUBLICATION p",
            "SELECT pg_read_file('/etc/hostname')",
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity",
            "CREATE DATABASE other",
        ];

    [Theory, MemberData(nameof(Reaching))]
    public async Task What_reaches_beyond_the_database_is_refused_and_not_run(string script)
    {
        await using var shadows = await Histories.OpenAsync();
        var mark = _folder["mark"];

        var judged = Judgement.Of(
            await RehearseAsync(shadows, Base, script.Replace("{mark}", mark, StringComparison.Ordinal))
        );

        Assert.Equal(ExitCode.Destructive, judged.ExitCode);
        Assert.False(File.Exists(mark), "it was run");
    }

    public static TheoryData<string> Endless =>
        [
            "DO $$ BEGIN LOOP PERFORM 1; END LOOP; END $$",
            "SELECT pg_sleep(1000)",
            "DO $$ BEGIN LOOP BEGIN PERFORM pg_sleep(100); EXCEPTION WHEN query_canceled THEN NULL; END; END LOOP; END $$",
            "INSERT INTO log SELECT n, repeat('x', 100) FROM generate_series(1, 1000000000) n",
            "WITH RECURSIVE r AS (SELECT 1 AS n UNION ALL SELECT n + 1 FROM r) INSERT INTO log SELECT n, '' FROM r",
            "CREATE TABLE big AS SELECT a.n FROM generate_series(1, 1000000) a(n), generate_series(1, 1000000) b(n) ORDER BY random()",
        ];

    [Theory, MemberData(nameof(Endless))]
    public async Task What_does_not_end_is_stopped_and_unproven(string script)
    {
        await using var shadows = await Histories.OpenAsync();

        var seen = await RehearseAsync(shadows, Base, script, new() { Deadline = TimeSpan.FromSeconds(2) });
        var judged = Judgement.Of(seen);

        Assert.Equal(ExitCode.Destructive, judged.ExitCode);
        var told = judged.Diagnostics.First(finding => finding.Code is "unproven-change");
        Assert.StartsWith("split it into migrations", told.Help.Single(), StringComparison.Ordinal);
        // The server is as good as before.
        Assert.Equal(
            ExitCode.Done,
            Judgement.Of(await RehearseAsync(shadows, Base, "ALTER TABLE log ADD COLUMN n int")).ExitCode
        );
    }

    [Fact]
    public async Task Many_short_statements_are_not_taken_for_one_that_does_not_end()
    {
        await using var shadows = await Histories.OpenAsync();
        var script = string.Join(";\n", Enumerable.Range(0, 250).Select(n => $"CREATE TABLE t{n} (id int)"));

        var seen = await RehearseAsync(shadows, Base, script, new() { Deadline = TimeSpan.FromSeconds(1) });

        Assert.Equal(ExitCode.Done, Judgement.Of(seen).ExitCode);
    }

    public static TheoryData<string> Leaving =>
        [
            "ALTER ROLE levee_migrator SUPERUSER",
            "GRANT pg_execute_server_program TO levee_migrator",
            "ALTER ROLE ALL SET default_transaction_read_only = on",
            "ALTER ROLE CURRENT_USER SET search_path = nowhere",
            "ALTER ROLE postgres NOLOGIN",
            "CREATE ROLE stays",
            "ALTER DATABASE template1 SET default_transaction_read_only = on",
            "GRANT CREATE ON TABLESPACE pg_default TO PUBLIC",
        ];

    [Theory, MemberData(nameof(Leaving))]
    public async Task What_it_does_to_the_server_is_gone_for_the_next_one(string script)
    {
        await using var shadows = await Histories.OpenAsync(Histories.Options with { Persistent = false });
        var before = await SharedAsync(shadows);

        await RehearseAsync(shadows, Base, script);

        Assert.Equal(before, await SharedAsync(shadows));
    }

    /// <summary>What belongs to a server and to none of its databases.</summary>
    private static async Task<List<string>> SharedAsync(ShadowDatabases shadows)
    {
        await using var shadow = await shadows.EmptyAsync(Cancel);
        await using var session = await shadow.ConnectAsync(Cancel);
        await using var command = new NpgsqlCommand(
            """
            SELECT 'role ' || rolname || rolsuper::text || rolcreaterole::text || rolcanlogin::text FROM pg_catalog.pg_roles
            UNION ALL SELECT 'member ' || roleid::regrole::text || member::regrole::text FROM pg_catalog.pg_auth_members
            UNION ALL SELECT 'setting ' || setdatabase::text || setrole::text || setconfig::text FROM pg_catalog.pg_db_role_setting
            UNION ALL SELECT 'tablespace ' || coalesce(spcacl::text, '') FROM pg_catalog.pg_tablespace
            ORDER BY 1
            """,
            session
        );
        await using var reader = await command.ExecuteReaderAsync(Cancel);
        var lines = new List<string>();
        while (await reader.ReadAsync(Cancel))
            lines.Add(reader.GetString(0));
        return lines;
    }

    private static async Task<Rehearsal> RehearseAsync(
        ShadowDatabases shadows,
        string history,
        string script,
        RehearsalOptions? options = null
    ) =>
        await Rehearser.RunAsync(
            shadows,
            [new Migration("base.sql", new("base.sql", history))],
            ScriptReader.Read(new SourceText("migration.sql", script + ";\n")),
            options ?? new(),
            Cancel
        );
}
