namespace Levee.Tests.EndToEnd;

/// <summary>A branch whose <c>levee.toml</c> would weaken what judges it.</summary>
[Slow]
public sealed class GuardMovedTests : IDisposable
{
    private const string Config =
        "schema = \"schema.prisma\"\nmigrations = \"migrations\"\nbase-branch = \"main\"\n[policy]\nfail-on = \"blocks\"\n";

    private readonly Sandbox _sandbox = Sandbox.With(
        ("levee.toml", Config),
        ("schema.prisma", "datasource db {\n  provider = \"postgresql\"\n}\n\nmodel A {\n  id Int @id\n}\n"),
        (
            "migrations/20260101000000_init/migration.sql",
            "CREATE TABLE \"A\" (\n    \"id\" INTEGER NOT NULL,\n\n    CONSTRAINT \"A_pkey\" PRIMARY KEY (\"id\")\n);\n"
        )
    );

    public void Dispose() => _sandbox.Dispose();

    [Fact]
    public void The_base_s_policy_counts_until_another_is_merged()
    {
        _sandbox.Replace("levee.toml", "blocks", "destructive");
        _sandbox.Write(
            "migrations/20260102000000_index/migration.sql",
            "CREATE INDEX \"A_id_idx\" ON \"A\"(\"id\");\n"
        );
        _sandbox.Replace("schema.prisma", "id Int @id\n", "id Int @id\n\n  @@index([id])\n");

        var run = _sandbox.Levee("check", "--base-branch", "main");

        Assert.True(run.Code == 2, run.ToString());
        Assert.Contains("policy.fail-on is weaker here than in origin/main", run.Output);
    }

    [Fact]
    public void A_folder_that_lacks_merged_migrations_is_refused()
    {
        _sandbox.Replace("levee.toml", "\"migrations\"", "\"elsewhere\"");
        _sandbox.Write("elsewhere/20260101000000_init/migration.sql", "SELECT 1;\n");

        var run = _sandbox.Levee("check", "--base-branch", "main");

        Assert.NotEqual(0, run.Code);
        Assert.Contains("lacks 1 of the migrations of origin/main", run.Output);
    }

    [Fact]
    public void A_folder_that_moves_as_a_whole_is_told_and_passes()
    {
        _sandbox.Replace("levee.toml", "\"migrations\"", "\"db\"");
        Directory.Move(_sandbox["migrations"], _sandbox["db"]);

        var run = _sandbox.Levee("check", "--base-branch", "main");

        Assert.Contains("migrations is \"db\" here and \"migrations\" in origin/main", run.Output);
        Assert.DoesNotContain("lacks", run.Output);
    }

    [Fact]
    public void A_branch_does_not_choose_its_base()
    {
        _sandbox.Replace("levee.toml", "\"main\"", "\"mine\"");

        var run = _sandbox.Levee("check", "--base-branch", "main");

        Assert.Equal(1, run.Code);
        Assert.Contains("guard-moved", run.Output);
    }
}
