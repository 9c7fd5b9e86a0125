namespace Levee.Tests.EndToEnd;

/// <summary>Several projects in one <c>levee.toml</c>.</summary>
[Slow]
public sealed class ProjectsTests : IDisposable
{
    private const string Head = "datasource db {\n  provider = \"postgresql\"\n  url = env(\"X\")\n}\n\n";
    private const string Schema = Head + "model A {\n  id Int @id\n  b String?\n}\n";
    private const string Create =
        "CREATE TABLE \"A\" (\n    \"id\" INTEGER NOT NULL,\n    \"b\" TEXT,\n\n    CONSTRAINT \"A_pkey\" PRIMARY KEY (\"id\")\n);\n";

    private readonly Sandbox _sandbox = Sandbox.With([
        (
            "levee.toml",
            string.Concat(
                new[] { "shop", "billing" }.Select(name =>
                    $"[[project]]\nname = \"{name}\"\nschema = \"{name}/schema.prisma\"\nmigrations = \"{name}/migrations\"\n"
                )
            )
        ),
        .. new[] { "shop", "billing" }.SelectMany(name =>
            new[]
            {
                ($"{name}/schema.prisma", Schema),
                ($"{name}/migrations/20260101000000_init/migration.sql", Create),
                ($"{name}/migrations/migration_lock.toml", "provider = \"postgresql\"\n"),
            }
        ),
    ]);

    public void Dispose() => _sandbox.Dispose();

    [Fact]
    public void All_of_them_are_one_report()
    {
        var run = Levee(0, "check", "--all");

        Assert.Contains("shop: passed", run.Output + run.Talk);
        Assert.Contains("billing: passed", run.Output + run.Talk);
    }

    [Fact]
    public void The_exit_code_is_the_first_of_theirs_in_the_documented_order()
    {
        _sandbox.Replace("shop/schema.prisma", "b String?", "b String?\n  c String?");
        _sandbox.Replace("billing/schema.prisma", "  b String?\n", "");
        _sandbox.Write(
            "billing/migrations/20260102000000_drop/migration.sql",
            "-- AlterTable\nALTER TABLE \"A\" DROP COLUMN \"b\";\n"
        );
        _sandbox.Commit("Change both");

        var run = Levee(2, "check", "--all");

        Assert.Contains("do not lead to shop/schema.prisma", run.Output);
        Assert.Contains("levee generate <name> --project shop", run.Output);
        Assert.Contains("error[drop-column]", run.Output);
        Assert.Contains("\"exitCode\": 2", Levee(2, "check", "--all", "--format", "json").Output);
        Assert.Contains("error[missing-migration]", Levee(5, "check", "--project", "shop").Output);
        Levee(2, "check", "--project", "billing");
    }

    [Fact]
    public void One_that_cannot_be_read_does_not_hide_the_others()
    {
        _sandbox.Write("shop/schema.prisma", "model {\n");
        _sandbox.Replace("billing/schema.prisma", "b String?", "b String?\n  c String?");

        var run = Levee(5, "check", "--all");

        Assert.Contains("shop/schema.prisma:1", run.Output);
        Assert.Contains("do not lead to billing/schema.prisma", run.Output);
    }

    [Fact]
    public void Without_a_name_a_run_says_which_there_are()
    {
        _sandbox.Replace("billing/schema.prisma", "b String?", "b String?\n  c String?");

        Assert.Contains("--project shop", Levee(1, "generate", "c").Talk);
        Levee(0, "generate", "c", "--project", "billing");

        Assert.Equal(2, _sandbox.Migrations("billing/migrations").Length);
        Assert.Single(_sandbox.Migrations("shop/migrations"));
    }

    private Outcome Levee(int code, params string[] arguments)
    {
        var run = _sandbox.Levee(arguments);
        Assert.True(run.Code == code, $"levee {string.Join(' ', arguments)}\n{run}");
        return run;
    }
}
