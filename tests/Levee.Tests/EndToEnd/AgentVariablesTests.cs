namespace Levee.Tests.EndToEnd;

/// <summary>Who may drop a column with the bare flag, by the environment alone: no agent, and everybody else.</summary>
[Slow]
public sealed class AgentVariablesTests(AgentVariablesTests.Project project)
    : IClassFixture<AgentVariablesTests.Project>
{
    /// <summary>A change that drops a column. Nothing is written to it, so one is enough for all.</summary>
    public sealed class Project : IDisposable
    {
        internal Sandbox Sandbox { get; } =
            Sandbox.With(
                (
                    "schema.prisma",
                    "datasource db {\n  provider = \"postgresql\"\n  url = \"x\"\n}\n\nmodel A {\n  id Int @id\n}\n"
                ),
                (
                    "migrations/20260101000000_a/migration.sql",
                    "CREATE TABLE \"A\" (\"id\" INTEGER NOT NULL, \"b\" TEXT, CONSTRAINT \"A_pkey\" PRIMARY KEY (\"id\"));\n"
                )
            );

        public void Dispose() => Sandbox.Dispose();
    }

    [Theory]
    [InlineData("CLAUDECODE=1")]
    [InlineData("CLAUDECODE=0")]
    [InlineData("CLAUDE_CODE=1")]
    [InlineData("CLAUDE_CODE_ENTRYPOINT=cli")]
    [InlineData("CLAUDE_CODE_SESSION_ID=8f")]
    [InlineData("CLAUDE_CODE_IS_COWORK=1")]
    [InlineData("CLAUDE_CODE_CHILD_SESSION=1")]
    [InlineData("CODEX_THREAD_ID=t")]
    [InlineData("CODEX_CI=1")]
    [InlineData("CODEX_SANDBOX=landlock")]
    [InlineData("CODEX_SANDBOX_NETWORK_DISABLED=1")]
    [InlineData("CURSOR_AGENT=1")]
    [InlineData("CURSOR_EXTENSION_HOST_ROLE=agent-exec")]
    [InlineData("CURSOR_TRACE_ID=t", "PAGER=head -n 10000 | cat")]
    [InlineData("GEMINI_CLI=1")]
    [InlineData("QWEN_CODE=1")]
    [InlineData("COPILOT_CLI=1")]
    [InlineData("COPILOT_AGENT=1")]
    [InlineData("COPILOT_AGENT_SESSION_ID=s")]
    [InlineData("GH_COPILOT=1")]
    [InlineData("OPENCODE=1")]
    [InlineData("OPENCODE_CLIENT=cli")]
    [InlineData("CLINE_ACTIVE=true")]
    [InlineData("ROO_ACTIVE=true")]
    [InlineData("AGENT=goose")]
    [InlineData("GOOSE_TERMINAL=1")]
    [InlineData("AGENT=amp")]
    [InlineData("AMP_CURRENT_THREAD_ID=T-1")]
    [InlineData("CRUSH=1")]
    [InlineData("OR_APP_NAME=Aider")]
    [InlineData("REPLIT_SESSION=agent-1")]
    [InlineData("REPLIT_CLI=/bin/replit")]
    [InlineData("AUGMENT_AGENT=1")]
    [InlineData("ANTIGRAVITY_AGENT=1")]
    [InlineData("TRAE_AI_SHELL_ID=7")]
    [InlineData("IFLOW_CLI=1")]
    [InlineData("PI_CODING_AGENT=true")]
    [InlineData("JUNIE_DATA=/x")]
    [InlineData("OZ_RUN_ID=1")]
    [InlineData("WARP_RUN_ID=1")]
    [InlineData("AWS_EXECUTION_ENV=AmazonQ-For-CLI Version/1.9")]
    [InlineData("TERM_PROGRAM=zed", "PAGER=cat")]
    [InlineData("AI_AGENT=my-bot")]
    [InlineData("AGENT=1")]
    [InlineData("AGENT=true")]
    public void An_agents_bare_flag_drops_nothing(params string[] variables)
    {
        var run = Drop(variables);

        Assert.True(run.Code == 2, run.ToString());
        Assert.Contains("DESTRUCTIVE MIGRATION DETECTED", run.Talk);
        Assert.Contains($"recognised by {variables[0].Split('=')[0]}", run.Talk);
        Assert.Matches("--allow-destructive=[2-9a-z]{5}-[2-9a-z]{5}", run.Talk);
    }

    [Theory]
    [InlineData("CURSOR_TRACE_ID=t")]
    [InlineData("COPILOT_MODEL=m", "COPILOT_ALLOW_ALL=1", "COPILOT_GITHUB_TOKEN=t")]
    [InlineData("GOOSE_PROVIDER=openai", "AIDER_API_KEY=k")]
    [InlineData("REPL_ID=1", "REPLIT_SESSION=shell-1")]
    [InlineData("AGENT=build-agent-7")]
    [InlineData("TERM_PROGRAM=vscode", "PAGER=cat")]
    [InlineData("AWS_EXECUTION_ENV=AWS_Lambda_dotnet8")]
    [InlineData("SSH_AGENT_PID=1", "ANTHROPIC_API_KEY=k", "OPENAI_API_KEY=k")]
    public void A_person_whose_environment_only_looks_like_it_is_believed(params string[] variables)
    {
        var run = Drop(variables);

        Assert.True(run.Code == 0, run.ToString());
        Assert.Contains("-- levee:allow drop-column \"A\".\"b\" allowed with --allow-destructive", run.Output);
    }

    [Theory]
    [InlineData("LEVEE_ALLOW_DESTRUCTIVE=1", "LEVEE_SKIP_GUARD=1", "LEVEE_FORCE=1", "LEVEE_NO_GUARD=1")]
    [InlineData("LEVEE_USER_CONSENT=yes, drop it")]
    [InlineData("PRISMA_USER_CONSENT_FOR_DANGEROUS_AI_ACTION=yes", "CI=true", "GITHUB_ACTIONS=true")]
    public void No_variable_turns_the_guard_off(params string[] variables)
    {
        Assert.Equal(2, Run(["generate", "drop_b", "--dry-run", "--with-base-drift"], variables).Code);
        Assert.Equal(2, Drop([.. variables, "CLAUDECODE=1"]).Code);
    }

    [Theory]
    [InlineData("--alow-destructive")]
    [InlineData("--allow-destructiv")]
    [InlineData("--allow-destructive-changes")]
    [InlineData("--skip-freshnes-check")]
    [InlineData("--skip-fresness-check=aaaaa-aaaaa")]
    [InlineData("--force")]
    [InlineData("--accept-data-loss")]
    public void No_correction_offers_a_flag_that_overrules_a_guard(string typed)
    {
        var run = Run(["generate", "drop_b", typed]);

        Assert.Equal(64, run.Code);
        Assert.DoesNotContain("--allow-destructive", run.Talk.Replace(typed, "", StringComparison.Ordinal));
        Assert.DoesNotContain("--skip-freshness-check", run.Talk.Replace(typed, "", StringComparison.Ordinal));
    }

    private Outcome Drop(params string[] variables) =>
        Run(["generate", "drop_b", "--dry-run", "--allow-destructive", "--with-base-drift"], variables);

    private Outcome Run(string[] arguments, params string[] variables) =>
        project.Sandbox.Levee(
            variables.Select(pair => pair.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1]),
            arguments
        );
}
