using Levee.Core.Diagnostics;
using Levee.Core.Guards;
using Levee.Core.Text;

namespace Levee.Core.Reports;

/// <summary>For a person at a terminal: what was found with its places, the refusals, the SQL, what was done.</summary>
public sealed class TextReport(TextStyle style) : IReport
{
    private const int BannerWidth = 78;

    public string Render(Report report)
    {
        var blocks = report
            .Diagnostics.Select(Render)
            .Concat(report.Refusals.Select(Render))
            .Concat(report.Migrations.Where(migration => migration.ShowsSql).Select(Render))
            .Append(string.Join('\n', report.Summary.Select(TerminalText.Escape)))
            .Where(block => block.Length > 0);
        var text = string.Join("\n\n", blocks);
        return text.Length == 0 ? "" : RunnerCommands.Defuse(text) + "\n";
    }

    /// <summary>One diagnostic without a newline at its end.</summary>
    public string Render(Diagnostic diagnostic) => RunnerCommands.Defuse(string.Join('\n', LinesOf(diagnostic)));

    /// <summary>The banner of one refusal without a newline at its end.</summary>
    public string Render(Refusal refusal)
    {
        var rule = style.Of(Severity.Error, new string('=', BannerWidth));
        var title = style.Of(Severity.Error, $"  {TerminalText.Escape(refusal.Title)}");
        var passage = refusal.ForAgents.Count == 0 ? [] : refusal.ForAgents.Select(Shown).Prepend("");
        return RunnerCommands.Defuse(
            string.Join('\n', [rule, title, rule, .. refusal.ForPeople.Select(Shown), .. passage, rule])
        );
    }

    private string Render(ReportedMigration migration)
    {
        var title = style.Strong($"-- {TerminalText.Escape(migration.Script.Path)}");
        var lines = migration
            .Script.Text.TrimEnd('\n')
            .Split('\n')
            .Select(line => TerminalText.Escape(line.TrimEnd('\r')));
        return string.Join('\n', lines.Prepend(title));
    }

    private IEnumerable<string> LinesOf(Diagnostic diagnostic)
    {
        var head = style.Of(diagnostic.Severity, $"{NameOf(diagnostic.Severity)}[{diagnostic.Code}]");
        yield return $"{head}{style.Strong($": {TerminalText.Escape(diagnostic.Message)}")}";

        var snippet = diagnostic.At is { } at ? new Snippet(at, diagnostic.Severity, style) : null;
        if (snippet is not null)
        {
            foreach (var line in snippet.Lines())
                yield return line;
        }

        var edge = $" {new string(' ', snippet?.Gutter ?? 1)} {style.Frame("=")} ";
        foreach (var note in diagnostic.Notes)
            yield return edge + Indented(note, edge);
        if (diagnostic.Cause is { } cause)
            yield return $"{edge}cause: {Indented(cause, edge)}";
        foreach (var help in diagnostic.Help)
            yield return $"{edge}{style.Advice("help:")} {Indented(help, edge)}";
    }

    // A note of several lines keeps them, under each other.
    private string Indented(string text, string edge)
    {
        var indent = "\n" + new string(' ', edge.Length - (style.HasColor ? style.Frame("=").Length - 1 : 0));
        return string.Join(indent, text.Split('\n').Select(TerminalText.Escape));
    }

    private static string Shown(string line) => line.Length == 0 ? "" : $"  {TerminalText.Escape(line)}";

    internal static string NameOf(Severity severity) =>
        severity switch
        {
            Severity.Note => "note",
            Severity.Warning => "warning",
            Severity.Error => "error",
        };
}
