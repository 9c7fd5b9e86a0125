using Levee.Core.Effects;
using Levee.Core.Sql;
using Levee.Core.Statements;

namespace Levee.Core.Rehearsals;

/// <summary>Where PostgreSQL cannot tell what it executed (a package without its <c>auto_explain</c>): whatever a statement may have
/// changed, by the locks that it took.</summary>
internal static class LockedTables
{
    // These define; what they do to rows is seen in the catalog and the files.
    private static readonly HashSet<string> Defining = new(StringComparer.Ordinal)
    {
        "ALTER",
        "CREATE",
        "DROP",
        "COMMENT",
        "GRANT",
        "REVOKE",
        "TRUNCATE",
        "LOCK",
        "CLUSTER",
        "REINDEX",
        "VACUUM",
        "ANALYZE",
        "REFRESH",
        "SET",
        "PREPARE",
    };

    public static ValueList<ExecutedChange> ChangesIn(AttemptResult run, RehearsalSubject subject)
    {
        var changes = new List<ExecutedChange>();
        for (var i = 0; i + 1 < run.Probes.Count && i < subject.Runnable.Statements.Count; i++)
        {
            var text = subject.Runnable.Statements[i].Text;
            if (StatementShape.FirstWords(text, 1) is [var verb] && Defining.Contains(verb))
                continue;
            foreach (var table in subject.Catalog.Tables)
            {
                // A lock that was held before hides a second touch: every table that is held counts.
                if (run.Probes[i + 1].Locks.TryGetValue(table.Oid, out var mode) && mode >= LockMode.RowExclusive)
                    changes.Add(ChangeOf(i, text, table));
            }
        }
        return changes.ToValueList();
    }

    private static ExecutedChange ChangeOf(int statement, string text, SeenTable table)
    {
        var name = new RelationName(table.Schema, table.Name);
        var verb =
            ChangeText.ReadAll(text) is [{ IsWhole: true } only]
            && StatementShape.FirstWords(text, 1) is ["INSERT" or "UPDATE" or "DELETE" or "MERGE"]
                ? VerbOf(only, table)
                : ChangeVerb.Merge;
        return new(statement, verb, name, text);
    }

    private static ChangeVerb VerbOf(ChangeText only, SeenTable table) =>
        only.Table != table.Name ? ChangeVerb.Insert
        : only.Kind == RowChangeKind.Delete ? ChangeVerb.Delete
        : only.Kind == RowChangeKind.Update ? ChangeVerb.Update
        : only.Kind == RowChangeKind.Merge ? ChangeVerb.Merge
        : only.Assignments.Count > 0 ? ChangeVerb.Upsert
        : ChangeVerb.Insert;
}
