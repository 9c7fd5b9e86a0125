namespace Levee.Tests.EndToEnd;

/// <summary>Each finding of <c>levee check</c> in a real git repository, with its exit code.</summary>
[Slow]
public sealed class CheckTests : IDisposable
{
    private const string Head = "datasource db {\n  provider = \"postgresql\"\n  url = env(\"DATABASE_URL\")\n}\n\n";
    private const string Schema = Head + "model A {\n  id Int @id\n}\n";
    private const string Create =
        "-- CreateTable\nCREATE TABLE \"A\" (\n    \"id\" INTEGER NOT NULL,\n\n    CONSTRAINT \"A_pkey\" PRIMARY KEY (\"id\")\n);\n";
    private const string First = "20260101000000_first";

    private readonly Sandbox _sandbox = Sandbox.With(
        ("levee.toml", "schema = \"schema.prisma\"\ncopies = [\"copy/schema.prisma\"]\nmigrations = \"migrations\"\n"),
        ("schema.prisma", Schema),
        ("copy/schema.prisma", Schema),
        ($"migrations/{First}/migration.sql", Create),
        ("migrations/migration_lock.toml", "provider = \"postgresql\"\n")
    );

    public void Dispose() => _sandbox.Dispose();

    [Fact]
    public void A_branch_in_order_passes_and_nothing_is_written()
    {
        var before = _sandbox.State();

        var run = Check(0);

        Assert.Contains("checked 1 migration, 0 of them new, against origin/main", run.Output);
        Assert.EndsWith("passed\n", run.Output);
        Assert.Equal(before, _sandbox.State());
    }

    [Fact]
    public void A_copy_that_differs_is_4()
    {
        _sandbox.Write("copy/schema.prisma", Schema + "\n");

        Assert.Contains("copies-differ", Check(4).Output);
    }

    [Fact]
    public void A_schema_without_its_migration_is_5_and_the_SQL_is_shown()
    {
        Change("model B {\n  id Int @id\n}\n");

        var run = Check(5);

        Assert.Contains("missing-migration", run.Output);
        Assert.Contains("CREATE TABLE \"B\" (", run.Output);
    }

    [Fact]
    public void Cause_comes_before_symptom_and_both_are_printed()
    {
        _sandbox.Write("schema.prisma", Schema + "model B {\n  id Int @id\n}\n");

        var run = Check(4);

        Assert.True(run.Output.IndexOf("copies-differ") < run.Output.IndexOf("missing-migration"), run.ToString());
    }

    [Fact]
    public void A_branch_behind_its_base_is_a_warning_and_with_require_fresh_3()
    {
        _sandbox.OthersPush("Say hello", folder => File.WriteAllText(Path.Combine(folder, "hello"), "hello"));

        Assert.Contains("warning[stale-branch]", Check(0).Output);
        var run = Check(3, "--require-fresh");
        Assert.Contains("STALE BRANCH", run.Output);
        Assert.Contains("Say hello", run.Output);
    }

    [Theory]
    [InlineData("-- a comment\n" + Create, "blanks and comments only")]
    [InlineData("CREATE TABLE \"A\" (\"id\" int PRIMARY KEY);\n", "the same database (proven)")]
    [InlineData("CREATE TABLE \"A\" (\"id\" int PRIMARY KEY, \"x\" int);\n", "another database")]
    [InlineData("CREATE TABLE \"A\" (;\n", "cannot be replayed with it")]
    public void A_merged_migration_that_was_edited_is_6_and_the_kind_of_edit_is_named(string text, string kind)
    {
        _sandbox.Write($"migrations/{First}/migration.sql", text);

        var run = Check(6);

        Assert.Contains("migration-edited", run.Output);
        Assert.Contains(kind, run.Output);
        Assert.Contains($"git checkout origin/main -- migrations/{First}/migration.sql", run.Output);
        if (kind == "another database")
            Assert.Contains(
                "column \"A\".x differs\n       as merged: not there\n       as edited: integer",
                run.Output
            );
    }

    [Fact]
    public void A_merged_migration_with_another_name_is_6()
    {
        Directory.Move(_sandbox[$"migrations/{First}"], _sandbox["migrations/20260101000000_renamed"]);

        Assert.Contains($"git mv migrations/20260101000000_renamed migrations/{First}", Check(6).Output);
    }

    [Fact]
    public void A_merged_migration_that_is_gone_is_6()
    {
        Directory.Delete(_sandbox[$"migrations/{First}"], recursive: true);

        Assert.Contains("migration-deleted", Check(6).Output);
    }

    [Fact]
    public void Being_overtaken_is_a_warning_where_the_order_is_proven_not_to_matter()
    {
        Others(
            "20260301000000_theirs",
            "CREATE TABLE \"Theirs\" (\"id\" int PRIMARY KEY);\nALTER TABLE \"A\" ADD COLUMN \"t\" int;\n"
        );
        Own("20260201000000_ours", "ALTER TABLE \"A\" ADD COLUMN \"o\" INTEGER;\n");
        Column("o");

        var run = Check(0);

        Assert.Contains("warning[migration-overtaken]", run.Output);
        Assert.Contains("does not matter here (proven)", run.Output);
        Assert.Contains("levee rebase", run.Output);
    }

    [Fact]
    public void Being_overtaken_is_6_where_the_order_matters_and_the_object_is_named()
    {
        Others("20260301000000_theirs", "CREATE TABLE IF NOT EXISTS \"C\" (\"id\" int PRIMARY KEY, \"theirs\" int);\n");
        Own(
            "20260201000000_ours",
            "CREATE TABLE IF NOT EXISTS \"C\" (\"id\" INTEGER NOT NULL, CONSTRAINT \"C_pkey\" PRIMARY KEY (\"id\"));\n"
        );
        Change("model C {\n  id Int @id\n}\n");

        var run = Check(6);

        Assert.Contains("error[migration-overtaken]", run.Output);
        Assert.Contains("it does not go with 20260301000000_theirs", run.Output);
        Assert.Contains("column \"C\".theirs differs", run.Output);
        Assert.Contains("where the merged ones ran first: integer", run.Output);
        Assert.Contains("in a new database, by name: not there", run.Output);
        Assert.Contains("levee rebase", run.Output);
    }

    [Fact]
    public void Being_overtaken_is_6_where_a_new_database_could_not_be_made()
    {
        Others("20260301000000_theirs", "CREATE TABLE \"C\" (\"id\" int PRIMARY KEY);\n");
        Own(
            "20260201000000_ours",
            "ALTER TABLE IF EXISTS \"C\" ADD COLUMN \"x\" int;\nCREATE TABLE \"C\" (\"id\" INTEGER NOT NULL, CONSTRAINT \"C_pkey\" PRIMARY KEY (\"id\"));\n"
        );
        Change("model C {\n  id Int @id\n}\n");

        Assert.Contains("relation \"C\" already exists", Check(6).Output);
    }

    [Theory]
    [InlineData("ALTER TABLE \"A\" ADD COLUMN \"x\" INTEGER;\n", "ALTER TABLE \"A\" ADD COLUMN \"y\" INTEGER;\n", 0)]
    [InlineData(
        "ALTER TABLE \"A\" ADD COLUMN \"x\" INTEGER;\n",
        "ALTER TABLE \"A\" ADD COLUMN IF NOT EXISTS \"x\" TEXT, ADD COLUMN \"y\" INTEGER;\n",
        6
    )]
    public void Two_migrations_of_the_same_time_are_replayed_in_both_orders(string one, string other, int code)
    {
        Own("20260201000000_one", one);
        Own("20260201000000_other", other);
        Column("x");
        Column("y");

        Assert.Contains("duplicate-time", Check(code).Output);
    }

    [Fact]
    public void Folders_that_differ_in_letter_case_only_are_6()
    {
        Own("20260101000000_FIRST", "ALTER TABLE \"A\" ADD COLUMN IF NOT EXISTS \"o\" INTEGER;\n");
        Column("o");

        Assert.Contains("error[colliding-folders]", Check(6).Output);
    }

    [Fact]
    public void Another_migration_of_the_same_name_on_the_base_is_6()
    {
        Others("20260301000000_same", "ALTER TABLE \"A\" ADD COLUMN \"t\" int;\n");
        Own("20260301000000_same", "ALTER TABLE \"A\" ADD COLUMN \"o\" INTEGER;\n");
        Column("o");

        Assert.Contains("error[colliding-folders]", Check(6).Output);
    }

    [Fact]
    public void Migrations_that_cannot_follow_each_other_after_the_merge_are_6()
    {
        Others("20260201000000_theirs", "ALTER TABLE \"A\" ADD COLUMN \"o\" int;\n");
        Own("20260301000000_ours", "ALTER TABLE \"A\" ADD COLUMN \"o\" INTEGER;\n");
        Column("o");

        Assert.Contains("error[migration-conflict]", Check(6).Output);
    }

    [Fact]
    public void A_new_migration_that_destroys_is_2_until_its_own_line_allows_exactly_that()
    {
        const string drop =
            "DROP TABLE \"A\";\nCREATE TABLE \"B\" (\"id\" INTEGER NOT NULL, CONSTRAINT \"B_pkey\" PRIMARY KEY (\"id\"));\n";
        foreach (var path in new[] { "schema.prisma", "copy/schema.prisma" })
            _sandbox.Replace(path, "model A", "model B");
        Own("20260201000000_drop", drop);

        var refused = Check(2);
        Assert.Contains("DESTRUCTIVE MIGRATION DETECTED", refused.Output);
        Assert.Contains("error[drop-table]", refused.Output);
        Assert.Contains("-- levee:allow drop-table \"A\" <reason>", refused.Output);
        Assert.DoesNotContain("--allow-destructive", refused.Output);

        Own("20260201000000_drop", $"-- levee:allow drop-table \"A\" moved to B\n{drop}");
        var passed = Check(0);
        Assert.Contains("note[drop-table]: approved:", passed.Output);
        Assert.Contains("checked 2 migrations, 1 of them new", passed.Output);

        Own(
            "20260201000000_drop",
            $"-- levee:allow drop-table \"A\" moved to B\n-- levee:allow drop-table \"X\" more\n{drop}"
        );
        Assert.Contains("error[approval-unused]", Check(1).Output);
    }

    [Fact]
    public void With_fail_on_blocks_an_index_that_blocks_writes_is_2()
    {
        Own("20260201000000_index", "CREATE INDEX \"A_id_idx\" ON \"A\"(\"id\");\n");
        foreach (var path in new[] { "schema.prisma", "copy/schema.prisma" })
            _sandbox.Replace(path, "@id\n", "@id\n  @@index([id])\n");
        Assert.Contains("warning[index-not-concurrent]", Check(0).Output);
        _sandbox.Write("levee.toml", _sandbox.Read("levee.toml") + "[policy]\nfail-on = \"blocks\"\n");

        var refused = Check(2);

        Assert.Contains("error[index-not-concurrent]", refused.Output);
        Assert.Contains("fail-on of levee.toml", refused.Output);
        // No line of the migration allows it, and nothing is destroyed.
        Assert.DoesNotContain("levee:allow", refused.Output);
        Assert.DoesNotContain("DESTRUCTIVE MIGRATION DETECTED", refused.Output);
        Assert.EndsWith("refused: fail-on asks for it (exit 2)\n", refused.Output);
    }

    [Fact]
    public void What_Prisma_would_change_on_every_run_is_a_note()
    {
        Own("20260201000000_flag", "ALTER TABLE \"A\" ADD COLUMN \"c\" CHAR;\n");
        foreach (var path in new[] { "schema.prisma", "copy/schema.prisma" })
            _sandbox.Replace(path, "@id\n", "@id\n  c String? @db.Char\n");

        var run = Check(0);

        Assert.Contains("note[perpetual-diff]: @db.Char without a length is @db.Char(1) in PostgreSQL", run.Output);
        Assert.Contains("schema.prisma:8:3", run.Output);
    }

    [Fact]
    public void The_page_for_reviewers_draws_the_tables_that_a_new_migration_touches()
    {
        Own("20260201000000_more", "ALTER TABLE \"A\" ADD COLUMN \"x\" INTEGER;\n");
        Column("x");

        var page = Check(0, "--format", "markdown").Output;

        Assert.Contains("### `20260201000000_more`", page);
        Assert.Contains("integer x \"NEW\"", page);
        Assert.Contains("ACCESS EXCLUSIVE", page);
    }

    [Fact]
    public void An_empty_folder_is_1_and_the_fix_is_named()
    {
        Directory.CreateDirectory(_sandbox["migrations/20260202000000_empty"]);

        Assert.Contains("rmdir migrations/20260202000000_empty", Check(1).Output);
    }

    [Fact]
    public void A_migration_that_does_not_replay_is_1_with_its_place()
    {
        Own("20260201000000_ours", "SELECT 1;\nALTER TABLE \"Nowhere\" ADD COLUMN \"x\" int;\n");

        Assert.Contains("migrations/20260201000000_ours/migration.sql:2:1", Check(1).Output);
    }

    [Fact]
    public void A_schema_with_an_error_is_1_with_its_place()
    {
        Change("model B {\n  id Integer @id\n}\n");

        Assert.Contains("schema.prisma:10:6", Check(1).Output);
    }

    [Fact]
    public void A_shallow_clone_is_1_with_the_fix_and_never_a_pass()
    {
        _sandbox.Commit("Work");
        _sandbox.Git("push", "--quiet", "origin", "feature");
        _sandbox.OthersPush("Go on", folder => File.WriteAllText(Path.Combine(folder, "x"), "x"));
        using var place = new TempFolder();
        var clone = place["clone"];
        Sandbox.GitIn(
            place.Path,
            "clone",
            "--quiet",
            "--depth=1",
            "--branch=feature",
            $"file://{_sandbox.Remote}",
            clone
        );

        var run = LeveeBinary.Run(clone, ["check"]);

        Assert.True(run.Code == 1, run.ToString());
        Assert.Contains("git fetch --unshallow origin", run.Output);
    }

    [Fact]
    public void Every_format_carries_the_finding()
    {
        Change("model B {\n  id Int @id\n}\n");

        foreach (var format in Core.Reports.ReportFormat.Names)
            Assert.Contains("missing-migration", Check(5, "--format", format).Output);
    }

    [Fact]
    public void In_a_job_of_GitHub_the_page_goes_to_the_summary()
    {
        using var place = new TempFolder();
        var summary = place["summary.md"];

        var run = _sandbox.Levee(
            new Dictionary<string, string> { ["GITHUB_STEP_SUMMARY"] = summary },
            "check",
            "--format",
            "github"
        );

        Assert.True(run.Code == 0, run.ToString());
        Assert.StartsWith("<!-- levee:check -->", File.ReadAllText(summary));
    }

    private Outcome Check(int code, params string[] arguments)
    {
        var run = _sandbox.Levee((string[])["check", .. arguments]);
        Assert.True(run.Code == code, run.ToString());
        return run;
    }

    private void Own(string name, string sql) => _sandbox.Write($"migrations/{name}/migration.sql", sql);

    private void Others(string name, string sql) =>
        _sandbox.OthersPush(
            $"Add {name}",
            folder =>
            {
                var migration = Path.Combine(folder, "migrations", name);
                Directory.CreateDirectory(migration);
                File.WriteAllText(Path.Combine(migration, "migration.sql"), sql);
            }
        );

    private void Change(string models)
    {
        foreach (var path in new[] { "schema.prisma", "copy/schema.prisma" })
            _sandbox.Write(path, _sandbox.Read(path) + models);
    }

    private void Column(string name)
    {
        foreach (var path in new[] { "schema.prisma", "copy/schema.prisma" })
            _sandbox.Replace(path, "  id Int @id\n", $"  id Int @id\n  {name} Int?\n");
    }
}
