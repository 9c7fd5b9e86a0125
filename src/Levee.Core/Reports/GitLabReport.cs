using System.Text.Json;
using Levee.Core.Diagnostics;
using Levee.Core.Reports.Wire;
using Levee.Core.Text;

namespace Levee.Core.Reports;

/// <summary>GitLab's code quality report: an array of issues. Each needs a place, so what has none is shown at the
/// schema.</summary>
public sealed class GitLabReport : IReport
{
    public string Render(Report report)
    {
        var refusals = report.Refusals.Select(refusal => new GitLabIssue(
            Findings.TextOf(refusal),
            "refusal",
            Findings.Fingerprint($"refusal\0{refusal.Title}"),
            "blocker",
            new(Findings.PathOf(report, null), new(1))
        ));
        var issues = Findings
            .WithFingerprints(report)
            .Select(found => new GitLabIssue(
                Findings.TextOf(found.Diagnostic),
                found.Diagnostic.Code,
                found.Fingerprint,
                SeverityOf(found.Diagnostic.Severity),
                new(Findings.PathOf(report, found.Diagnostic.At), new(found.Diagnostic.At?.Start.Line ?? 1))
            ));
        var json = JsonSerializer.Serialize([.. refusals, .. issues], WireContext.SnakeCase.GitLabIssueArray);
        return RunnerCommands.DefuseJson(json) + "\n";
    }

    private static string SeverityOf(Severity severity) =>
        severity switch
        {
            Severity.Note => "info",
            Severity.Warning => "major",
            Severity.Error => "blocker",
        };
}
