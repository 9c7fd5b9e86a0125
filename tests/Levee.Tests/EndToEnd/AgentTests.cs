using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Levee.Tests.EndToEnd;

/// <summary>An agent at the command line: the flag alone does not help, the code and a person's consent do.</summary>
[Slow]
public sealed class AgentTests : IDisposable
{
    private static readonly Dictionary<string, string> Claude = new() { ["CLAUDECODE"] = "1" };

    private readonly Sandbox _sandbox = Sandbox.With(
        (
            "schema.prisma",
            "datasource db {\n  provider = \"postgresql\"\n  url = \"x\"\n}\n\nmodel A {\n  id Int @id\n}\n"
        ),
        (
            "migrations/20260101000000_a/migration.sql",
            "CREATE TABLE \"A\" (\"id\" INTEGER NOT NULL, CONSTRAINT \"A_pkey\" PRIMARY KEY (\"id\"));\n"
        )
    );

    public AgentTests()
    {
        _sandbox.OthersPush("Go on", folder => File.WriteAllText(Path.Combine(folder, "x"), "x"));
        _sandbox.Replace("schema.prisma", "@id\n", "@id\n  b Int?\n");
    }

    public void Dispose() => _sandbox.Dispose();

    [Fact]
    public void A_bare_flag_is_refused_with_the_guards_own_code_and_the_plan_code_is_named()
    {
        var run = _sandbox.Levee(Claude, "generate", "add_b", "--skip-freshness-check");

        Assert.True(run.Code == 3, run.ToString());
        Assert.Contains("STALE BRANCH", run.Talk);
        Assert.Contains("recognised by CLAUDECODE", run.Talk);
        Assert.Matches("--skip-freshness-check=[2-9a-z]{5}-[2-9a-z]{5}", run.Talk);
        Assert.Single(_sandbox.Migrations("migrations"));
    }

    [Fact]
    public void The_code_alone_is_refused_and_with_the_persons_words_it_passes_into_the_header()
    {
        var code = CodeOf(_sandbox.Levee(Claude, "generate", "add_b", "--skip-freshness-check"));
        Assert.Equal(3, _sandbox.Levee(Claude, "generate", "add_b", $"--skip-freshness-check={code}").Code);
        Dictionary<string, string> consenting = new(Claude) { ["LEVEE_USER_CONSENT"] = "yes, leave the base alone" };
        Assert.Equal(3, _sandbox.Levee(consenting, "generate", "add_b", "--skip-freshness-check").Code);

        var run = _sandbox.Levee(consenting, "generate", "add_b", $"--skip-freshness-check={code}");

        Assert.True(run.Code == 0, run.ToString());
        var script = _sandbox.Read($"migrations/{_sandbox.Migrations("migrations")[1]}/migration.sql");
        Assert.StartsWith(
            $"-- levee:agent Claude Code (CLAUDECODE)\n-- levee:flag --skip-freshness-check={code}\n-- levee:user-consent \"yes, leave the base alone\"\n",
            script
        );
    }

    [Fact]
    public void A_drop_passes_with_the_code_of_its_plan_and_the_persons_words_and_the_reviewer_sees_both()
    {
        Dictionary<string, string> consenting = new(Claude)
        {
            ["LEVEE_USER_CONSENT"] = "yes, drop \"b\", nobody reads it",
        };
        _sandbox.Git("pull", "--quiet", "--rebase", "--autostash", "origin", "main");
        _sandbox.Write("migrations/20260102000000_b/migration.sql", "ALTER TABLE \"A\" ADD COLUMN \"b\" TEXT;\n");
        _sandbox.Replace("schema.prisma", "  b Int?\n", "");
        var code = CodeOf(_sandbox.Levee(consenting, "generate", "drop_b", "--allow-destructive"));
        Assert.Equal(2, _sandbox.Levee(Claude, "generate", "drop_b", $"--allow-destructive={code}").Code);
        Assert.Equal(2, _sandbox.Levee(consenting, "generate", "drop_b", "--allow-destructive=aaaaa-aaaaa").Code);

        var run = _sandbox.Levee(consenting, "generate", "drop_b", $"--allow-destructive={code}");

        Assert.True(run.Code == 0, run.ToString());
        Assert.StartsWith(
            $"""
            -- levee:agent Claude Code (CLAUDECODE)
            -- levee:flag --allow-destructive={code}
            -- levee:user-consent "yes, drop 'b', nobody reads it"
            -- levee:allow drop-column "A"."b" allowed with --allow-destructive

            """,
            _sandbox.Read($"migrations/{_sandbox.Migrations("migrations")[2]}/migration.sql")
        );
        Assert.Equal(0, _sandbox.Levee(Claude, "check").Code);
    }

    [Fact]
    public void An_agent_cannot_loosen_the_policy_in_its_own_working_tree()
    {
        _sandbox.OthersPush(
            "Ask people",
            folder => File.WriteAllText(Path.Combine(folder, "levee.toml"), "[policy]\nagent-consent = \"human\"\n")
        );
        Dictionary<string, string> consenting = new(Claude) { ["LEVEE_USER_CONSENT"] = "yes, do it" };
        _sandbox.Write("levee.toml", "[policy]\nagent-consent = \"claimed\"\n");
        var code = CodeOf(_sandbox.Levee(consenting, "generate", "add_b", "--skip-freshness-check"));

        var run = _sandbox.Levee(consenting, "generate", "add_b", $"--skip-freshness-check={code}");

        Assert.True(run.Code == 3, run.ToString());
        Assert.Contains("levee approve", run.Talk);
    }

    [Fact]
    public void Where_a_human_must_approve_only_a_person_at_a_terminal_can()
    {
        _sandbox.Write("levee.toml", "[policy]\nagent-consent = \"human\"\n");
        Dictionary<string, string> consenting = new(Claude) { ["LEVEE_USER_CONSENT"] = "yes, do it" };
        var code = CodeOf(_sandbox.Levee(consenting, "generate", "add_b", "--skip-freshness-check"));
        Assert.Equal(3, _sandbox.Levee(consenting, "generate", "add_b", $"--skip-freshness-check={code}").Code);
        Assert.Contains("is not a terminal", _sandbox.Levee("approve", code).Talk);

        Assert.SkipUnless(
            File.Exists("/usr/bin/script"),
            "util-linux's script, which makes a terminal, is not installed"
        );
        Assert.Contains("is Claude Code", AtTerminal(code, "CLAUDECODE=1 "));
        Assert.Contains("not approved", AtTerminal("no", $"", code));
        Assert.Equal(3, _sandbox.Levee(Claude, "generate", "add_b", $"--skip-freshness-check={code}").Code);
        var shown = AtTerminal(code, "", code);
        Assert.Contains("ADD COLUMN     \"b\" INTEGER", shown);
        Assert.Contains("approved;", shown);

        var run = _sandbox.Levee(Claude, "generate", "add_b", $"--skip-freshness-check={code}");
        Assert.True(run.Code == 0, run.ToString());
        Assert.Contains(
            "-- levee:approved by ",
            _sandbox.Read($"migrations/{_sandbox.Migrations("migrations")[1]}/migration.sql")
        );
    }

    private string AtTerminal(string typed, string variables, string? code = null)
    {
        var start = new ProcessStartInfo(
            "/usr/bin/script",
            ["-qec", $"{variables}'{LeveeBinary.Path}' approve {code ?? typed}", "/dev/null"]
        )
        {
            WorkingDirectory = _sandbox.Work,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        foreach (
            var name in start
                .Environment.Keys.Where(name =>
                    name.Contains("CLAUDE") || name.Contains("AGENT") || name.Contains("CODEX")
                )
                .ToList()
        )
            start.Environment.Remove(name);
        using var terminal = Process.Start(start)!;
        var output = terminal.StandardOutput.ReadToEndAsync();
        terminal.StandardInput.WriteLine(typed);
        terminal.StandardInput.Flush();
        Assert.True(terminal.WaitForExit(TimeSpan.FromSeconds(60)), "it did not end");
        return output.GetAwaiter().GetResult();
    }

    private static string CodeOf(Outcome run) =>
        Regex.Match(run.Talk, "=([2-9a-z]{5}-[2-9a-z]{5})").Groups[1].Value is { Length: > 0 } code
            ? code
            : throw new InvalidOperationException(run.ToString());
}
