using Levee.Core.Diagnostics;
using Levee.Core.Guards;
using Levee.Core.Schema;
using Levee.Core.Text;

namespace Levee.Core.Reports;

/// <summary>What one run has to say, before it is text, JSON, annotations or a page.</summary>
/// <param name="Command">The name of the command that ran: <c>generate</c>.</param>
/// <param name="ExitCode">What the run answers to the shell.</param>
public sealed record Report(string Command, ExitCode ExitCode)
{
    public ValueList<Diagnostic> Diagnostics { get; init; } = [];
    public ValueList<Refusal> Refusals { get; init; } = [];

    /// <summary>The migrations that the run wrote, would write or looked at.</summary>
    public ValueList<ReportedMigration> Migrations { get; init; } = [];

    /// <summary>What was done or found, a sentence each, for the end of the text.</summary>
    public ValueList<string> Summary { get; init; } = [];

    /// <summary>Named values that a program may want: <c>base</c>, <c>head</c>, <c>planCode</c> …</summary>
    public ValueList<ReportFact> Facts { get; init; } = [];

    /// <summary>Where the workspace lies in its repository (<c>packages/db/</c>): code hosts want paths from the
    /// repository's root. Empty at the root, else it ends in <c>/</c>.</summary>
    public string PathPrefix { get; init; } = "";

    /// <summary>The file that findings without a place are shown at by hosts that need one: the schema. Relative to the
    /// workspace.</summary>
    public string Anchor { get; init; } = "levee.toml";

    /// <summary>The worst first, else as they came.</summary>
    internal IEnumerable<Diagnostic> WorstFirst => Diagnostics.OrderByDescending(diagnostic => diagnostic.Severity);

    /// <summary>Several reports of one command as one: what each found, the exit code that weighs most.</summary>
    /// <param name="reports">With the names that their summaries begin with.</param>
    public static Report Together(string command, ValueList<(string Name, Report Report)> reports)
    {
        var all = reports.Select(named => named.Report).ToList();
        var verdict = Verdict.Of(
            all.Where(report => report.ExitCode != ExitCode.Done).Select(report => new Objection(report.ExitCode, []))
        );
        return new(command, verdict.ExitCode)
        {
            Diagnostics = all.SelectMany(report => report.Diagnostics).Distinct().ToValueList(),
            Refusals = all.SelectMany(report => report.Refusals).Distinct().ToValueList(),
            Migrations = all.SelectMany(report => report.Migrations).ToValueList(),
            Summary = reports
                .SelectMany(named => named.Report.Summary.Select(line => $"{named.Name}: {line}"))
                .ToValueList(),
            Facts = all.SelectMany(report => report.Facts).Distinct().ToValueList(),
            PathPrefix = all.Select(report => report.PathPrefix).FirstOrDefault(prefix => prefix.Length > 0) ?? "",
            Anchor = all.Count > 0 ? all[0].Anchor : "levee.toml",
        };
    }

    public int Count(Severity severity) => Diagnostics.Count(diagnostic => diagnostic.Severity == severity);
}

/// <param name="Name">In camel case, documented in <c>docs/json.md</c>.</param>
public readonly record struct ReportFact(string Name, string Value);

public enum MigrationState
{
    /// <summary>A file that was there before the run.</summary>
    Existing,

    /// <summary>Worked out and not written: a dry run or a refusal.</summary>
    Planned,

    Written,
}

/// <param name="Name">The folder's name, or the file's where there is no folder.</param>
/// <param name="Script">Its path is where the file is or would be.</param>
public sealed record ReportedMigration(string Name, SourceText Script, MigrationState State)
{
    public ValueList<ReportedStep> Steps { get; init; } = [];
    public ValueList<ReportedLock> Locks { get; init; } = [];

    /// <summary>The tables before and after it, both read the same way (two catalogs or two files). Null where it was
    /// not run.</summary>
    public Pair<DatabaseSchema>? Schemas { get; init; }

    /// <summary>Whether the text shows the SQL. The other formats always carry it.</summary>
    public bool ShowsSql { get; init; }
}

/// <param name="Kind">The name of the step's record: <c>AddForeignKey</c>.</param>
/// <param name="Summary">For people, possibly several lines: <c>[+] Added column `email`</c>.</param>
public sealed record ReportedStep(string Kind, string Summary);

/// <summary>A lock that the rehearsal saw on a table that existed before the migration.</summary>
/// <param name="Table">As PostgreSQL names it.</param>
/// <param name="Mode">As PostgreSQL writes it: <c>ACCESS EXCLUSIVE</c>.</param>
/// <param name="Blocks">What waits for it: <c>reads and writes</c>.</param>
/// <param name="At">The statement that takes it.</param>
public sealed record ReportedLock(string Table, string Mode, string Blocks, SourceLocation? At);
