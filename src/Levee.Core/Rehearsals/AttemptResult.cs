using Levee.Core.Canaries;
using Levee.Core.Diagnostics;
using Levee.Core.Effects;
using Levee.Core.Schema;
using Levee.Core.Statements;

namespace Levee.Core.Rehearsals;

/// <summary>What came of one attempt.</summary>
/// <param name="Before">With the planted rows.</param>
public sealed record AttemptResult(Attempt Attempt, DatabaseSnapshot Before)
{
    /// <summary>How long the script itself ran: a busy machine alone ends no rehearsal.</summary>
    public TimeSpan Took { get; init; }
    public bool TimedOut { get; init; }

    /// <summary>Null when it ran through.</summary>
    public Diagnostic? Failure { get; init; }
    public SqlError? Error { get; init; }

    /// <summary>The number of the statement that failed; −1 for none.</summary>
    public int FailedStatement { get; init; } = -1;
    public bool Succeeded => !TimedOut && Failure is null && Error is null;

    /// <summary>Whether each statement ran in a transaction of its own.</summary>
    public bool IsStepwise { get; init; }
    public ValueList<PlantedRows> Planted { get; init; } = [];
    public MarkLog Marks { get; init; } = new("");

    /// <summary>Position n: before statement n. One more than statements ran.</summary>
    public List<StatementProbe> Probes { get; init; } = [];

    /// <summary>By statement; −1 for one that did not run.</summary>
    public long[] Rows { get; init; } = [];

    /// <summary>The changes of rows that PostgreSQL executed; null where it cannot tell.</summary>
    public ValueList<ExecutedChange>? Executed { get; init; }

    /// <summary>The rows of a table after a statement that updated or deleted some.</summary>
    public IReadOnlyDictionary<(int Statement, long Table), TableImage> Images { get; init; } = NoImages;
    public DatabaseSnapshot After { get; init; } = DatabaseSnapshot.Empty;
    public ValueList<Effect> Effects { get; init; } = [];
    public DatabaseSchema? Schema { get; init; }

    /// <inheritdoc cref="Rehearsal.Like"/>
    public DatabaseSchema? Like { get; init; }

    private static readonly Dictionary<(int, long), TableImage> NoImages = [];

    /// <summary>What it ran on.</summary>
    public CanaryRung Rung => Attempt is Attempt.Whole whole ? whole.Rows : CanaryRung.Empty;

    /// <summary>The tables that kept their file, and of which the server counted no deleted row.</summary>
    public HashSet<long> Undeleted() =>
        IsStepwise || Probes.Count == 0
            ? []
            :
            [
                .. from table in Before.Tables
                where
                    Probes.TrueForAll(probe =>
                        probe.WritesTo(table.Oid).Deleted == 0
                        && probe.Files.GetValueOrDefault(table.Oid) == table.FileNode
                    )
                select table.Oid,
            ];

    /// <summary>Whether files, columns, rules and types were the same after the statement, and it met no row.</summary>
    public bool HadNoEffect(int statement) =>
        statement + 1 < Probes.Count
        && Probes[statement].IsSameCatalogAs(Probes[statement + 1])
        && Rows[statement] <= 0
        && Effects.Count == 0;

    /// <summary>Whether the failure cannot have to do with what is in the tables: syntax, names, rights.</summary>
    public bool FailsOnAnyRows => Error?.IsAboutNoRow == true;

    /// <summary>Whether it failed on the rows of this table, as PostgreSQL says.</summary>
    public bool IsAbout(SeenTable table) => Error?.Table == table.Name && Error.Schema == table.Schema;

    /// <summary>Whether the script itself refused, rather than PostgreSQL.</summary>
    public bool RefusedByScript => Error?.IsRaisedByScript == true;
}

/// <summary>The rows of a table, by the attribute numbers that were there before the script.</summary>
public sealed record TableImage(ValueList<int> Columns, ValueList<SeenRow> Rows);
