using System.Diagnostics;
using System.Text.Json;

namespace Levee.Tests.Deploy;

[Slow]
public sealed class DeployTests(TargetServer server) : IClassFixture<TargetServer>
{
    private const string Rows =
        "SELECT migration_name || ' ' || applied_steps_count || ' ' || coalesce(logs, '-') || ' ' || (finished_at IS NOT NULL) FROM _prisma_migrations ORDER BY started_at, migration_name";

    [Fact]
    public async Task Migrations_are_applied_once_and_recorded_as_Prisma_records_them()
    {
        using var database = await server.CreateAsync();
        database.Write("1_a", "CREATE TABLE t (id int PRIMARY KEY);\n");
        database.Write("2_b", "ALTER TABLE t ADD COLUMN a text;\n");

        var first = database.Levee("deploy");
        var second = database.Levee("deploy");

        Assert.Equal((0, "2 migrations applied\n"), (first.Code, first.Output));
        Assert.Equal((0, "nothing to do: 2 migrations, all applied\n"), (second.Code, second.Output));
        Assert.Equal(["1_a 1 - true", "2_b 1 - true"], await database.AskAsync(Rows));
        Assert.Equal(
            [
                "id",
                "checksum",
                "finished_at",
                "migration_name",
                "logs",
                "rolled_back_at",
                "started_at",
                "applied_steps_count",
            ],
            await database.AskAsync(
                "SELECT attname::text FROM pg_attribute WHERE attrelid = '_prisma_migrations'::regclass AND attnum > 0 ORDER BY attnum"
            )
        );
    }

    [Fact]
    public async Task A_migration_that_fails_leaves_neither_a_change_nor_a_row()
    {
        using var database = await server.CreateAsync();
        database.Write("1_a", "CREATE TABLE t (id int);\nSELECT 1/0;\n");

        var failed = database.Levee("deploy");
        database.Write("1_a", "CREATE TABLE t (id int);\n");
        var mended = database.Levee("deploy");

        Assert.Equal(1, failed.Code);
        Assert.Contains("division by zero", failed.Talk);
        Assert.Contains("1_a/migration.sql:2:", failed.Talk);
        Assert.Equal((0, "1 migration applied\n"), (mended.Code, mended.Output));
    }

    [Theory]
    [InlineData("", "rolled back")]
    [InlineData("VACUUM t;\n", "done and stay")]
    public async Task An_error_for_which_the_driver_gives_up_the_session_is_told_as_any_other(string first, string left)
    {
        using var database = await server.CreateAsync();
        database.Write("1_a", "CREATE TABLE t (id int);\n");
        database.Write("2_b", $"{first}DO $$ BEGIN RAISE EXCEPTION 'no room' USING ERRCODE = '53100'; END $$;\n");

        var failed = database.Levee("deploy");

        Assert.Equal(1, failed.Code);
        Assert.Contains("no room", failed.Talk);
        Assert.Contains(left, failed.Talk);
    }

    [Fact]
    public async Task What_a_migration_sets_is_gone_before_the_next_one()
    {
        using var database = await server.CreateAsync();
        database.Write("1_a", "CREATE SCHEMA other; SET search_path = other; SET lock_timeout = 1;");
        database.Write("2_b", "CREATE TABLE t (id int);");

        Assert.Equal(0, database.Levee("deploy").Code);

        Assert.Equal(
            ["public"],
            await database.AskAsync("SELECT schemaname::text FROM pg_tables WHERE tablename = 't'")
        );
    }

    [Fact]
    public async Task A_concurrent_index_is_built_statement_by_statement()
    {
        using var database = await server.CreateAsync();
        database.Write(
            "1_a",
            "CREATE TABLE t (a int, b int);\nCREATE INDEX CONCURRENTLY i ON t (a);\nCREATE INDEX CONCURRENTLY j ON t (b);\n"
        );

        var run = database.Levee("deploy");

        Assert.Equal(0, run.Code);
        Assert.Contains("3 of 3 done", run.Talk);
        Assert.Equal(["1_a 1 - true"], await database.AskAsync(Rows));
        Assert.Equal(
            ["2"],
            await database.AskAsync("SELECT count(*)::text FROM pg_index WHERE indrelid = 't'::regclass AND indisvalid")
        );
    }

    [Fact]
    public async Task A_build_that_fails_leaves_no_invalid_index_and_is_gone_on_with()
    {
        using var database = await server.CreateAsync();
        database.Write(
            "1_a",
            "CREATE TABLE t (a int);\nINSERT INTO t VALUES (1), (1);\nCREATE UNIQUE INDEX CONCURRENTLY i ON t (a);\nALTER TABLE t ADD b int;\n"
        );

        var failed = database.Levee("deploy");
        var left = await database.AskAsync("SELECT count(*)::text FROM pg_index WHERE indrelid = 't'::regclass");
        var status = database.Levee("status");
        await database.ExecuteAsync("DELETE FROM t WHERE ctid = '(0,2)'");
        var mended = database.Levee("deploy");

        Assert.Equal(1, failed.Code);
        Assert.Contains("the 2 statements before it are done and stay", failed.Talk);
        Assert.Equal(["0"], left);
        Assert.Equal((1, "interrupted: 1_a\n"), (status.Code, status.Output));
        Assert.Equal(0, mended.Code);
        Assert.Equal(["1"], await database.AskAsync("SELECT count(*)::text FROM t"));
        Assert.Equal(["1_a 1 - true"], await database.AskAsync(Rows));
    }

    [Fact]
    public async Task An_invalid_index_that_is_not_ours_is_not_taken_for_the_wanted_one()
    {
        using var database = await server.CreateAsync();
        await database.ExecuteAsync("CREATE TABLE t (a int); INSERT INTO t VALUES (1), (1)");
        await Assert.ThrowsAsync<Npgsql.PostgresException>(() =>
            database.ExecuteAsync("CREATE UNIQUE INDEX CONCURRENTLY i ON t (a)")
        );
        database.Write("1_a", "CREATE INDEX CONCURRENTLY IF NOT EXISTS i ON t (a);");
        await database.ExecuteAsync(
            "CREATE TABLE _prisma_migrations (id varchar(36) PRIMARY KEY, checksum varchar(64) NOT NULL, finished_at timestamptz, migration_name varchar(255) NOT NULL, logs text, rolled_back_at timestamptz, started_at timestamptz NOT NULL DEFAULT now(), applied_steps_count int NOT NULL DEFAULT 0)"
        );

        var run = database.Levee("deploy");

        Assert.Equal(1, run.Code);
        Assert.Contains("DROP INDEX CONCURRENTLY", run.Talk);
    }

    [Fact]
    public async Task A_lock_that_is_not_had_is_tried_again_and_names_the_blocker()
    {
        using var database = await server.CreateAsync();
        database.Write("1_a", "CREATE TABLE t (id int);");
        Assert.Equal(0, database.Levee("deploy").Code);
        database.Write("2_b", "ALTER TABLE t ADD COLUMN a int;");
        await using var blocker = await database.ConnectAsync();
        await using var transaction = await blocker.BeginTransactionAsync(TestContext.Current.CancellationToken);
        await using var held = new Npgsql.NpgsqlCommand("SELECT * FROM t", blocker);
        await held.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);

        var refused = database.Levee("deploy", "--lock-timeout", "1s", "--lock-attempts", "2");
        using var patient = database.Start("deploy", "--lock-timeout", "700ms");
        await Task.Delay(1500, TestContext.Current.CancellationToken);
        await transaction.RollbackAsync(TestContext.Current.CancellationToken);
        await patient.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(75, refused.Code);
        Assert.Contains($"blocked by process {blocker.ProcessID}", refused.Talk);
        Assert.Equal(0, patient.ExitCode);
    }

    [Fact]
    public async Task Eight_at_once_apply_each_migration_exactly_once()
    {
        using var database = await server.CreateAsync();
        database.Write("1_a", "CREATE TABLE t (n int);");
        for (var i = 2; i < 6; i++)
            database.Write($"{i}_x", $"INSERT INTO t VALUES ({i}); SELECT pg_sleep(0.05);");
        database.Write("6_y", "CREATE INDEX CONCURRENTLY i ON t (n);");

        var runs = Enumerable.Range(0, 8).Select(_ => database.Start("deploy")).ToList();
        foreach (var run in runs)
            await run.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.All(runs, run => Assert.Equal(0, run.ExitCode));
        Assert.Equal(["4"], await database.AskAsync("SELECT count(*)::text FROM t"));
        Assert.Equal(["6"], await database.AskAsync("SELECT count(*)::text FROM _prisma_migrations"));
        runs.ForEach(run => run.Dispose());
    }

    [Fact]
    public async Task Killed_at_any_moment_the_next_run_finishes_and_nothing_is_done_twice()
    {
        var random = new Random(20261127);
        using var database = await server.CreateAsync();
        database.Write("1_a", "CREATE TABLE t (n int);");
        for (var i = 2; i < 5; i++)
            database.Write($"{i}_x", $"INSERT INTO t VALUES ({i}); SELECT pg_sleep(0.1);");
        database.Write(
            "5_y",
            "INSERT INTO t VALUES (5);\nCREATE INDEX CONCURRENTLY i ON t (n);\nINSERT INTO t VALUES (6);\n"
        );

        for (var kill = 0; kill < 12; kill++)
        {
            using var run = database.Start("deploy");
            await Task.Delay(random.Next(300, 1500), TestContext.Current.CancellationToken);
            if (!run.HasExited)
                run.Kill();
            await run.WaitForExitAsync(TestContext.Current.CancellationToken);
        }
        var last = database.Levee("deploy");

        Assert.Equal(0, last.Code);
        Assert.Equal("current: 5 migrations applied\n", database.Levee("status").Output);
        Assert.Equal(["2,3,4,5,6"], await database.AskAsync("SELECT string_agg(n::text, ',' ORDER BY n) FROM t"));
        Assert.Equal(["5"], await database.AskAsync("SELECT count(*)::text FROM _prisma_migrations"));
        Assert.Equal(
            ["true"],
            await database.AskAsync("SELECT indisvalid::text FROM pg_index WHERE indexrelid = 'i'::regclass")
        );
    }

    [Fact]
    public async Task A_dry_run_writes_nothing()
    {
        using var database = await server.CreateAsync();
        database.Write("1_a", "CREATE TABLE t (n int);");

        var run = database.Levee("deploy", "--dry-run");

        Assert.Equal(0, run.Code);
        Assert.Contains("would apply 1_a: 1 statement, in one transaction", run.Output);
        Assert.Equal(
            ["0"],
            await database.AskAsync("SELECT count(*)::text FROM pg_class WHERE relname IN ('t', '_prisma_migrations')")
        );
    }

    [Fact]
    public async Task Tables_without_a_ledger_are_refused()
    {
        using var database = await server.CreateAsync();
        await database.ExecuteAsync("CREATE TABLE pushed (n int)");
        database.Write("1_a", "CREATE TABLE t (n int);");

        var run = database.Levee("deploy");

        Assert.Equal(5, run.Code);
        Assert.Contains("database-unmanaged", run.Talk);
        Assert.Equal(
            ["0"],
            await database.AskAsync("SELECT count(*)::text FROM pg_class WHERE relname = '_prisma_migrations'")
        );
    }

    [Fact]
    public async Task Events_are_lines_of_JSON()
    {
        using var database = await server.CreateAsync();
        database.Write("1_a", "CREATE TABLE t (n int);");

        var run = database.Levee("deploy", "--format", "json");

        var events = run.Output.TrimEnd().Split('\n').Select(line => JsonDocument.Parse(line).RootElement).ToList();
        Assert.Equal(
            ["migration-started", "migration-finished", "summary"],
            events.Select(one => one.GetProperty("event").GetString())
        );
        Assert.Equal("1_a", events[^1].GetProperty("applied")[0].GetString());
    }

    [Fact]
    public async Task A_wrong_password_is_refused_and_never_shown()
    {
        using var database = await server.CreateAsync();
        database.Write("1_a", "SELECT 1;");

        var run = database.LeveeOn(database.Url.Replace("rd%231", "rd%232"), "deploy");

        Assert.Equal(1, run.Code);
        Assert.Contains("database-refused", run.Talk);
        Assert.DoesNotContain("rd%232", run.Talk);
        Assert.DoesNotContain("p@ss", run.Talk);
    }

    [Fact]
    public async Task A_database_that_is_not_there_yet_is_waited_for_and_then_a_retry_is_advised()
    {
        using var database = await server.CreateAsync();
        database.Write("1_a", "SELECT 1;");
        var start = Stopwatch.GetTimestamp();

        var run = database.LeveeOn(
            "postgresql://owner:x@127.0.0.1:1/nowhere?sslmode=disable",
            "deploy",
            "--wait-for-database",
            "2s"
        );

        Assert.Equal(75, run.Code);
        Assert.True(Stopwatch.GetElapsedTime(start) > TimeSpan.FromSeconds(1.5));
    }

    [Fact]
    public async Task No_password_is_in_anything_that_a_run_says()
    {
        using var database = await server.CreateAsync();
        database.Write("1_a", "CREATE ROLE somebody; SELECT 1/0;");

        foreach (
            var arguments in (string[][])
                [
                    ["deploy"],
                    ["deploy", "-v"],
                    ["deploy", "--format", "json"],
                    ["status", "-v"],
                ]
        )
        {
            var run = database.Levee(arguments);
            Assert.DoesNotContain(TargetServer.Password, run.ToString());
            Assert.DoesNotContain(Uri.EscapeDataString(TargetServer.Password), run.ToString());
        }
    }
}
