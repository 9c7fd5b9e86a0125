using Levee.Core.Diagnostics;
using Levee.Core.Effects;
using Levee.Core.History;
using Levee.Core.Rehearsals;
using Levee.Core.Rules;
using Levee.Core.Schema;
using Levee.Core.Sql;
using Levee.Core.Text;

namespace Levee.Core.Impact;

/// <summary>Weighs what a rehearsal saw by what it means for the version that still runs.</summary>
public sealed class ImpactAnalysis(OldClient client, TableSizes sizes)
{
    public const string NoImpact = "no-impact";
    private const int MostReads = 3;

    /// <summary>At least one finding for every statement, in the order of the script.</summary>
    /// <param name="before">The catalog before the migration; compared with the one that the rehearsal left.</param>
    public ValueList<ImpactFinding> Of(string migration, Rehearsal seen, DatabaseSchema before)
    {
        var reshaped = seen.Schema is { } after ? Reshaped(new(before, after)) : [];
        // How long a migration waits for its locks is for its author; what it makes others wait for is told here of every lock.
        var diagnostics = Ruleset.Judge(seen).Where(diagnostic => diagnostic.Code != "lock-timeout-missing").ToList();
        var found = new List<ImpactFinding>();
        foreach (var evidence in seen.Statements)
        {
            var statement = evidence.Statement;
            var own = diagnostics.Where(diagnostic => IsAt(diagnostic, statement)).ToList();
            var findings = own.Select(diagnostic => Weigh(migration, evidence, diagnostic)).ToList();
            findings.AddRange(WholeRows(migration, seen.Script.Source, evidence, reshaped).ToList());
            findings.AddRange(Locks(migration, seen.Script.Source, evidence, findings).ToList());
            if (findings.Count == 0)
                findings.Add(Nothing(migration, seen.Script.Source.At(statement.Span), statement));
            found.AddRange(findings);
        }
        found.AddRange(
            diagnostics
                .Where(diagnostic => !seen.Statements.Any(evidence => IsAt(diagnostic, evidence.Statement)))
                .Select(diagnostic => Weigh(migration, null, diagnostic))
        );
        if (seen.Failure is { } failure)
            found.Add(
                Weigh(migration, null, failure) with
                {
                    Severity = ImpactSeverity.Breaking,
                    Message = $"the migration fails: {failure.Message}",
                }
            );
        return found.ToValueList();
    }

    private ImpactFinding Weigh(string migration, Evidence? evidence, Diagnostic diagnostic)
    {
        var (severity, reason) = SeverityOf(diagnostic, evidence);
        return new(
            migration,
            diagnostic.At ?? new(new(Migration.FileName, ""), default),
            evidence is null ? "" : FirstLine(evidence.Statement.Text),
            severity,
            diagnostic.Code,
            diagnostic.Object,
            diagnostic.Message,
            reason is null ? diagnostic.Notes : [reason, .. diagnostic.Notes],
            diagnostic.Help
        );
    }

    private (ImpactSeverity Severity, string? Reason) SeverityOf(Diagnostic diagnostic, Evidence? evidence)
    {
        var (table, column) = TableOf(diagnostic.Object);
        if (IsUnknown(table, evidence))
            return (ImpactSeverity.Info, "the old version's schema does not have the table");
        return diagnostic.Code switch
        {
            "new-write-rule" when RuleOfNewColumns(diagnostic, evidence) => (
                ImpactSeverity.Info,
                "the old version's schema does not have its columns"
            ),
            "prepared-plan" when table is not null => OfPreparedPlan(table),
            "upsert-target-lost" or "add-required-column" or "set-not-null" or "drop-default" or "new-write-rule" => (
                ImpactSeverity.WriteReject,
                Reason(table, column)
            ),
            "unique-on-existing" or "required-on-existing" => (ImpactSeverity.WriteReject, Reason(table, column)),
            // Gone for nobody who still runs: the old version's schema does not name it.
            "drop-table"
            or "drop-column"
            or "rename-table"
            or "rename-column" when table is not null && !client.Knows(table, column) => (
                ImpactSeverity.Info,
                "the old version's schema does not name it"
            ),
            "drop-index" or "drop-constraint" or "cascade-loss" or "reset-sequence" => (ImpactSeverity.Info, null),
            var code => Ruleset.Find(code)?.Class switch
            {
                RuleClass.Destroys or RuleClass.Breaks => (ImpactSeverity.Breaking, Reason(table, column)),
                RuleClass.Blocks => OfLock(
                    table ?? evidence?.Effects.OfType<Effect.Locked>().FirstOrDefault(Waits)?.Table
                ),
                RuleClass.Unproven or RuleClass.MayFail or RuleClass.Note or null => (ImpactSeverity.Info, null),
            },
        };
    }

    // What the old version has never heard of it neither reads, writes nor waits for. A finding that names no table is about
    // those that its statement locks.
    private bool IsUnknown(string? table, Evidence? evidence)
    {
        if (table is not null)
            return !client.Knows(table, null);
        var locked = evidence?.Effects.OfType<Effect.Locked>().Select(held => held.Table).ToList() ?? [];
        return locked.Count > 0 && locked.TrueForAll(name => !client.Knows(name, null));
    }

    // The upgrade added them before the rule: what the old version writes leaves them at their default.
    private bool RuleOfNewColumns(Diagnostic diagnostic, Evidence? evidence) =>
        evidence?.Effects.OfType<Effect.AddedConstraint>().FirstOrDefault(added => added.Object == diagnostic.Object)
            is { Kind: ConstraintKind.Check or ConstraintKind.ForeignKey, Columns.Count: > 0 } rule
        && TableOf(rule.Object).Table is { } table
        && rule.Columns.All(column => !client.Knows(table, column));

    private string? Reason(string? table, string? column) =>
        table is null || !client.Knows(table, column) ? null
        : column is null ? $"the old version's schema has the table {table}"
        : $"the old version's client reads and writes {table}.{column}";

    // The guard prepares a read of the whole row for every table; the old version fails only where it really does so.
    private (ImpactSeverity, string?) OfPreparedPlan(string table)
    {
        var reads = client.ReadsOf(table).Take(MostReads).ToList();
        return reads.Count > 0
            ? (
                ImpactSeverity.PreparedPlan,
                $"the old version reads whole rows: {string.Join(", ", reads.Select(read => $"{read.Path}:{read.Line}"))}"
            )
            : (ImpactSeverity.Info, "no read of whole rows of this table was found in the old version's source");
    }

    private (ImpactSeverity, string?) OfLock(string? table) =>
        table is not null && !client.Knows(table, null)
            ? (ImpactSeverity.Info, "the old version's schema does not have the table")
        : table is null || sizes.Find(table) is not { } size ? (ImpactSeverity.Lock, null)
        : sizes.IsSmall(table) ? (ImpactSeverity.Info, $"{table} has about {size.Rows} rows: the lock is short")
        : (ImpactSeverity.Lock, $"{table} has about {size.Rows} rows, {size.Bytes / (1 << 20)} MiB");

    // A lock that no rule spoke of: every ALTER TABLE takes one, if only for a moment.
    private IEnumerable<ImpactFinding> Locks(
        string migration,
        SourceText source,
        Evidence evidence,
        List<ImpactFinding> said
    )
    {
        if (said.Exists(finding => Ruleset.Find(finding.Code) is { Class: RuleClass.Blocks }))
            yield break;
        foreach (var held in evidence.Effects.OfType<Effect.Locked>().Where(Waits))
        {
            var (severity, reason) = OfLock(held.Table);
            yield return new(
                migration,
                source.At(evidence.Statement.Span),
                FirstLine(evidence.Statement.Text),
                severity,
                "lock",
                $"table {held.Table}",
                $"takes {held.Mode.Name()} on {held.Table}: {held.Mode.Blocks()} wait until it is done",
                reason is null ? [] : [reason],
                []
            );
        }
    }

    /// <summary>The tables that the old version reads whole and that have other columns afterwards, until a statement
    /// is found that changes them.</summary>
    private HashSet<string> Reshaped(Pair<DatabaseSchema> schemas)
    {
        var before = schemas.Before.Tables.ToDictionary(table => table.Name);
        return schemas
            .After.Tables.Where(table =>
                client.ReadsOf(table.Name.Name).Any()
                && before.TryGetValue(table.Name, out var old)
                && !Shape(old).SequenceEqual(Shape(table))
            )
            .Select(table => table.Name.Name)
            .ToHashSet(StringComparer.Ordinal);
    }

    private static IEnumerable<(string, ColumnType)> Shape(Table table) =>
        table.Columns.Select(column => (column.Name, column.Type));

    private IEnumerable<ImpactFinding> WholeRows(
        string migration,
        SourceText source,
        Evidence evidence,
        HashSet<string> reshaped
    )
    {
        foreach (var held in evidence.Effects.OfType<Effect.Locked>().Where(held => held.Mode.BlocksReads()))
        {
            if (!reshaped.Remove(held.Table[(held.Table.LastIndexOf('.') + 1)..]))
                continue;
            var (severity, reason) = OfPreparedPlan(held.Table);
            yield return new(
                migration,
                source.At(evidence.Statement.Span),
                FirstLine(evidence.Statement.Text),
                severity,
                "whole-row-read",
                $"table {held.Table}",
                $"{held.Table} gets other columns: a prepared read of its whole rows fails until the connection is opened anew",
                reason is null ? [] : [reason],
                ["restart what is left of the old version after the migration"]
            );
        }
    }

    private static bool Waits(Effect.Locked held) => held.Mode.BlocksWrites();

    private static ImpactFinding Nothing(string migration, SourceLocation at, SqlStatement statement) =>
        new(
            migration,
            at,
            FirstLine(statement.Text),
            ImpactSeverity.Info,
            NoImpact,
            null,
            "the old version does not notice",
            [],
            []
        );

    private static bool IsAt(Diagnostic diagnostic, SqlStatement statement) =>
        diagnostic.At is { } at && at.Span.Start >= statement.Span.Start && at.Span.Start < statement.Span.End;

    /// <summary>The table of <c>column public.users.email</c> and the column, where it is one.</summary>
    private static (string? Table, string? Column) TableOf(string? about)
    {
        var (kind, name) = NamedObject.Of(about ?? "");
        var dot = name.LastIndexOf('.');
        return kind switch
        {
            "table" or "rows" => (name, null),
            "column" or "values" when dot > 0 => (name[..dot], name[(dot + 1)..]),
            "constraint" when dot > 0 => (name[..dot], null),
            _ => (null, null),
        };
    }

    private static string FirstLine(string text)
    {
        const int most = 120;
        var line = text.Split('\n')[0].TrimEnd();
        return line.Length > most ? $"{line[..most]}…" : line;
    }
}
