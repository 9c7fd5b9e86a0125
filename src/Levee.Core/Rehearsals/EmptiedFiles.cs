using Levee.Core.Effects;
using Levee.Core.Sql;
using Levee.Core.Statements;

namespace Levee.Core.Rehearsals;

/// <summary>Tables that got a new file while no row was in them: a TRUNCATE looks like that, and nothing shows what it would take.</summary>
internal sealed class EmptiedFiles(RehearsalSubject subject, AttemptCourse course)
{
    public IEnumerable<(int Statement, Effect Effect)> Find()
    {
        for (var i = 0; i < subject.Runnable.Statements.Count; i++)
        {
            var text = subject.Runnable.Statements[i].Text;
            foreach (var table in subject.Catalog.Tables.Where(table => table.Kind == RelationKind.Table))
            {
                var runs = course.Successes.Where(run => GotNewFile(run, i, table)).ToList();
                if (
                    runs.Count > 0
                    && runs.TrueForAll(run => !HeldRows(run, table) && MayBeTruncate(run, i, text, table))
                )
                    yield return (
                        i,
                        new Effect.Unproven(
                            UnprovenKind.Change,
                            "it empties the table, and no row of the rehearsal was in it",
                            $"rows {table.FullName}"
                        )
                    );
            }
        }
    }

    private static bool GotNewFile(AttemptResult run, int statement, SeenTable table) =>
        statement + 1 < run.Probes.Count
        && run.Probes[statement].Files.TryGetValue(table.Oid, out var before)
        && run.Probes[statement + 1].Files.TryGetValue(table.Oid, out var after)
        && before != after;

    private static bool HeldRows(AttemptResult run, SeenTable table) =>
        run.Before.Rows.Any(rows => rows.Table == table.Oid && rows.Rows.Count > 0);

    // These write a table anew, with all that is in it.
    private static bool MayBeTruncate(AttemptResult run, int statement, string text, SeenTable table)
    {
        if (StatementShape.FirstWords(text, 1) is ["ALTER" or "CLUSTER" or "VACUUM" or "CREATE" or "DROP" or "REFRESH"])
            return false;
        return !IsRedefined(run, statement, table) || ScriptLiterals.Read([text]).Words.Contains("truncate");
    }

    private static bool IsRedefined(AttemptResult run, int statement, SeenTable table) =>
        run.Probes[statement + 1].Digests.Columns.TryGetValue(table.Oid, out var now)
        && now != run.Probes[statement].Digests.Columns.GetValueOrDefault(table.Oid);
}
