using System.Text.RegularExpressions;

namespace Levee.Tests.EndToEnd;

/// <summary>What is missing on a machine is said with how to get it, and nothing is written.</summary>
[Slow]
public sealed class EnvironmentTests : IDisposable
{
    private const string Schema =
        "datasource db {\n  provider = \"postgresql\"\n  url = env(\"X\")\n}\n\nmodel A {\n  id Int @id\n}\n";

    private readonly Sandbox _sandbox = Sandbox.With(("schema.prisma", Schema));

    public void Dispose() => _sandbox.Dispose();

    [Fact]
    public void Without_git_it_cannot_be_known_whether_the_branch_is_fresh()
    {
        var run = _sandbox.Levee(new Dictionary<string, string> { ["PATH"] = "/nowhere" }, "generate", "init");

        Assert.True(run.Code == 1, run.ToString());
        Assert.Contains("the command git was not found", run.Talk);
        Assert.Empty(_sandbox.Migrations("migrations"));
    }

    [Fact]
    public void Outside_of_a_repository_it_cannot_be_known_either()
    {
        using var folder = new TempFolder();
        folder.Write("schema.prisma", Schema);

        var run = LeveeBinary.Run(folder.Path, ["generate", "init"]);

        Assert.True(run.Code == 1, run.ToString());
        Assert.Contains("is in no git repository", run.Talk);
        Assert.False(Directory.Exists(folder["migrations"]));
    }

    [Fact]
    public void A_folder_of_binaries_that_holds_none_is_named()
    {
        _sandbox.Write("levee.toml", "[postgres]\nbin = \"/nowhere\"\n");

        var run = _sandbox.Levee("generate", "init");

        Assert.True(run.Code == 1, run.ToString());
        Assert.Contains("/nowhere", run.Talk);
        Assert.Contains("initdb", run.Talk);
        Assert.Empty(_sandbox.Migrations("migrations"));
    }

    [Fact]
    public void A_configuration_without_a_schema_beside_it_decides_on_the_server_all_the_same()
    {
        using var folder = new TempFolder();
        folder.Write("levee.toml", "[postgres]\nbin = \"/nowhere\"\n");
        folder.Write("base.sql", "CREATE TABLE a (id int PRIMARY KEY);\n");
        folder.Write("new.sql", "ALTER TABLE a ADD COLUMN b int;\n");

        Outcome[] runs =
        [
            LeveeBinary.Run(folder.Path, ["lint", "--on", "sql:base.sql", "new.sql"]),
            LeveeBinary.Run(folder.Path, ["diff", "--from", "empty", "--to", "sql:base.sql"]),
            LeveeBinary.Run(folder.Path, ["doctor"]),
        ];

        Assert.All(runs, run => Assert.True(run.Code == 1, run.ToString()));
        Assert.All(runs, run => Assert.Contains("/nowhere", run.Output + run.Talk));
    }

    [Fact]
    public void A_wrong_configuration_without_a_schema_beside_it_is_an_error()
    {
        using var folder = new TempFolder();
        folder.Write("levee.toml", "[postgres]\nverison = 18\n");
        folder.Write("base.sql", "CREATE TABLE a (id int PRIMARY KEY);\n");

        Outcome[] runs =
        [
            LeveeBinary.Run(folder.Path, ["lint", "--on", "sql:base.sql", "base.sql"]),
            LeveeBinary.Run(folder.Path, ["doctor"]),
        ];

        Assert.All(runs, run => Assert.True(run.Code == 1, run.ToString()));
        Assert.All(runs, run => Assert.Contains("verison", run.Output + run.Talk));
    }

    [Fact]
    public void A_migrations_folder_that_cannot_be_written_is_named()
    {
        _sandbox.Write("migrations", "a file where the folder should be\n");

        var run = _sandbox.Levee("generate", "init");

        Assert.True(run.Code == 1, run.ToString());
        Assert.Contains("migrations", run.Talk);
        Assert.Equal("a file where the folder should be\n", _sandbox.Read("migrations"));
    }

    [Fact]
    public void A_history_in_another_folder_is_not_begun_anew()
    {
        _sandbox.Write("db/migrations/migration_lock.toml", "provider = \"postgresql\"\n");
        _sandbox.Write("db/migrations/20260101000000_a/migration.sql", "SELECT 1;\n");
        _sandbox.Commit("Add migrations elsewhere");

        var run = _sandbox.Levee("generate", "init");

        Assert.True(run.Code == 1, run.ToString());
        Assert.Contains("migrations = \"db/migrations\" in levee.toml", run.Talk);
        Assert.Empty(_sandbox.Migrations("migrations"));
    }

    [Fact]
    public void A_copy_that_is_a_link_is_refused()
    {
        _sandbox.Write("levee.toml", "schema = \"schema.prisma\"\ncopies = [\"copy.prisma\"]\n");
        File.CreateSymbolicLink(_sandbox["copy.prisma"], "schema.prisma");

        var run = _sandbox.Levee("generate", "init");

        Assert.True(run.Code == 4, run.ToString());
        Assert.Contains("copy.prisma is a symbolic link", run.Talk);
    }

    [Fact]
    public void The_demo_shows_a_migration_and_two_refusals_and_leaves_its_folder()
    {
        var run = LeveeBinary.Run("/", ["demo"]);

        Assert.True(run.Code == 0, run.ToString());
        Assert.Empty(run.Talk);
        Assert.Contains("DESTRUCTIVE MIGRATION DETECTED", run.Output);
        Assert.Contains("(exit 2:", run.Output);
        Assert.Contains("STALE BRANCH", run.Output);
        Assert.Contains("adds column posts.views", run.Output);
        Assert.Contains("(exit 3:", run.Output);
        var folder = Regex.Match(run.Output, "rm -r (\\S+)").Groups[1].Value;
        var blog = Path.Combine(folder, "blog");
        Assert.Single(Directory.GetDirectories(Path.Combine(blog, "prisma", "migrations")));
        Assert.Contains("git merge origin/main && levee generate add_published_at", run.Output);
        Sandbox.GitIn(blog, "merge", "--quiet", "--no-edit", "origin/main");
        Assert.Equal(0, LeveeBinary.Run(blog, ["generate", "add_published_at"]).Code);
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public void Two_runs_at_once_do_not_disturb_each_other()
    {
        var outcomes = new Outcome[4];
        Parallel.For(0, outcomes.Length, i => outcomes[i] = _sandbox.Levee("generate", $"init_{i}", "--dry-run"));

        Assert.All(outcomes, run => Assert.True(run.Code == 0, run.ToString()));
        Assert.All(outcomes, run => Assert.Equal(outcomes[0].Output, run.Output));
    }
}
