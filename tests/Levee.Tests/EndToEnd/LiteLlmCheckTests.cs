using Levee.Core.Text;

namespace Levee.Tests.EndToEnd;

/// <summary>LiteLLM's own history: additions that came out of order, as one in five of its real ones did.</summary>
[Slow]
public sealed class LiteLlmCheckTests
{
    private const string Extras = "litellm-proxy-extras/litellm_proxy_extras";
    private const string Migrations = $"{Extras}/migrations";

    [Fact]
    public void A_fresh_clone_passes_after_init()
    {
        using var sandbox = Clone(_ => true);

        Run(sandbox, 0, "init");
        var check = Run(sandbox, 0, "check");

        Assert.Contains("checked 79 migrations, 0 of them new", check.Output);
        Assert.EndsWith("passed\n", check.Output);
    }

    [Fact]
    public void A_real_addition_that_came_out_of_order_passes_with_the_proof()
    {
        // The branch adds the one before the newest; the base has the newest already.
        var names = Names();
        var late = names[^2];
        using var sandbox = Clone(name => name != late);
        Copy(late, sandbox);

        Run(sandbox, 0, "init");
        var check = Run(sandbox, 0, "check");

        Assert.Contains($"warning[migration-overtaken]: {late} sorts before {names[^1]}", check.Output);
        Assert.Contains("the order does not matter here (proven)", check.Output);
    }

    [Theory]
    [InlineData("20250412081753_team_member_permissions")]
    [InlineData("20250806095134_rename_alias_to_server_name_mcp_table")]
    [InlineData("20251220144550_schema_update")]
    public void One_that_comes_months_late_passes_with_the_proof(string late)
    {
        using var sandbox = Clone(name => name != late);
        Copy(late, sandbox);
        Run(sandbox, 0, "init");

        Assert.Contains("the order does not matter here (proven)", Run(sandbox, 0, "check").Output);
    }

    [Fact]
    public void A_real_pair_that_conflicts_fails_with_the_object_and_the_command_that_mends_it()
    {
        // Both replace one foreign key, the one with ON DELETE CASCADE, the other with SET NULL: the last one wins.
        const string late = "20250603210143_cascade_budget_changes";
        using var sandbox = Clone(name => name != late);
        Copy(late, sandbox);
        Run(sandbox, 0, "init");

        var check = Run(sandbox, 6, "check");

        Assert.Contains($"error[migration-overtaken]: {late} sorts before {Names()[^1]}", check.Output);
        Assert.Contains("it does not go with 20250625145206_cascade_budget_and_loosen_managed_file_json", check.Output);
        Assert.Contains(
            "constraint \"LiteLLM_TeamMembership_budget_id_fkey\" on \"LiteLLM_TeamMembership\" differs",
            check.Output
        );
        Assert.Contains("ON DELETE CASCADE", check.Output);
        Assert.Contains("ON DELETE SET NULL", check.Output);
        Assert.Contains("help: levee rebase ", check.Output);
        Assert.Contains($"renamed {late} to", Run(sandbox, 0, "rebase").Output);
        // Now the order is everywhere the same, and what it leads to is not what the schema says.
        Assert.Contains("missing-migration", Run(sandbox, 5, "check").Output);
    }

    private static string[] Names() =>
        [
            .. Directory
                .GetDirectories(Path.Combine(Corpus.Require("histories/litellm"), "migrations"))
                .Select(path => Path.GetFileName(path)!)
                .Order(ByteOrder.Instance),
        ];

    private static Sandbox Clone(Func<string, bool> isMerged)
    {
        var corpus = Corpus.Require("histories/litellm");
        return Sandbox.Filled(root =>
        {
            foreach (var copy in new[] { "schema.prisma", "litellm/proxy/schema.prisma", $"{Extras}/schema.prisma" })
            {
                var path = Path.Combine(root, copy);
                Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                File.WriteAllBytes(path, File.ReadAllBytes(Path.Combine(corpus, "schema.prisma")));
            }
            foreach (var name in Names().Where(isMerged))
                CopyTo(name, Path.Combine(root, Migrations));
        });
    }

    private static void Copy(string name, Sandbox sandbox) => CopyTo(name, sandbox[Migrations]);

    private static void CopyTo(string name, string migrations)
    {
        var source = Path.Combine(Corpus.Require("histories/litellm"), "migrations", name, "migration.sql");
        Directory.CreateDirectory(Path.Combine(migrations, name));
        File.WriteAllBytes(Path.Combine(migrations, name, "migration.sql"), File.ReadAllBytes(source));
    }

    private static Outcome Run(Sandbox sandbox, int code, params string[] arguments)
    {
        var run = sandbox.Levee(arguments);
        Assert.True(run.Code == code, run.ToString());
        return run;
    }
}
