namespace Levee.Core.Guards;

/// <summary>An AI agent that runs Levee, as far as its environment shows.</summary>
/// <param name="Name">For people: <c>Claude Code</c>.</param>
/// <param name="Evidence">What gave it away: the variable, or the file.</param>
public sealed record Agent(string Name, string Evidence)
{
    private const string DevinFile = "/opt/.devin";

    // The first that matches names the agent, so one that also sets another's variable comes before that other:
    // Amp sets Claude Code's, Qwen Code is built on the Gemini CLI.
    private static readonly (string Name, string Variable, Func<string, bool> Matches)[] Signs =
    [
        ("Amp", "AMP_CURRENT_THREAD_ID", Any),
        ("Amp", "AGENT", Is("amp")),
        ("Claude Code", "CLAUDECODE", Any),
        ("Claude Code", "CLAUDE_CODE", Any),
        ("Claude Code", "CLAUDE_CODE_ENTRYPOINT", Any),
        ("Claude Code", "CLAUDE_CODE_SESSION_ID", Any),
        ("Claude Code", "CLAUDE_CODE_IS_COWORK", Any),
        ("Claude Code", "CLAUDE_CODE_CHILD_SESSION", Any),
        ("Codex", "CODEX_THREAD_ID", Any),
        ("Codex", "CODEX_CI", Any),
        ("Codex", "CODEX_SANDBOX", Any),
        ("Codex", "CODEX_SANDBOX_NETWORK_DISABLED", Any),
        ("Cursor", "CURSOR_AGENT", Any),
        ("Cursor", "CURSOR_EXTENSION_HOST_ROLE", Is("agent-exec")),
        ("Qwen Code", "QWEN_CODE", Any),
        ("Gemini CLI", "GEMINI_CLI", Any),
        ("Copilot", "COPILOT_CLI", Any),
        ("Copilot", "COPILOT_AGENT", Any),
        ("Copilot", "COPILOT_AGENT_SESSION_ID", Any),
        ("Copilot", "GH_COPILOT", Any),
        ("OpenCode", "OPENCODE", Any),
        ("OpenCode", "OPENCODE_CLIENT", Any),
        ("Cline", "CLINE_ACTIVE", Any),
        ("Roo Code", "ROO_ACTIVE", Any),
        ("Goose", "GOOSE_TERMINAL", Any),
        ("Goose", "AGENT", Is("goose")),
        ("Crush", "CRUSH", Any),
        ("Aider", "OR_APP_NAME", Is("Aider")),
        ("Replit Agent", "REPLIT_SESSION", value => value.StartsWith("agent-", StringComparison.Ordinal)),
        ("Replit Agent", "REPLIT_CLI", Any),
        ("Augment", "AUGMENT_AGENT", Any),
        ("Antigravity", "ANTIGRAVITY_AGENT", Any),
        ("Trae", "TRAE_AI_SHELL_ID", Any),
        ("iFlow", "IFLOW_CLI", Any),
        ("Pi", "PI_CODING_AGENT", Any),
        ("Junie", "JUNIE_DATA", Any),
        ("Warp", "OZ_RUN_ID", Any),
        ("Warp", "WARP_RUN_ID", Any),
        ("Amazon Q", "AWS_EXECUTION_ENV", value => value.Contains("AmazonQ-For-CLI", StringComparison.Ordinal)),
    ];

    // AGENT is also other programs' variable (a build agent's name, an ssh agent): only names of AI agents and a bare
    // yes count.
    private static readonly HashSet<string> KnownNames = new(StringComparer.OrdinalIgnoreCase)
    {
        "1",
        "true",
        "aider",
        "amp",
        "antigravity",
        "augment",
        "claude",
        "claude-code",
        "cline",
        "codex",
        "copilot",
        "copilot-cli",
        "crush",
        "cursor",
        "devin",
        "gemini",
        "gemini-cli",
        "goose",
        "iflow",
        "junie",
        "kiro",
        "opencode",
        "pi",
        "qwen",
        "qwen-code",
        "replit",
        "roo",
        "trae",
        "warp",
        "windsurf",
    };

    /// <param name="environment">The variables of the process.</param>
    /// <param name="fileExists">Asked about absolute paths that an agent's machine is known by.</param>
    /// <returns>Null where nothing shows an agent.</returns>
    /// <remarks>A variable counts whatever its value, unless the table says otherwise: <c>CLAUDECODE=0</c> must not be
    /// a switch that turns the guard off.</remarks>
    public static Agent? Detect(IReadOnlyDictionary<string, string> environment, Func<string, bool> fileExists)
    {
        string Value(string variable) => environment.GetValueOrDefault(variable) ?? "";

        foreach (var (name, variable, matches) in Signs)
        {
            if (Value(variable) is { Length: > 0 } value && matches(value))
                return new(name, variable);
        }
        // Each of these two variables alone is found in any terminal of the editor, or in a person's own configuration.
        if (Value("CURSOR_TRACE_ID").Length > 0 && Value("PAGER") == "head -n 10000 | cat")
            return new("Cursor", "CURSOR_TRACE_ID and PAGER");
        if (Value("TERM_PROGRAM") == "zed" && Value("PAGER") == "cat")
            return new("Zed", "TERM_PROGRAM and PAGER");
        if (fileExists(DevinFile))
            return new("Devin", DevinFile);
        if (Value("AI_AGENT") is { Length: > 0 } named && !IsNo(named))
            return new(ShortName(named), "AI_AGENT");
        return KnownNames.Contains(Value("AGENT")) ? new(ShortName(Value("AGENT")), "AGENT") : null;
    }

    private static bool Any(string value) => value.Length > 0;

    private static Func<string, bool> Is(string expected) =>
        value => string.Equals(value, expected, StringComparison.OrdinalIgnoreCase);

    private static bool IsNo(string value) => value.ToUpperInvariant() is "0" or "FALSE" or "NO" or "NONE";

    // The name is written into a comment of the migration: one line, printable, short.
    private static string ShortName(string value)
    {
        var printable = new string([.. value.Where(character => character is > ' ' and <= '~').Take(40)]);
        return printable.ToUpperInvariant() is "" or "1" or "TRUE" ? "an AI agent" : printable;
    }
}
