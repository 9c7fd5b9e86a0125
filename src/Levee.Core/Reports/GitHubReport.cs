using Levee.Core.Diagnostics;
using Levee.Core.Text;

namespace Levee.Core.Reports;

/// <summary>Workflow commands that GitHub turns into annotations. It shows about ten of each kind for a step, in the
/// order in which they are printed: so the worst comes first, and the tenth says how many there are more.</summary>
public sealed class GitHubReport : IReport
{
    private const int ShownOfAKind = 10;

    public string Render(Report report)
    {
        var refusals = report.Refusals.Select(refusal =>
            Annotation("error", "", refusal.Title, Findings.TextOf(refusal))
        );
        var findings = report
            .WorstFirst.GroupBy(diagnostic => diagnostic.Severity)
            .SelectMany(kind => Limited(report, kind.Key, [.. kind]));
        var summary = report.Summary.Select(line => RunnerCommands.Defuse(TerminalText.Escape(line)));
        // Summary lines are no annotations, and none of them may become a command.
        return string.Concat(
            refusals.Concat(findings).Select(WithoutOthers).Concat(summary).Select(line => line + "\n")
        );
    }

    private static IEnumerable<string> Limited(Report report, Severity severity, Diagnostic[] all)
    {
        var room = ShownOfAKind - (severity == Severity.Error ? report.Refusals.Count : 0);
        if (all.Length <= room)
            return all.Select(diagnostic => Annotation(report, diagnostic));
        var more = all.Length - room + 1;
        return all.Take(room - 1)
            .Select(diagnostic => Annotation(report, diagnostic))
            .Append(Annotation(Level(severity), "", "levee", $"{more} more of this kind: see the summary of the job"));
    }

    private static string Annotation(Report report, Diagnostic diagnostic)
    {
        var place = "";
        if (diagnostic.At is { } at)
        {
            place = $"file={Property(Findings.PathOf(report, at))},line={at.Start.Line},endLine={at.End.Line}";
            // Columns are only understood within one line.
            if (at.Start.Line == at.End.Line)
                place += $",col={at.Start.Column},endColumn={at.End.Column}";
        }
        return Annotation(Level(diagnostic.Severity), place, diagnostic.Code, Findings.TextOf(diagnostic));
    }

    private static string Annotation(string level, string place, string title, string message) =>
        $"::{level} {place}{(place.Length > 0 ? "," : "")}title={Property(title)}::{Data(TerminalText.EscapeLines(message))}";

    private static string Level(Severity severity) =>
        severity switch
        {
            Severity.Note => "notice",
            Severity.Warning => "warning",
            Severity.Error => "error",
        };

    private static string Data(string text) =>
        text.Replace("%", "%25", StringComparison.Ordinal)
            .Replace("\r", "%0D", StringComparison.Ordinal)
            .Replace("\n", "%0A", StringComparison.Ordinal);

    private static string Property(string text) =>
        Data(TerminalText.Escape(text))
            .Replace(":", "%3A", StringComparison.Ordinal)
            .Replace(",", "%2C", StringComparison.Ordinal);

    private static string WithoutOthers(string annotation) => "::" + RunnerCommands.Defuse(annotation[2..]);
}
