using System.Text.Json;
using Levee.Core.Diagnostics;
using Levee.Core.Impact;
using Levee.Core.Reports.Wire;
using Levee.Core.Rules;
using Levee.Core.Text;

namespace Levee.Core.Reports;

/// <summary>What an upgrade does to the version that still runs, for release notes, programs and code hosts.</summary>
/// <param name="Base">The release that runs, as it was named.</param>
/// <param name="Head">The release that comes.</param>
/// <param name="Migrations">How many it brings.</param>
/// <param name="Evidence">What the findings rest on, in words.</param>
public sealed record ImpactReport(
    string Base,
    string Head,
    int Migrations,
    string Evidence,
    ValueList<ImpactFinding> Findings,
    ExitCode ExitCode
)
{
    private const int MostRows = 50;

    public ImpactSeverity? Worst => Findings.Count == 0 ? null : Findings.Max(finding => finding.Severity);

    /// <summary>For the formats that know diagnostics: the three heavy severities are warnings, the others
    /// notes.</summary>
    public Report AsReport() =>
        new("impact", ExitCode)
        {
            Diagnostics = Ordered
                .Where(finding => finding.Severity > ImpactSeverity.Info)
                .Select(finding => new Diagnostic(
                    finding.Severity.Word(),
                    finding.Severity > ImpactSeverity.Lock ? Severity.Warning : Severity.Note,
                    finding.Message,
                    finding.At
                )
                {
                    Object = finding.Object,
                    FoundBy = finding.Code,
                    Notes = [$"found by {finding.Code}", .. finding.Evidence],
                    Help = finding.Help,
                })
                .ToValueList(),
            Summary = [$"{Base} → {Head}: {Words.Count(Migrations, "migration")}, {Counts()}", Evidence],
        };

    public string ToJson() =>
        RunnerCommands.DefuseJson(
            JsonSerializer.Serialize(
                new WireImpact(
                    JsonReport.SchemaVersion,
                    "impact",
                    (int)ExitCode,
                    Base,
                    Head,
                    Migrations,
                    Worst?.Word(),
                    ImpactSeverities.WorstFirst.ToDictionary(severity => severity.Word(), CountOf),
                    Evidence,
                    [
                        .. Ordered.Select(finding => new WireImpactFinding(
                            finding.Severity.Word(),
                            finding.Code,
                            finding.Migration,
                            finding.At.Source.Path,
                            finding.At.Start.Line,
                            finding.Statement,
                            finding.Object,
                            finding.Message,
                            [.. finding.Evidence],
                            [.. finding.Help]
                        )),
                    ]
                ),
                WireContext.CamelCase.WireImpact
            )
        ) + "\n";

    public string ToMarkdown()
    {
        var heavy = Ordered.Where(finding => finding.Severity > ImpactSeverity.Info).ToList();
        var lines = new List<string>
        {
            MarkdownReport.MarkerOf("impact"),
            $"## Upgrading from {Markdown.Code(Base)} to {Markdown.Code(Head)}",
            "",
            $"{Words.Count(Migrations, "migration")}: {Counts()}.",
            "",
        };
        if (heavy.Count > 0)
        {
            lines.AddRange(["| severity | what happens | how it is known |", "|---|---|---|"]);
            var rows = Math.Max(MostRows, CountOf(ImpactSeverity.Breaking));
            lines.AddRange(heavy.Take(rows).Select(Row));
            lines.Add("");
            if (heavy.Count > rows)
                lines.AddRange([$"… and {heavy.Count - rows} more.", ""]);
            lines.AddRange(Procedure());
        }
        else
        {
            lines.AddRange(["The version that runs does not notice the upgrade of the database.", ""]);
        }
        lines.Add($"_{Markdown.Text(Evidence)}_");
        return RunnerCommands.Defuse(string.Join('\n', lines)) + "\n";
    }

    // The heaviest first, and of those what is gone before what only has another name.
    private IEnumerable<ImpactFinding> Ordered =>
        Findings.OrderByDescending(finding => finding.Severity).ThenBy(finding => Ruleset.RankOf(finding.Code));

    private static string Row(ImpactFinding finding) =>
        $"| **{finding.Severity.Word()}** | {Markdown.Prose(finding.Message)}"
        + $"<br>{Markdown.Code($"{finding.Migration}:{finding.At.Start.Line}")} "
        + $"| {Markdown.Prose(string.Join("; ", finding.Evidence))} |";

    private IEnumerable<string> Procedure()
    {
        if (CountOf(ImpactSeverity.Breaking) + CountOf(ImpactSeverity.WriteReject) > 0)
            yield return "- Do not let both versions run at once: stop the old one, migrate, start the new one.";
        if (CountOf(ImpactSeverity.PreparedPlan) > 0)
            yield return "- Restart what is left of the old version after the migration: its prepared statements fail until then.";
        if (CountOf(ImpactSeverity.Lock) > 0)
            yield return "- Migrate when traffic is low, with a `lock_timeout`, and look at the sizes of the tables named above.";
        yield return "";
    }

    private string Counts() =>
        string.Join(
            ", ",
            ImpactSeverities
                .WorstFirst.Where(severity => CountOf(severity) > 0)
                .Select(severity => $"{CountOf(severity)} {severity.Word()}")
                .DefaultIfEmpty("no statement")
        );

    private int CountOf(ImpactSeverity severity) => Findings.Count(finding => finding.Severity == severity);
}
