using Levee.Core.Effects;
using Levee.Core.Sql;
using Levee.Core.Statements;

namespace Levee.Core.Rehearsals;

/// <summary>What an application would have to wait for: locks, rewrites and scans of tables that were there before.</summary>
internal static class LocksAndScans
{
    public static IEnumerable<(int Statement, Effect Effect)> Of(AttemptResult run, SqlScript script)
    {
        for (var i = 0; i + 1 < run.Probes.Count && i < script.Statements.Count; i++)
        {
            var (before, after) = (run.Probes[i], run.Probes[i + 1]);
            var first = StatementShape.FirstWords(script.Statements[i].Text, 1);
            var (isTruncate, isAlter) = (first is ["TRUNCATE"], first is ["ALTER"]);
            var written = run.IsStepwise ? WrittenLock.Of(script.Statements[i].Text) : null;
            foreach (var table in run.Before.Tables)
            {
                if (written is not null && IsOf(written, table, run.Before))
                    yield return (i, new Effect.Locked(table.FullName, written.Mode));
                else if (
                    after.Locks.TryGetValue(table.Oid, out var mode)
                    && (!before.Locks.TryGetValue(table.Oid, out var held) || held < mode)
                )
                    yield return (i, new Effect.Locked(table.FullName, mode));
                var isRewritten =
                    before.Files.TryGetValue(table.Oid, out var old)
                    && after.Files.TryGetValue(table.Oid, out var now)
                    && old != now;
                if (isRewritten && !isTruncate)
                    yield return (i, new Effect.Rewrote(table.FullName));
                else if (isAlter && !isRewritten && after.WritesTo(table.Oid).Scans > before.WritesTo(table.Oid).Scans)
                    yield return (i, new Effect.Scanned(table.FullName, "to check every row"));
            }
        }
    }

    private static bool IsOf(WrittenLock written, SeenTable table, DatabaseSnapshot before) =>
        written.IsIndex
            ? before.Indexes.Any(index =>
                index.Table == table.Oid
                && index.Name == written.Name
                && index.Schema == (written.Schema ?? index.Schema)
            )
            : table.Name == written.Name && table.Schema == (written.Schema ?? table.Schema);
}
