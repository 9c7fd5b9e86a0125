using Levee.Core.Diagnostics;
using Levee.Core.Rules;
using Levee.Core.Text;

namespace Levee.Core.Guards;

/// <summary>The refusals in words: what happened, the steps for a person, the passage to AI agents. The titles are fixed:
/// runbooks and agents' instructions refer to them.</summary>
public static class Banners
{
    public const string StaleTitle = "STALE BRANCH";
    public const string DestructiveTitle = "DESTRUCTIVE MIGRATION DETECTED";
    public const string CopiesTitle = "SCHEMA COPIES DIFFER";
    private const string AgentsTitle = "TO AI AGENTS AND ASSISTANTS";

    /// <summary>Of a command that writes a migration, and has a flag for one that is meant for an older base.</summary>
    public static Refusal Stale(BranchState state)
    {
        var refusal = StaleCheck(state);
        return refusal with
        {
            ForPeople =
            [
                .. refusal.ForPeople,
                "",
                "A migration that is meant for an older base, and only that, goes past this check",
                $"with {PlanCode.FlagName(BypassFlag.SkipFreshnessCheck)}.",
            ],
            ForAgents =
            [
                AgentsTitle,
                $"Stop here. Do not merge, do not rebase, do not pass {PlanCode.FlagName(BypassFlag.SkipFreshnessCheck)}.",
                .. refusal.ForAgents.Skip(2),
            ],
        };
    }

    /// <summary>Of a command that has no way past it.</summary>
    public static Refusal StaleCheck(BranchState state) =>
        new(
            ExitCode.Stale,
            StaleTitle,
            [
                $"{state.Branch ?? "HEAD (detached)"} does not contain the newest {state.Upstream}. Nothing was written.",
                "",
                "A migration made here would be made without what the base has gained, and could",
                "take it away again: columns that this branch has never heard of look removed.",
                "",
                "What to do",
                $"  1. bring the branch up to date:   git merge {ShellText.Quote(state.Upstream)}",
                $"     or, where that is your way:    git rebase {ShellText.Quote(state.Upstream)}",
                "  2. look at the schema afterwards: are your changes and the base's both in it?",
                "  3. run the same command again",
            ],
            [
                AgentsTitle,
                "Stop here. Do not merge, do not rebase.",
                "A conflict that is resolved wrongly can lose the person's own schema changes.",
                "Show this refusal to the person you work for, with the list of missing commits,",
                "and wait until they have told you what to do about it.",
            ]
        );

    /// <param name="findings">What refuses the migration, one diagnostic an object.</param>
    public static Refusal Destructive(ValueList<Diagnostic> findings) =>
        new(
            ExitCode.Destructive,
            DestructiveTitle,
            [
                $"The migration {Harm(findings)}. Nothing was written.",
                "",
                .. List(findings),
                "",
                "What to do",
                "  1. make sure that the branch is fresh and the copies are in sync",
                "     (levee sync --check; git fetch && git status)",
                "  2. read every line above: is that loss what you want? If one surprises you,",
                "     the schema is wrong, and the migration is not",
                "  3. only when each of them is meant, run the same command with",
                $"     {PlanCode.FlagName(BypassFlag.AllowDestructive)}; the approval is written into the migration,",
                "     a line for each object, where your reviewer sees it",
            ],
            [
                AgentsTitle,
                $"Stop here. Do not run this again with {PlanCode.FlagName(BypassFlag.AllowDestructive)}, do not write the",
                "migration by hand, do not edit the schema to make this message go away.",
                "Show this refusal to the person you work for, name every object above, and wait",
                "until they have answered for exactly these objects.",
            ]
        );

    /// <summary>For scripts that are files already, where no flag helps: the approval is a line in the file.</summary>
    /// <param name="findings">What refuses them, one diagnostic an object.</param>
    public static Refusal DestructiveFiles(ValueList<Diagnostic> findings) =>
        Destructive(findings) with
        {
            ForPeople =
            [
                $"The SQL {Harm(findings)}.",
                "",
                .. List(findings),
                "",
                "What to do",
                "  1. make sure that the branch is fresh: a stale one drops what it does not know",
                "  2. read every line above: is that loss what you want?",
                "  3. only when each of them is meant, write a line for each object into the file",
                "     that does it, with your reason, where your reviewer sees it:",
                .. ApprovalsByFile(findings),
            ],
            ForAgents =
            [
                AgentsTitle,
                "Stop here. Do not write approval lines, do not change the migration or the schema to",
                "make this message go away. Show this refusal to the person you work for, name every",
                "object above, and wait until they have answered for exactly these objects.",
            ],
        };

    public static Refusal CopiesDiffer(string truth) =>
        new(
            ExitCode.CopiesDiffer,
            CopiesTitle,
            [
                $"The copies of {truth} are not all equal to it. Nothing was written.",
                "",
                "What to do",
                "  1. see which side is right; the first differing line of each copy is shown above",
                $"  2. bring what is right into {truth}",
                "  3. levee sync, then run the same command again",
            ],
            [
                AgentsTitle,
                "levee sync overwrites the copies. If a copy holds a change that the source of truth",
                "lacks, ask the person which of the two is meant before you run it.",
            ]
        );

    // The same object in two files takes a line in each.
    private static IEnumerable<string> ApprovalsByFile(ValueList<Diagnostic> findings) =>
        findings
            .GroupBy(finding => finding.At?.Source.Path ?? "", StringComparer.Ordinal)
            .OrderBy(file => file.Key, StringComparer.Ordinal)
            .SelectMany(file =>
                Approvals
                    .LinesFor(file, "<reason>")
                    .Select(line => $"       {line}")
                    .Prepend(file.Key.Length > 0 ? $"     in {file.Key}" : "")
                    .Where(line => line.Length > 0)
            );

    /// <summary>What is destroyed, and apart from it what only could not be shown to be harmless.</summary>
    private static IEnumerable<string> List(ValueList<Diagnostic> findings)
    {
        var (unproven, lost) = (
            findings.Where(IsUnproven).ToList(),
            findings.Where(found => !IsUnproven(found)).ToList()
        );
        IEnumerable<string> between = unproven.Count > 0 && lost.Count > 0 ? ["", "Not shown to be harmless:"] : [];
        return [.. lost.SelectMany(Describe), .. between, .. unproven.SelectMany(Describe)];
    }

    private static bool IsUnproven(Diagnostic finding) => Ruleset.Find(finding.Code) is { Class: RuleClass.Unproven };

    private static IEnumerable<string> Describe(Diagnostic finding) =>
        [$"  - {finding.Message}", .. Wrapped(finding.Cause ?? "").Select(line => $"      {line}")];

    private static IEnumerable<string> Wrapped(string text)
    {
        const int most = 70;
        var line = "";
        foreach (var word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.Length > 0 && line.Length + 1 + word.Length > most)
            {
                yield return line;
                line = "";
            }
            line += line.Length == 0 ? word : $" {word}";
        }
        if (line.Length > 0)
            yield return line;
    }

    private static string Harm(ValueList<Diagnostic> findings)
    {
        var unproven = findings.Count(IsUnproven);
        var lost = findings.Count - unproven;
        return (lost, unproven) switch
        {
            (0, 1) => "may destroy data: it could not be shown that it does not",
            (0, _) => $"may destroy data in {unproven} ways: it could not be shown that it does not",
            (1, 0) => "destroys something that cannot be brought back",
            (_, 0) => $"destroys {lost} things that cannot be brought back",
            _ => $"destroys {Words.Count(lost, "thing")} that cannot be brought back, and may destroy more",
        };
    }
}
