using Levee.Core.Diagnostics;
using Levee.Core.History;
using Levee.Core.Text;

namespace Levee.Core.Reports;

/// <summary>A page for the reviewer: the comment of a pull request, or the summary of a job. Its first line is a hidden
/// marker by which the next run finds the comment and replaces it.</summary>
/// <param name="limit">How many characters the page may have. What does not fit goes in this order: SQL, diagrams,
/// findings.</param>
public sealed class MarkdownReport(int limit) : IReport
{
    /// <summary>GitHub's own limit for a comment is 65,536.</summary>
    public const int CommentLimit = 60_000;

    /// <summary>GitHub's own limit for the summary of a step is 1 MiB.</summary>
    public const int SummaryLimit = 900_000;

    private const int MostRows = 100;

    /// <summary>What to leave out, more with each name.</summary>
    private enum Detail
    {
        All,
        NoSql,
        NoDiagrams,
        FewFindings,
    }

    public string Render(Report report)
    {
        foreach (var detail in Enum.GetValues<Detail>())
        {
            var page = Render(report, detail);
            if (page.Length <= limit)
                return page;
        }
        return Render(
            report with
            {
                Diagnostics = [],
                Migrations = [],
                Summary = ["too long for this page: see the log of the job"],
            },
            Detail.FewFindings
        );
    }

    public static string MarkerOf(string command) => $"<!-- levee:{command} -->";

    private static string Render(Report report, Detail detail)
    {
        var rows = detail == Detail.FewFindings ? 10 : MostRows;
        var sections = new List<string>
        {
            $"{MarkerOf(report.Command)}\n## {Mark(report)} {Markdown.Code($"levee {report.Command}")} {Verdicts.Sentence(report.ExitCode, report.Refusals)}",
        };
        sections.AddRange(
            report.Refusals.Select(refusal =>
                Markdown.Quote($"[!CAUTION]\n{Markdown.Block("text", Findings.TextOf(refusal))}")
            )
        );
        var shown = report.WorstFirst.Take(rows).ToArray();
        if (shown.Length > 0)
        {
            sections.Add(Table(shown));
            if (report.Diagnostics.Count > shown.Length)
                sections.Add($"… and {report.Diagnostics.Count - shown.Length} more findings: see the log of the job.");
            sections.AddRange(Evidence(shown));
        }
        sections.AddRange(report.Migrations.Select(migration => Section(migration, detail)));
        if (report.Summary.Count > 0)
            sections.Add(string.Join('\n', report.Summary.Select(line => $"- {Markdown.Prose(line)}")));
        return RunnerCommands.Defuse(string.Join("\n\n", sections)) + "\n";
    }

    private static string Table(IEnumerable<Diagnostic> diagnostics)
    {
        var rows = diagnostics.Select(diagnostic =>
            $"| {Mark(diagnostic.Severity)} | {ObjectOf(diagnostic)} | {Markdown.Prose(diagnostic.Message)}<br>"
            + (diagnostic.Cause is { } cause ? $"**{Markdown.Prose(cause)}**<br>" : "")
            + $"{Origin(diagnostic)} |"
        );
        return string.Join('\n', rows.Prepend("|---|---|---|").Prepend("| | object | finding, cause |"));
    }

    /// <summary>Kind and name under each other: code does not wrap, and a wide cell pushes the others off the
    /// page.</summary>
    private static string ObjectOf(Diagnostic diagnostic)
    {
        var about = NamedObject.Of(diagnostic.Object ?? "");
        return about.Kind.Length == 0
            ? Markdown.Code(about.Name)
            : $"{Markdown.Text(about.Kind)}<br>{Markdown.Code(about.ShortName)}";
    }

    private static string Origin(Diagnostic diagnostic) =>
        Place(diagnostic.At) is { Length: > 0 } place
            ? $"{Markdown.Code(diagnostic.Code)} {Markdown.Code(place)}"
            : Markdown.Code(diagnostic.Code);

    private static IEnumerable<string> Evidence(IEnumerable<Diagnostic> diagnostics)
    {
        var entries = diagnostics
            .Where(diagnostic => diagnostic.Notes.Count + diagnostic.Help.Count > 0)
            .Select(diagnostic =>
                string.Join(
                    '\n',
                    [
                        $"- **{Markdown.Text(diagnostic.Code)}**: {Markdown.Prose(diagnostic.Message)}",
                        .. diagnostic
                            .Notes.SelectMany(note => note.Split('\n'))
                            .Select(note => $"{IndentOf(note)}- {Markdown.Prose(note.Trim())}"),
                        .. diagnostic.Help.Select(help => $"  - **→** {Markdown.Prose(help)}"),
                    ]
                )
            )
            .ToArray();
        if (entries.Length > 0)
            yield return Markdown.Fold("Evidence and what to do", string.Join('\n', entries));
    }

    // A line of a note that stands further in is a point below the one before.
    private static string IndentOf(string line) => line.StartsWith("  ", StringComparison.Ordinal) ? "    " : "  ";

    private static string Section(ReportedMigration migration, Detail detail)
    {
        var state = migration.State switch
        {
            MigrationState.Existing => "",
            MigrationState.Planned => " (not written)",
            MigrationState.Written => " (written)",
        };
        var parts = new List<string> { $"### {Markdown.Code(migration.Name)}{state}" };
        if (migration.Steps.Count > 0)
            parts.Add(Markdown.Block("text", string.Join('\n', migration.Steps.Select(step => step.Summary))));
        if (migration.Locks.Count > 0)
            parts.Add(Table(migration.Locks));
        if (detail < Detail.NoDiagrams && migration.Schemas is { } schemas && EntityDiagram.Of(schemas) is { } diagrams)
        {
            parts.Add($"**Before**\n\n{Markdown.Block("mermaid", diagrams.Before)}");
            parts.Add($"**After**\n\n{Markdown.Block("mermaid", diagrams.After)}");
        }
        var sql = migration.Script;
        var lines =
            sql.Text.Length == 0 ? 0
            : sql.SpanOfLine(sql.LineCount).Length == 0 ? sql.LineCount - 1
            : sql.LineCount;
        if (lines > 0)
        {
            parts.Add(
                detail < Detail.NoSql
                    ? Markdown.Fold($"SQL, {Words.Count(lines, "line")}", Markdown.Block("sql", sql.Text))
                    : $"Its {lines} lines of SQL do not fit on this page."
            );
        }
        return string.Join("\n\n", parts);
    }

    private static string Table(IEnumerable<ReportedLock> locks)
    {
        var rows = locks.Select(held =>
            $"| {Markdown.Code(held.Table)} | {Markdown.Text(held.Mode)} | {Markdown.Text(held.Blocks)} "
            + $"| {(held.At is { } at ? at.Start.Line.ToString() : "")} |"
        );
        return string.Join('\n', rows.Prepend("|---|---|---|---|").Prepend("| table | lock | waits for it | line |"));
    }

    // Every migration's file has the same name: its folder says which one it is.
    private static string Place(SourceLocation? place)
    {
        if (place is not { } at)
            return "";
        var parts = at.Source.Path.Split('/');
        var name = parts is [.., var folder, Migration.FileName] ? folder : at.Source.Path;
        return $"{name}:{at.Start.Line}";
    }

    private static string Mark(Report report) =>
        report.ExitCode != ExitCode.Done ? Mark(Severity.Error)
        : report.Count(Severity.Warning) > 0 ? Mark(Severity.Warning)
        : "✅";

    private static string Mark(Severity severity) =>
        severity switch
        {
            Severity.Note => "ℹ️",
            Severity.Warning => "⚠️",
            Severity.Error => "🛑",
        };
}
