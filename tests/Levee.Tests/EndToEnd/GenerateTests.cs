using System.Text.Json;

namespace Levee.Tests.EndToEnd;

[Slow]
public sealed class GenerateTests : IDisposable
{
    private const string Schema = "prisma/schema.prisma";
    private const string Folder = "prisma/migrations";

    private const string Users = """
        datasource db {
          provider = "postgresql"
          url      = env("DATABASE_URL")
        }

        model User {
          id    Int     @id @default(autoincrement())
          email String  @unique
          name  String?
        }

        """;

    private const string First = """
        -- CreateTable
        CREATE TABLE "User" (
            "id" SERIAL NOT NULL,
            "email" TEXT NOT NULL,
            "name" TEXT,

            CONSTRAINT "User_pkey" PRIMARY KEY ("id")
        );

        -- CreateIndex
        CREATE UNIQUE INDEX "User_email_key" ON "User"("email");

        """;

    private readonly Sandbox _sandbox = Sandbox.With((Schema, Users));

    public void Dispose() => _sandbox.Dispose();

    [Fact]
    public void Writes_the_first_migration_and_says_where()
    {
        var run = _sandbox.Levee("generate", "init");

        Assert.True(run.Code == 0, run.ToString());
        var name = Assert.Single(_sandbox.Migrations(Folder));
        Assert.Matches("^[0-9]{14}_init$", name);
        Assert.Equal($"{Folder}/{name}/migration.sql\n", run.Output);
        Assert.Equal(First, _sandbox.Read($"{Folder}/{name}/migration.sql"));
        Assert.Contains("postgresql", _sandbox.Read($"{Folder}/migration_lock.toml"));
        Assert.Equal(
            [$"?? {Folder}/{name}/migration.sql", $"?? {Folder}/migration_lock.toml"],
            _sandbox.Git("status", "--porcelain", "-uall").Split('\n')
        );
    }

    [Fact]
    public void A_second_run_finds_no_changes()
    {
        _sandbox.Levee("generate", "init");
        var before = _sandbox.State();

        var run = _sandbox.Levee("generate", "again");

        Assert.True(run.Code == 0, run.ToString());
        Assert.Contains("no changes", run.Output);
        Assert.Equal(before, _sandbox.State());
    }

    [Fact]
    public void A_change_on_top_of_the_history_is_only_the_change()
    {
        Begin();
        _sandbox.Replace(Schema, "name  String?", "name  String?\n  age   Int     @default(0)");

        var run = _sandbox.Levee("generate", "add age");

        Assert.True(run.Code == 0, run.ToString());
        Assert.Equal(
            """
            -- AlterTable
            ALTER TABLE "User" ADD COLUMN     "age" INTEGER NOT NULL DEFAULT 0;

            """,
            _sandbox.Read($"{Folder}/{_sandbox.Migrations(Folder)[1]}/migration.sql")
        );
    }

    [Fact]
    public void A_dry_run_prints_the_SQL_and_writes_nothing()
    {
        var before = _sandbox.State();

        var run = _sandbox.Levee("generate", "init", "--dry-run");

        Assert.True(run.Code == 0, run.ToString());
        Assert.Equal(First, run.Output);
        Assert.Equal(before, _sandbox.State());
    }

    [Fact]
    public void A_dropped_column_is_refused_with_its_name()
    {
        Begin();
        _sandbox.Replace(Schema, "  name  String?\n", "");
        var before = _sandbox.State();

        var run = _sandbox.Levee("generate", "drop_name");

        Assert.True(run.Code == 2, run.ToString());
        Assert.Empty(run.Output);
        Assert.Contains("DESTRUCTIVE MIGRATION DETECTED", run.Talk);
        Assert.Contains("User.name", run.Talk.Replace("\"", ""));
        Assert.Contains("TO AI AGENTS", run.Talk);
        Assert.Contains("--allow-destructive", run.Talk);
        Assert.Equal(before, _sandbox.State());
    }

    [Fact]
    public void An_allowed_drop_is_written_with_an_approval_for_each_object()
    {
        Begin();
        _sandbox.Replace(Schema, "  name  String?\n", "");

        var run = _sandbox.Levee("generate", "--allow-destructive", "drop_name");

        Assert.True(run.Code == 0, run.ToString());
        var script = _sandbox.Read($"{Folder}/{_sandbox.Migrations(Folder)[1]}/migration.sql");
        Assert.Matches("^-- levee:allow drop-column ", script);
        Assert.EndsWith("ALTER TABLE \"User\" DROP COLUMN \"name\";\n", script);
    }

    [Fact]
    public void A_stale_branch_is_refused_with_what_it_lacks()
    {
        Begin();
        _sandbox.OthersPush("Write about it", folder => File.WriteAllText(Path.Combine(folder, "README"), "x"));
        _sandbox.OthersPush("Add age", folder => Edit(folder, "name  String?", "name  String?\n  age   Int?"));
        _sandbox.Replace(Schema, "name  String?", "name  String?\n  city  String?");
        var before = _sandbox.State();

        var run = _sandbox.Levee("generate", "add_city");

        Assert.True(run.Code == 3, run.ToString());
        Assert.Empty(run.Output);
        Assert.Contains("STALE BRANCH", run.Talk);
        Assert.Contains("feature lacks 2 commits of origin/main", run.Talk);
        Assert.Contains("adds column User.age", run.Talk);
        Assert.True(
            run.Talk.IndexOf("Add age", StringComparison.Ordinal)
                < run.Talk.IndexOf("Write about it", StringComparison.Ordinal)
        );
        Assert.Contains("do not rebase", run.Talk);
        Assert.Equal(before, _sandbox.State());
    }

    [Fact]
    public void A_person_may_leave_the_freshness_check_out()
    {
        Begin();
        _sandbox.OthersPush("Add age", folder => Edit(folder, "name  String?", "name  String?\n  age   Int?"));
        _sandbox.Replace(Schema, "name  String?", "name  String?\n  city  String?");

        Assert.Equal(0, _sandbox.Levee("generate", "--skip-freshness-check", "add_city").Code);
    }

    [Fact]
    public void Two_refusals_are_both_printed_and_the_cause_gives_the_code()
    {
        Begin();
        _sandbox.OthersPush("Add age", folder => Edit(folder, "name  String?", "name  String?\n  age   Int?"));
        _sandbox.Replace(Schema, "  name  String?\n", "");

        var run = _sandbox.Levee("generate", "drop_name");

        Assert.True(run.Code == 3, run.ToString());
        Assert.Contains("STALE BRANCH", run.Talk);
        Assert.Contains("DESTRUCTIVE MIGRATION DETECTED", run.Talk);
    }

    [Fact]
    public void An_agents_bare_flag_does_not_help_and_the_plan_code_does_with_the_persons_words()
    {
        Begin();
        _sandbox.Replace(Schema, "  name  String?\n", "");
        var agent = new Dictionary<string, string> { ["CLAUDECODE"] = "1" };

        var bare = _sandbox.Levee(agent, "generate", "drop_name", "--allow-destructive");

        Assert.True(bare.Code == 2, bare.ToString());
        var code = System
            .Text.RegularExpressions.Regex.Match(bare.Talk, "code of this plan is ([a-z0-9]{5}-[a-z0-9]{5})")
            .Groups[1]
            .Value;
        Assert.Equal(2, _sandbox.Levee(agent, "generate", "drop_name", $"--allow-destructive={code}").Code);
        Assert.Single(_sandbox.Migrations(Folder));

        agent["LEVEE_USER_CONSENT"] = "yes, drop the name";
        var allowed = _sandbox.Levee(agent, "generate", "drop_name", $"--allow-destructive={code}");

        Assert.True(allowed.Code == 0, allowed.ToString());
        var script = _sandbox.Read($"{Folder}/{_sandbox.Migrations(Folder)[1]}/migration.sql");
        Assert.Contains($"--allow-destructive={code}", script);
        Assert.Contains("yes, drop the name", script);
    }

    [Fact]
    public void An_agent_cannot_skip_the_freshness_check_with_a_bare_flag()
    {
        Begin();
        _sandbox.OthersPush("Add age", folder => Edit(folder, "name  String?", "name  String?\n  age   Int?"));
        _sandbox.Replace(Schema, "name  String?", "name  String?\n  city  String?");

        var run = _sandbox.Levee(
            new Dictionary<string, string> { ["CURSOR_AGENT"] = "1" },
            "generate",
            "add_city",
            "--skip-freshness-check"
        );

        Assert.True(run.Code == 3, run.ToString());
        Assert.Single(_sandbox.Migrations(Folder));
    }

    [Fact]
    public void A_schema_with_an_error_is_shown_with_its_place()
    {
        _sandbox.Replace(Schema, "String?", "Strin?");

        var run = _sandbox.Levee("generate", "init");

        Assert.True(run.Code == 1, run.ToString());
        Assert.Contains($"--> {Schema}:9:", run.Talk);
        Assert.Empty(_sandbox.Migrations(Folder));
    }

    [Fact]
    public void A_migration_that_fails_on_replay_is_shown_with_its_place()
    {
        _sandbox.Write($"{Folder}/20260101000000_a/migration.sql", "CREATE TABLE a (id int);\nCREATE TABL b ();\n");
        _sandbox.Commit("Add a broken migration");

        var run = _sandbox.Levee("generate", "b");

        Assert.True(run.Code == 1, run.ToString());
        Assert.Contains($"{Folder}/20260101000000_a/migration.sql:2:8", run.Talk);
        Assert.Contains("syntax error", run.Talk);
    }

    [Fact]
    public void An_empty_migration_folder_is_named_with_the_fix()
    {
        Directory.CreateDirectory(_sandbox[$"{Folder}/20260101000000_a"]);

        var run = _sandbox.Levee("generate", "b");

        Assert.True(run.Code == 1, run.ToString());
        Assert.Contains("rmdir prisma/migrations/20260101000000_a", run.Talk);
    }

    [Fact]
    public void A_clock_behind_the_newest_migration_is_told()
    {
        Begin();
        var future = $"{Folder}/29990101000000_z/migration.sql";
        _sandbox.Write(future, "SELECT 1;\n");
        _sandbox.Commit("Add a migration from the future");
        _sandbox.Git("push", "--quiet", "origin", "HEAD:main");
        _sandbox.Replace(Schema, "name  String?", "name  String?\n  age   Int?");

        var run = _sandbox.Levee("generate", "age");

        Assert.True(run.Code == 0, run.ToString());
        Assert.Equal("29990101000001_age", _sandbox.Migrations(Folder)[^1]);
        Assert.Contains("the clock is not past the newest migration 29990101000000_z", run.Talk);
    }

    [Theory]
    [InlineData("../evil")]
    [InlineData("")]
    [InlineData("a/b")]
    public void A_hostile_name_is_wrong_usage(string name)
    {
        var run = _sandbox.Levee("generate", name);

        Assert.True(run.Code == 64, run.ToString());
    }

    [Theory]
    [InlineData("--base-branch=--upload-pack=touch pwned", "cannot be the name of a branch")]
    [InlineData("--base-branch=nowhere", "origin has no branch nowhere")]
    [InlineData("--remote=elsewhere", "has no remote elsewhere")]
    public void A_base_that_cannot_be_asked_is_not_fresh(string option, string says)
    {
        var run = _sandbox.Levee("generate", "init", option);

        Assert.True(run.Code == 1, run.ToString());
        Assert.Contains(says, run.Talk);
        Assert.False(File.Exists(_sandbox["pwned"]));
        Assert.Empty(_sandbox.Migrations(Folder));
    }

    [Fact]
    public void JSON_is_one_object_with_the_refusal_in_it()
    {
        Begin();
        _sandbox.Replace(Schema, "  name  String?\n", "");

        var run = _sandbox.Levee("generate", "drop_name", "--format", "json");

        Assert.True(run.Code == 2, run.ToString());
        using var json = JsonDocument.Parse(run.Output);
        Assert.Equal(2, json.RootElement.GetProperty("exitCode").GetInt32());
        var refusal = json.RootElement.GetProperty("refusals")[0];
        Assert.Equal("DESTRUCTIVE MIGRATION DETECTED", refusal.GetProperty("title").GetString());
        Assert.Contains("TO AI AGENTS", refusal.GetProperty("forAgents").GetString());
        Assert.Contains("DROP COLUMN", json.RootElement.GetProperty("migrations")[0].GetProperty("sql").GetString());
    }

    [Fact]
    public void A_mistyped_bypass_is_not_corrected()
    {
        var run = _sandbox.Levee("generate", "x", "--alow-destructive");

        Assert.Equal(64, run.Code);
        Assert.DoesNotContain("--allow-destructive", run.Talk);
    }

    /// <summary>Puts the first migration on main.</summary>
    private void Begin()
    {
        var run = _sandbox.Levee("generate", "init");
        Assert.True(run.Code == 0, run.ToString());
        _sandbox.Commit("Add the first migration");
        _sandbox.Git("push", "--quiet", "origin", "HEAD:main");
    }

    private static void Edit(string folder, string old, string @new)
    {
        var path = Path.Combine(folder, Schema);
        File.WriteAllText(path, File.ReadAllText(path).Replace(old, @new));
    }
}
