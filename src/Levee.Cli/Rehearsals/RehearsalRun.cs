using Levee.Cli.Replay;
using Levee.Core;
using Levee.Core.Canaries;
using Levee.Core.Diagnostics;
using Levee.Core.Effects;
using Levee.Core.Rehearsals;
using Levee.Core.Schema;
using Levee.Core.Statements;
using Npgsql;

namespace Levee.Cli.Rehearsals;

/// <summary>The script, run on one set of rows.</summary>
/// <param name="Before">With the planted rows.</param>
internal sealed record RehearsalRun(CanaryRung Rung, DatabaseSnapshot Before)
{
    public bool TimedOut { get; init; }

    /// <summary>Null when it ran through.</summary>
    public Diagnostic? Failure { get; init; }
    public PostgresException? Error { get; init; }

    /// <summary>The number of the statement that failed; −1 for none.</summary>
    public int FailedStatement { get; init; } = -1;
    public bool Succeeded => !TimedOut && Failure is null;
    public ScriptMode Mode { get; init; }
    public ValueList<PlantedRows> Planted { get; init; } = [];
    public MarkLog Marks { get; init; } = new();

    /// <summary>Position n: before statement n. One more than statements ran.</summary>
    public List<RehearsalProbe> Probes { get; init; } = [];

    /// <summary>By statement; −1 for one that did not run.</summary>
    public long[] Rows { get; init; } = [];
    public DatabaseSnapshot After { get; init; } = DatabaseSnapshot.Empty;
    public ValueList<Effect> Effects { get; init; } = [];
    public DatabaseSchema? Schema { get; init; }

    /// <inheritdoc cref="Levee.Core.Rehearsals.Rehearsal.Like"/>
    public DatabaseSchema? Like { get; init; }

    /// <summary>The tables that kept their file, and of which the server counted no deleted row.</summary>
    public HashSet<long> Undeleted() =>
        Mode != ScriptMode.Atomic || Probes.Count == 0
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

    /// <summary>Rows deleted by the statement in one table.</summary>
    public long DeletedBy(int statement, long table) =>
        statement + 1 >= Probes.Count
            ? 0
            : Probes[statement + 1].WritesTo(table).Deleted - Probes[statement].WritesTo(table).Deleted;

    /// <summary>Rows updated and deleted by the statement in tables that were there before.</summary>
    public long WritesOf(int statement)
    {
        if (statement + 1 >= Probes.Count)
            return 0;
        return Before.Tables.Sum(table =>
        {
            var (now, then) = (Probes[statement + 1].WritesTo(table.Oid), Probes[statement].WritesTo(table.Oid));
            return Math.Max(0, now.Updated - then.Updated) + Math.Max(0, now.Deleted - then.Deleted);
        });
    }

    /// <summary>Whether files, columns, rules and types were the same behind the statement, and it met no row.</summary>
    public bool HadNoEffect(int statement) =>
        statement + 1 < Probes.Count
        && Probes[statement].IsSameCatalogAs(Probes[statement + 1])
        && Rows[statement] <= 0
        && Effects.Count == 0;

    /// <summary>Whether the failure cannot have to do with what is in the tables: syntax, names, rights.</summary>
    public bool FailsOnAnyRows =>
        Error?.SqlState is { } state
        && state[..2] is "42" or "3F" or "0A" or "2B" or "3D"
        && state is not ("42804" or "42846");

    /// <summary>Whether it failed on the rows of this table, as PostgreSQL says.</summary>
    public bool IsAbout(SeenTable table) => Error?.TableName == table.Name && Error.SchemaName == table.Schema;

    /// <summary>Whether the script itself refused, rather than PostgreSQL.</summary>
    public bool RefusedByScript => Error is { Routine: "exec_stmt_raise" or "exec_stmt_assert" };
}
