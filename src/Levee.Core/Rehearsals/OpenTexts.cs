using Levee.Core.Effects;
using Levee.Core.Sql;
using Levee.Core.Statements;

namespace Levee.Core.Rehearsals;

/// <summary>EXECUTE of a text whose verb is not written there, in code that asks for the user, the server, a setting or the time: in
/// production it may execute another one.</summary>
internal sealed class OpenTexts(RehearsalSubject subject, AttemptCourse course)
{
    public IEnumerable<(int Statement, Effect Effect)> Find() =>
        from mark in course.IsMarked ? subject.Marked.Marks : []
        where mark.Risk == CodeRisk.Dynamic && course.Successes.Any(run => run.Marks.IsReached(mark.Id))
        where StatementRisk.DynamicText(mark.Text) is { } expression && !BeginsWithText(expression)
        where
            ProceduralBody.Find(subject.Runnable.Statements[mark.Script].Text) is { } body
            && Surroundings.AreAskedFor(body.Code)
        select (
            mark.Script,
            (Effect)
                new Effect.Unproven(
                    UnprovenKind.Change,
                    "it executes a text that depends on what is another in production: the user, the server, a setting, the time"
                )
        );

    // 'DROP TABLE ' || name, format('DROP TABLE %I', name)
    private static bool BeginsWithText(string expression)
    {
        var cursor = new SqlCursor(expression);
        if (cursor.Skip("format") && !cursor.Skip(SqlTokenKind.LeftParenthesis))
            return false;
        return !cursor.IsAtEnd
            && cursor[cursor.At].IsString
            && cursor[cursor.At].ValueIn(expression).TrimStart() is [not '%', ..]
            && !Surroundings.AreAskedFor(
                expression.Contains("CASE", StringComparison.OrdinalIgnoreCase) ? expression : ""
            );
    }
}
