namespace Levee.Tests.EndToEnd;

/// <summary><c>levee generate</c> and what is this branch's own: not what the base lacks already.</summary>
[Slow]
public sealed class GenerateBranchTests : IDisposable
{
    private const string Folder = "prisma/migrations";
    private const string Create =
        "CREATE TABLE \"A\" (\"id\" INTEGER NOT NULL, CONSTRAINT \"A_pkey\" PRIMARY KEY (\"id\"));\n";

    /// <summary>The base has a column that no migration makes.</summary>
    private readonly Sandbox _sandbox = Sandbox.With(
        (
            "prisma/schema.prisma",
            "datasource db {\n  provider = \"postgresql\"\n  url = env(\"DATABASE_URL\")\n}\n\n"
                + "model A {\n  id Int @id\n  old Int?\n}\n"
        ),
        ($"{Folder}/20260101000000_first/migration.sql", Create),
        ($"{Folder}/migration_lock.toml", "provider = \"postgresql\"\n")
    );

    public void Dispose() => _sandbox.Dispose();

    [Fact]
    public void Writes_the_branchs_own_part_and_tells_the_rest()
    {
        Column("mine");

        var run = Generate("mine");

        Assert.Contains("warning[base-drift]", run.Talk);
        Assert.Contains("add column A.old", run.Talk);
        Assert.Contains("\"mine\"", Written("mine"));
        Assert.DoesNotContain("\"old\"", Written("mine"));
    }

    [Fact]
    public void Writes_both_where_that_is_asked_for()
    {
        Column("mine");

        Generate("both", "--with-base-drift");

        Assert.Contains("\"mine\"", Written("both"));
        Assert.Contains("\"old\"", Written("both"));
    }

    [Fact]
    public void Writes_nothing_where_the_branch_has_no_part_in_it()
    {
        var run = Generate("nothing");

        Assert.Contains("no changes of this branch", run.Output);
        Assert.Contains("--with-base-drift", run.Talk);
        Assert.Single(_sandbox.Migrations(Folder));
    }

    [Fact]
    public void Several_runs_at_once_write_one_migration()
    {
        Column("mine");

        Parallel.For(0, 3, _ => Generate("mine"));

        Assert.Equal(2, _sandbox.Migrations(Folder).Length);
        Assert.False(File.Exists(_sandbox[".git/levee-generate.lock"]));
    }

    [Fact]
    public void An_empty_migration_is_for_a_person_to_fill_in()
    {
        Column("mine");

        Generate("by_hand", "--empty");

        Assert.Equal("-- This is an empty migration.\n", Written("by_hand"));
        Assert.Equal(5, _sandbox.Levee("check").Code);
    }

    [Fact]
    public void What_only_this_branch_made_may_go_again()
    {
        _sandbox.Write($"{Folder}/20260201000000_a/migration.sql", "ALTER TABLE \"A\" ADD COLUMN \"mine\" INTEGER;\n");
        _sandbox.Write($"{Folder}/20260202000000_b/migration.sql", "ALTER TABLE \"A\" DROP COLUMN \"mine\";\n");

        var run = _sandbox.Levee("check");

        Assert.True(run.Code == 0, run.ToString());
        Assert.Contains("which only this branch's own migrations made", run.Output);
    }

    [Fact]
    public void What_was_renamed_on_this_branch_may_not()
    {
        _sandbox.Write($"{Folder}/20260201000000_a/migration.sql", "ALTER TABLE \"A\" RENAME TO \"B\";\n");
        _sandbox.Write($"{Folder}/20260202000000_b/migration.sql", "DROP TABLE \"B\";\n" + Create);

        Assert.Equal(2, _sandbox.Levee("check").Code);
    }

    [Fact]
    public void Diff_without_sources_is_what_the_next_migration_would_be()
    {
        var run = _sandbox.Levee("diff");

        Assert.Equal("-- AlterTable\nALTER TABLE \"A\" ADD COLUMN     \"old\" INTEGER;\n", run.Output);
    }

    private Outcome Generate(params string[] arguments)
    {
        var run = _sandbox.Levee((string[])["generate", .. arguments]);
        Assert.True(run.Code == 0, run.ToString());
        return run;
    }

    private string Written(string title) =>
        _sandbox.Read(
            $"{Folder}/{_sandbox.Migrations(Folder).Single(name => name.EndsWith($"_{title}", StringComparison.Ordinal))}/migration.sql"
        );

    private void Column(string name) =>
        _sandbox.Replace("prisma/schema.prisma", "  old Int?\n", $"  old Int?\n  {name} Int?\n");
}
