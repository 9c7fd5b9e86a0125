namespace Levee.Tests.EndToEnd;

/// <summary>What <c>levee check</c> blames: the right file, for the right reason, and the branch for its own part
/// alone.</summary>
[Slow]
public sealed class BranchHistoryTests : IDisposable
{
    private const string Head = "datasource db {\n  provider = \"postgresql\"\n  url = env(\"DATABASE_URL\")\n}\n\n";
    private const string Schema = Head + "model A {\n  id Int @id\n}\n";
    private const string Create =
        "CREATE TABLE \"A\" (\"id\" INTEGER NOT NULL, CONSTRAINT \"A_pkey\" PRIMARY KEY (\"id\"));\n";
    private const string AddX = "ALTER TABLE \"A\" ADD COLUMN \"x\" INTEGER;\n";
    private const string First = "20260101000000_first";
    private const string Second = "20260301000000_second";

    private readonly Sandbox _sandbox = Sandbox.With(
        ("prisma/schema.prisma", Schema),
        ($"prisma/migrations/{First}/migration.sql", Create),
        ("prisma/migrations/migration_lock.toml", "provider = \"postgresql\"\n")
    );

    public void Dispose() => _sandbox.Dispose();

    [Fact]
    public void Other_line_ends_of_a_merged_migration_are_a_note()
    {
        Own(First, Create.Replace("\n", "\r\n"));

        Assert.Contains("note[line-ends]", Check(0).Output);
    }

    [Fact]
    public void A_branch_that_makes_what_was_merged_later_is_named_with_the_other_one()
    {
        Merged(Second, AddX);
        Own("20260201000000_ours", AddX);
        Column("x");

        var run = Check(6);

        Assert.Contains("20260201000000_ours cannot run on what origin/main has", run.Output);
        Assert.Contains($"it does not go with {Second}", run.Output);
        Assert.DoesNotContain("error[sql-error]", run.Output);
    }

    [Fact]
    public void A_branch_that_makes_again_what_was_merged_before_it_is_told_by_whom()
    {
        Merged(Second, AddX);
        Own("20260401000000_ours", AddX);
        Column("x");

        Assert.Contains($"it does not go with {Second}, which is merged", Check(6).Output);
    }

    [Fact]
    public void One_that_is_wrong_by_itself_is_1()
    {
        Merged(Second, AddX);
        Own("20260401000000_ours", "SELECT nothing;\n");

        Assert.Contains("column \"nothing\" does not exist", Check(1).Output);
    }

    [Fact]
    public void One_that_needs_a_later_one_is_overtaken_and_rebase_is_named()
    {
        Merged(Second, AddX);
        Own("20260201000000_ours", "ALTER TABLE \"A\" RENAME COLUMN \"x\" TO \"y\";\n");
        Column("y");

        var run = Check(6);

        Assert.Contains("error[migration-overtaken]", run.Output);
        Assert.Contains("column \"x\" does not exist", run.Output);
        Assert.Contains("levee rebase", run.Output);
    }

    [Fact]
    public void A_squash_with_an_equal_catalog_is_said_to_be_one_and_is_not_to_be_rebased()
    {
        Merged(Second, AddX);
        Column("x");
        Directory.Delete(_sandbox[$"prisma/migrations/{First}"], recursive: true);
        Directory.Delete(_sandbox[$"prisma/migrations/{Second}"], recursive: true);
        Own("20260101000000_all", Create + AddX);

        var run = Check(6);

        Assert.Contains("error[history-squashed]: 20260101000000_all stands in for 2 merged migrations", run.Output);
        Assert.Contains("prisma migrate resolve --applied 20260101000000_all", run.Output);
        Assert.DoesNotContain("levee rebase", run.Output);
    }

    [Fact]
    public void A_squash_that_its_file_allows_passes_with_what_every_database_needs()
    {
        const string allow = "-- levee:allow history-squashed 20260101000000_all the release job marks it\n";
        Merged(Second, AddX);
        Column("x");
        Directory.Delete(_sandbox[$"prisma/migrations/{First}"], recursive: true);
        Directory.Delete(_sandbox[$"prisma/migrations/{Second}"], recursive: true);
        Own("20260101000000_all", allow + Create + AddX);

        var run = Check(0);

        Assert.Contains("warning[history-squashed]: 20260101000000_all stands in for 2 merged migrations", run.Output);
        Assert.Contains("allowed in the file: the release job marks it", run.Output);
        Assert.Contains("prisma migrate resolve --applied 20260101000000_all", run.Output);
        // What leads elsewhere is no squash, whatever its file says.
        Own("20260101000000_all", allow + Create);
        Assert.Contains("error[migration-deleted]", Check(6).Output);
    }

    [Fact]
    public void A_squash_into_the_first_of_them_is_one_too()
    {
        Merged(Second, AddX);
        Column("x");
        Directory.Delete(_sandbox[$"prisma/migrations/{Second}"], recursive: true);
        Own(First, Create + AddX);

        var run = Check(6);

        Assert.Contains($"error[history-squashed]: {First} stands in for 1 merged migration", run.Output);
        Assert.DoesNotContain("migration-edited", run.Output);
    }

    [Fact]
    public void Rebase_helps_no_branch_that_lost_merged_migrations()
    {
        Directory.Delete(_sandbox[$"prisma/migrations/{First}"], recursive: true);
        Own("20250101000000_all", Create + AddX);

        var run = _sandbox.Levee("rebase");

        Assert.True(run.Code == 6, run.ToString());
        Assert.Equal(["20250101000000_all"], _sandbox.Migrations("prisma/migrations"));
    }

    [Fact]
    public void A_squash_that_leads_elsewhere_says_what_differs()
    {
        Directory.Delete(_sandbox[$"prisma/migrations/{First}"], recursive: true);
        Own("20260101000000_all", Create + AddX);
        Column("x");

        var run = Check(6);

        Assert.Contains("error[migration-deleted]", run.Output);
        Assert.Contains("column \"A\".x differs", run.Output);
    }

    [Fact]
    public void A_merged_migration_that_fails_and_is_mended_here_is_an_edit_with_the_failure_of_the_base()
    {
        Merged(Second, AddX + "GRANT SELECT ON \"A\" TO \"nobody_has_this\";\n");
        Column("x");
        Own(Second, AddX);

        var run = Check(6);

        Assert.Contains("error[migration-edited]", run.Output);
        Assert.Contains("as it is merged the history cannot be replayed, as it is here it can", run.Output);
        Assert.Contains("role \"nobody_has_this\" does not exist", run.Output);
    }

    [Fact]
    public void A_merged_migration_that_fails_is_not_said_to_be_of_this_branch()
    {
        Merged(Second, "SELECT nothing;\n");

        Assert.Contains("origin/main cannot be replayed either, for the same reason", Check(1).Output);
    }

    [Fact]
    public void What_the_base_lacks_already_is_a_warning_and_the_rest_is_5()
    {
        Column("x");
        _sandbox.Commit("Forget the migration");
        _sandbox.Git("push", "--quiet", "origin", "HEAD:main");

        Assert.Contains("warning[base-drift]: 1 change is missing on origin/main as well", Check(0).Output);

        _sandbox.Replace("prisma/schema.prisma", "  x Int?\n", "  x Int?\n  y Int?\n");
        var run = Check(5);
        Assert.Contains("warning[base-drift]", run.Output);
        Assert.Contains("ADD COLUMN     \"y\" INTEGER", run.Output);
        Assert.DoesNotContain("\"x\" INTEGER", run.Output);
    }

    [Fact]
    public void Accepted_drift_is_quiet()
    {
        Merged(Second, "CREATE INDEX \"by_hand\" ON \"A\"(\"id\");\n");
        Assert.Contains("drop index by_hand on A", Check(0).Output);

        _sandbox.Write(
            "levee.toml",
            "[[drift.accepted]]\nchange = \"drop index by_hand on A\"\nreason = \"a report needs it\"\n"
        );

        Assert.DoesNotContain("by_hand", Check(0).Output);
    }

    [Fact]
    public void Baseline_accepts_what_the_base_lacks_and_not_what_the_branch_adds()
    {
        Merged(Second, "CREATE INDEX \"by_hand\" ON \"A\"(\"id\");\n");
        Column("x");
        _sandbox.Write("levee.toml", "base-branch = \"main\"");

        var run = _sandbox.Levee("baseline", "--accept-drift", "--reason", "a \"report\" needs it");

        Assert.Contains("accepted: drop index by_hand on A", run.Output);
        Assert.Equal(
            "base-branch = \"main\"\n\n[[drift.accepted]]\nchange = \"drop index by_hand on A\"\n"
                + "reason = \"a \\\"report\\\" needs it\"\n",
            _sandbox.Read("levee.toml")
        );
        var check = Check(5);
        Assert.DoesNotContain("by_hand", check.Output);
        Assert.Contains("ADD COLUMN     \"x\" INTEGER", check.Output);
        Assert.Contains("nothing to accept", _sandbox.Levee("baseline", "--accept-drift", "--reason", "again").Output);
    }

    [Fact]
    public void Baseline_takes_the_name_of_a_change_that_is_there()
    {
        Column("x");

        Assert.Equal(1, _sandbox.Levee("baseline", "--accept-drift", "add column A.y", "--reason", "why").Code);
        Assert.Equal(0, _sandbox.Levee("baseline", "--accept-drift", "add column A.x", "--reason", "why").Code);
        Check(0);
    }

    [Fact]
    public void Folders_run_in_the_order_of_Prisma_and_that_is_said_once()
    {
        Own("9_x", AddX);
        Own("10_y", "ALTER TABLE \"A\" RENAME COLUMN \"x\" TO \"y\";\n");
        Directory.Move(_sandbox[$"prisma/migrations/{First}"], _sandbox["prisma/migrations/1_first"]);

        var run = _sandbox.Levee("diff", "--from", "empty", "--to", "migrations:prisma/migrations");

        // 10_y comes before 9_x, so the column is not there yet.
        Assert.Contains("10_y/migration.sql", run.Talk);
        Assert.Contains("warning[folder-order]: 1_first runs before 10_y", Check(6).Output);
    }

    [Theory]
    [InlineData("<<<<<<< HEAD\nSELECT 1;\n=======\nSELECT 2;\n>>>>>>> theirs\n", 1)]
    [InlineData("SELECT '\n<<<<<<< HEAD\n=======\n>>>>>>> theirs\n';\n", 0)]
    public void Markers_of_a_merge_are_told_where_they_are_no_text(string sql, int code)
    {
        Own("20260201000000_ours", sql);

        Assert.Equal(code == 1, Check(code).Output.Contains("error[merge-conflict]"));
    }

    [Theory]
    [InlineData("provider = \"mysql\"\n", "for mysql")]
    [InlineData("<<<<<<< HEAD\nprovider = \"postgresql\"\n=======\n>>>>>>> theirs\n", "was not finished")]
    public void The_lock_file_has_to_name_this_database(string text, string why)
    {
        _sandbox.Write("prisma/migrations/migration_lock.toml", text);

        var run = Check(1);

        Assert.Contains("migration_lock.toml", run.Output);
        Assert.Contains(why, run.Output);
    }

    [Fact]
    public void A_folder_with_other_files_is_never_said_to_be_removed()
    {
        _sandbox.Write("prisma/migrations/20260201000000_data/migration.ts", "export {}\n");

        var run = Check(1);

        Assert.Contains("it holds migration.ts", run.Output);
        Assert.DoesNotContain("rmdir", run.Output);
    }

    [Fact]
    public void Without_a_remote_the_local_base_is_compared_with_and_that_is_said()
    {
        _sandbox.Git("remote", "remove", "origin");
        Own(First, "CREATE TABLE \"A\" (\"id\" int PRIMARY KEY);\n");

        var run = Check(6);

        Assert.Contains("warning[no-remote]", run.Output);
        Assert.Contains("git checkout main --", run.Output);
        Assert.Contains("freshness-unknown", Check(1, "--require-fresh").Output);
    }

    [Fact]
    public void Without_a_remote_and_a_base_the_rest_is_checked()
    {
        _sandbox.Git("remote", "remove", "origin");
        _sandbox.Git("branch", "-D", "main");

        Assert.Contains("the history was not looked at", Check(0).Output);
        Column("x");
        Assert.Contains("missing-migration", Check(5).Output);
    }

    private Outcome Check(int code, params string[] arguments)
    {
        var run = _sandbox.Levee((string[])["check", .. arguments]);
        Assert.True(run.Code == code, run.ToString());
        return run;
    }

    private void Own(string name, string sql) => _sandbox.Write($"prisma/migrations/{name}/migration.sql", sql);

    /// <summary>Somebody else's migration, which this branch has merged.</summary>
    private void Merged(string name, string sql)
    {
        _sandbox.OthersPush(
            $"Add {name}",
            folder =>
            {
                var migration = Path.Combine(folder, "prisma", "migrations", name);
                Directory.CreateDirectory(migration);
                File.WriteAllText(Path.Combine(migration, "migration.sql"), sql);
            }
        );
        _sandbox.Git("fetch", "--quiet");
        _sandbox.Git("merge", "--quiet", "origin/main");
    }

    private void Column(string name) =>
        _sandbox.Replace("prisma/schema.prisma", "  id Int @id\n", $"  id Int @id\n  {name} Int?\n");
}
