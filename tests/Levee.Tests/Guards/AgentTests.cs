using Levee.Core.Guards;

namespace Levee.Tests.Guards;

public sealed class AgentTests
{
    [Theory]
    [InlineData("Claude Code", "CLAUDECODE=1")]
    [InlineData("Claude Code", "CLAUDECODE=0")]
    [InlineData("Claude Code", "CLAUDE_CODE=1")]
    [InlineData("Claude Code", "CLAUDE_CODE_ENTRYPOINT=cli")]
    [InlineData("Claude Code", "CLAUDE_CODE_SESSION_ID=8f")]
    [InlineData("Claude Code", "CLAUDE_CODE_IS_COWORK=1")]
    [InlineData("Claude Code", "CLAUDE_CODE_CHILD_SESSION=1")]
    [InlineData("Codex", "CODEX_THREAD_ID=t")]
    [InlineData("Codex", "CODEX_CI=1")]
    [InlineData("Codex", "CODEX_SANDBOX=seatbelt")]
    [InlineData("Codex", "CODEX_SANDBOX=landlock")]
    [InlineData("Codex", "CODEX_SANDBOX_NETWORK_DISABLED=1")]
    [InlineData("Cursor", "CURSOR_AGENT=1")]
    [InlineData("Cursor", "CURSOR_EXTENSION_HOST_ROLE=agent-exec")]
    [InlineData("Cursor", "CURSOR_TRACE_ID=t", "PAGER=head -n 10000 | cat")]
    [InlineData("Gemini CLI", "GEMINI_CLI=1")]
    [InlineData("Qwen Code", "QWEN_CODE=1")]
    [InlineData("Qwen Code", "QWEN_CODE=1", "GEMINI_CLI=1")]
    [InlineData("Copilot", "COPILOT_CLI=1")]
    [InlineData("Copilot", "COPILOT_AGENT=1")]
    [InlineData("Copilot", "COPILOT_AGENT_SESSION_ID=s")]
    [InlineData("Copilot", "GH_COPILOT=1")]
    [InlineData("OpenCode", "OPENCODE=1")]
    [InlineData("OpenCode", "OPENCODE_CLIENT=cli")]
    [InlineData("Cline", "CLINE_ACTIVE=true")]
    [InlineData("Roo Code", "ROO_ACTIVE=true")]
    [InlineData("Goose", "AGENT=goose")]
    [InlineData("Goose", "GOOSE_TERMINAL=1")]
    [InlineData("Amp", "AGENT=amp")]
    [InlineData("Amp", "AMP_CURRENT_THREAD_ID=T-1")]
    [InlineData("Amp", "AMP_CURRENT_THREAD_ID=T-1", "CLAUDECODE=1")]
    [InlineData("Crush", "CRUSH=1")]
    [InlineData("Aider", "OR_APP_NAME=Aider")]
    [InlineData("Replit Agent", "REPLIT_SESSION=agent-1")]
    [InlineData("Replit Agent", "REPLIT_CLI=/bin/replit")]
    [InlineData("Augment", "AUGMENT_AGENT=1")]
    [InlineData("Antigravity", "ANTIGRAVITY_AGENT=1")]
    [InlineData("Trae", "TRAE_AI_SHELL_ID=7")]
    [InlineData("iFlow", "IFLOW_CLI=1")]
    [InlineData("Pi", "PI_CODING_AGENT=true")]
    [InlineData("Junie", "JUNIE_DATA=/x")]
    [InlineData("Warp", "OZ_RUN_ID=1")]
    [InlineData("Warp", "WARP_RUN_ID=1")]
    [InlineData("Amazon Q", "AWS_EXECUTION_ENV=AmazonQ-For-CLI Version/1.9")]
    [InlineData("Zed", "TERM_PROGRAM=zed", "PAGER=cat")]
    [InlineData("my-bot", "AI_AGENT=my-bot")]
    [InlineData("an AI agent", "AI_AGENT=1")]
    [InlineData("claude", "AGENT=claude")]
    [InlineData("an AI agent", "AGENT=1")]
    [InlineData("an AI agent", "AGENT=true")]
    public void Recognises_an_agent(string name, params string[] variables) =>
        Assert.Equal(name, Detect(variables)?.Name);

    [Theory]
    [InlineData("CURSOR_TRACE_ID=t")]
    [InlineData("CURSOR_TRACE_ID=t", "PAGER=less")]
    [InlineData("PAGER=head -n 10000 | cat")]
    [InlineData("CURSOR_EXTENSION_HOST_ROLE=user")]
    [InlineData("REPL_ID=1")]
    [InlineData("REPLIT_SESSION=shell-1")]
    [InlineData("GOOSE_PROVIDER=openai")]
    [InlineData("AIDER_API_KEY=k")]
    [InlineData("OR_APP_NAME=Other")]
    [InlineData("COPILOT_MODEL=m")]
    [InlineData("COPILOT_ALLOW_ALL=1")]
    [InlineData("COPILOT_GITHUB_TOKEN=t")]
    [InlineData("AGENT=build-agent-7")]
    [InlineData("AGENT=0")]
    [InlineData("AGENT=false")]
    [InlineData("AI_AGENT=false")]
    [InlineData("AI_AGENT=")]
    [InlineData("CLAUDECODE=")]
    [InlineData("TERM_PROGRAM=zed")]
    [InlineData("TERM_PROGRAM=vscode", "PAGER=cat")]
    [InlineData("PAGER=cat")]
    [InlineData("AWS_EXECUTION_ENV=AWS_Lambda_dotnet8")]
    [InlineData("SSH_AGENT_PID=1")]
    [InlineData("ANTHROPIC_API_KEY=k", "OPENAI_API_KEY=k")]
    [InlineData("CI=true", "GITHUB_ACTIONS=true")]
    public void Takes_a_false_friend_for_a_person(params string[] variables) => Assert.Null(Detect(variables));

    [Fact]
    public void Recognises_Devin_by_its_file() =>
        Assert.Equal(
            new("Devin", "/opt/.devin"),
            Agent.Detect(new Dictionary<string, string>(), path => path == "/opt/.devin")
        );

    [Fact]
    public void A_name_from_the_environment_cannot_leave_its_line() =>
        Assert.Equal("a;DROPTABLEb", Detect("AI_AGENT=a\n;DROP TABLE b")?.Name);

    private static Agent? Detect(params string[] variables) =>
        Agent.Detect(
            variables.Select(pair => pair.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1]),
            _ => false
        );
}
