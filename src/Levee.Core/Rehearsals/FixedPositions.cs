using Levee.Core.Effects;
using Levee.Core.Sql;
using Levee.Core.Statements;

namespace Levee.Core.Rehearsals;

/// <summary>Sequences that are set to a constant: nobody knows how far they are in production. One that is set to the highest of what
/// is there, or to no less than where it stands, is shown to be harmless.</summary>
internal sealed class FixedPositions(RehearsalSubject subject, AttemptCourse course)
{
    public IEnumerable<(int Statement, Effect Effect)> Find()
    {
        for (var i = 0; i < subject.Runnable.Statements.Count; i++)
        {
            var text = subject.Runnable.Statements[i].Text;
            if (!MaySet(text) || !SetsConstant(new SqlCursor(text)))
                continue;
            var words = ScriptLiterals.Read([text]).Words;
            foreach (var sequence in Moved().Where(sequence => IsMeant(sequence, words)))
                yield return (
                    i,
                    new Effect.Unproven(
                        UnprovenKind.Change,
                        "it sets a sequence to a constant, and nobody knows how far the sequence is elsewhere",
                        $"sequence-position {sequence.Schema}.{sequence.Name}"
                    )
                );
        }
    }

    // Before a text is taken apart that may be megabytes of data.
    private static bool MaySet(string text) =>
        text.Contains("restart", StringComparison.OrdinalIgnoreCase)
        || text.Contains("setval", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether it has <c>RESTART [WITH] 5</c> or <c>setval(…, 5)</c>.</summary>
    private static bool SetsConstant(SqlCursor cursor)
    {
        for (var i = 0; i < cursor.End; i++)
        {
            if (cursor.IsAt(i, "RESTART") && !cursor.IsAt(i + 1, "IDENTITY"))
                return true;
            if (!cursor.IsAt(i, "setval") || i + 1 >= cursor.End || cursor[i + 1].Kind != SqlTokenKind.LeftParenthesis)
                continue;
            var arguments = cursor.Split(
                i + 2,
                cursor.Closing(i + 1, cursor.End),
                at => cursor[at].Kind == SqlTokenKind.Comma
            );
            if (arguments.Count > 1 && IsConstant(cursor, arguments[1]))
                return true;
        }
        return false;
    }

    private static bool IsConstant(SqlCursor cursor, (int From, int To) argument)
    {
        for (var i = argument.From; i < argument.To; i++)
        {
            if (cursor[i].Kind is not (SqlTokenKind.Number or SqlTokenKind.Operator or SqlTokenKind.String))
                return i > argument.From && cursor[i - 1].TextIn(cursor.Text) == "::";
        }
        return true;
    }

    private IEnumerable<SeenSequence> Moved() =>
        course
            .Successes.SelectMany(run =>
                from now in run.After.Sequences
                join then in run.Before.Sequences on now.Oid equals then.Oid
                where now.Next != then.Next
                select now
            )
            .DistinctBy(sequence => sequence.Oid);

    private bool IsMeant(SeenSequence sequence, IReadOnlySet<string> words) =>
        words.Contains(sequence.Name)
        || subject.Catalog.Tables.Any(table => table.Oid == sequence.OwnerTable && words.Contains(table.Name));
}
