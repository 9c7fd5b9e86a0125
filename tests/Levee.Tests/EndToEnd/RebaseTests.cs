namespace Levee.Tests.EndToEnd;

[Slow]
public sealed class RebaseTests : IDisposable
{
    private readonly Sandbox _sandbox = Sandbox.With(
        (
            "schema.prisma",
            "datasource db {\n  provider = \"postgresql\"\n  url = \"x\"\n}\n\nmodel A {\n  id Int @id\n}\n"
        ),
        ("migrations/20260101000000_first/migration.sql", "CREATE TABLE \"A\" (\"id\" INTEGER PRIMARY KEY);\n")
    );

    public void Dispose() => _sandbox.Dispose();

    [Fact]
    public void Renames_the_unmerged_folders_in_their_order_and_no_other()
    {
        Own("20260201000000_one", "ALTER TABLE \"A\" ADD COLUMN \"one\" int;\n");
        Own("20260202000000_two words", "ALTER TABLE \"A\" RENAME COLUMN \"one\" TO \"two\";\n");
        Others("20260301000000_theirs", "CREATE TABLE \"T\" ();\n");

        var run = Rebase(0);

        var names = _sandbox.Migrations("migrations");
        Assert.Equal("20260101000000_first", names[0]);
        Assert.Equal(["_one", "_two words"], names[1..].Select(name => name[14..]));
        Assert.All(names[1..], name => Assert.True(string.CompareOrdinal(name, "20260301000000_theirs") > 0, name));
        Assert.Contains($"renamed 20260201000000_one to {names[1]}", run.Output);
    }

    [Fact]
    public void Shows_and_renames_nothing_in_a_dry_run()
    {
        Own("20260201000000_one", "CREATE TABLE \"O\" ();\n");
        Others("20260301000000_theirs", "CREATE TABLE \"T\" ();\n");
        var before = _sandbox.State();

        Assert.Contains("would rename 20260201000000_one", Rebase(0, "--dry-run").Output);
        Assert.Equal(before, _sandbox.State());
    }

    [Fact]
    public void Has_nothing_to_do_where_the_order_is_right()
    {
        Own("20260201000000_one", "CREATE TABLE \"O\" ();\n");
        var before = _sandbox.State();

        Assert.Contains("nothing to do", Rebase(0).Output);
        Assert.Equal(before, _sandbox.State());
    }

    [Fact]
    public void Renames_nothing_where_the_history_would_not_replay()
    {
        Own("20260201000000_one", "CREATE TABLE \"T\" ();\n");
        Others("20260301000000_theirs", "CREATE TABLE \"T\" ();\n");
        var before = _sandbox.State();

        var run = Rebase(1);

        Assert.Contains("nothing was renamed", run.Output + run.Talk);
        Assert.Equal(before, _sandbox.State());
    }

    private Outcome Rebase(int code, params string[] arguments)
    {
        var run = _sandbox.Levee((string[])["rebase", .. arguments]);
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
}
