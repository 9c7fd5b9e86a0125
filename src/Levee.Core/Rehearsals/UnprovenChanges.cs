using Levee.Core.Effects;
using Levee.Core.Proofs;
using Levee.Core.Sql;
using Levee.Core.Statements;

namespace Levee.Core.Rehearsals;

/// <summary>Changes of rows that were neither tried nor shown to be harmless.</summary>
internal sealed class UnprovenChanges(RehearsalSubject subject, AttemptCourse course)
{
    private readonly TouchedTables _tables = new(subject.Catalog);
    private readonly PlannedConditions _planned = new(subject);
    private readonly CascadedRows _cascades = new(subject.Catalog);
    private readonly bool _hasPlainOperators = subject.HasPlainOperators;

    private sealed record Touch(AttemptResult Run, ExecutedChange Change, SeenTable Table);

    public IEnumerable<(int Statement, Effect Effect)> Find()
    {
        var evidence = new RowEvidence(_tables);
        var touches = course.Successes.SelectMany(TouchesOf).ToList();
        foreach (
            var same in touches.GroupBy(touch =>
                (touch.Change.Statement, touch.Table.Oid, touch.Change.Verb, touch.Change.Query)
            )
        )
        {
            var touch = same.First();
            if (touch.Change.Verb == ChangeVerb.Insert || touch.Change.IsOfForeignKey || IsUndone(touch.Change))
                continue;
            var text = TextOf(touch);
            var asks = Surroundings.AreAskedFor(touch.Change.Query);
            var isTried = course.Successes.Any(run => IsTried(evidence, run, touch, text));
            // Here it did what it does here; in production it asks again.
            if ((isTried && !asks) || IsExonerated(same, touch, text))
                continue;
            foreach (var target in Targets(touch, text))
                yield return (touch.Change.Statement, Unproven(touch, target));
        }
    }

    private bool IsUndone(ExecutedChange change)
    {
        var marks = subject
            .Marked.Marks.Where(mark => mark.Script == change.Statement && mark.Text == change.Query)
            .ToList();
        return marks.Count > 0 && marks.TrueForAll(mark => mark.IsUndone);
    }

    // Of a MERGE, each of its actions.
    private bool IsTried(RowEvidence evidence, AttemptResult run, Touch touch, ChangeText? text)
    {
        if (text is not { Actions.Count: > 0 })
            return evidence.IsTried(run, touch.Change, touch.Table, ColumnsOf(run, touch, text));
        return text
            .Actions.Where(action => !action.IsInsert)
            .All(action =>
                evidence.IsTried(
                    run,
                    touch.Change with
                    {
                        Verb = action.Deletes ? ChangeVerb.Delete : ChangeVerb.Update,
                    },
                    touch.Table,
                    ColumnsOf(run, touch, text with { Assignments = action.Assignments })
                )
            );
    }

    // A text that was put together elsewhere may be another: only what is written in the script, or in the database's own functions,
    // is read.
    private bool IsExonerated(IEnumerable<Touch> same, Touch touch, ChangeText? text) =>
        IsWritten(touch.Change)
        && (
            (same.All(IsNeverTrue) && !_planned.MayCallOwnCode(touch.Change.Query, text))
            || (text is not null && IsProved(same, touch, text))
        );

    private bool IsWritten(ExecutedChange change) =>
        subject
            .Runnable.Statements.Where(
                (statement, number) =>
                    number == change.Statement
                    || StatementShape.FirstWords(statement.Text, 1) is ["PREPARE" or "CREATE" or "DO"]
            )
            .Any(statement => statement.Text.Contains(change.Query, StringComparison.Ordinal))
        || (
            !subject.CodeChanges.OfFunctions
            && subject.Bodies.Any(body => body.Contains(change.Query, StringComparison.Ordinal))
        );

    private IEnumerable<Touch> TouchesOf(AttemptResult run) =>
        from change in run.Executed ?? LockedTables.ChangesIn(run, subject)
        from table in _tables.Named(run, change.Statement, change.Relation)
        select new Touch(run, change, table);

    // A partitioned table may have partitions that are made at run time; a part of it is not told apart.
    private static bool IsNeverTrue(Touch touch) => touch.Change.IsNeverTrue && touch.Table.Kind == RelationKind.Table;

    /// <summary>The one change in the executed text that it can be; null where that is not clear.</summary>
    private static ChangeText? TextOf(Touch touch)
    {
        var like = ChangeText
            .ReadAll(touch.Change.Query)
            .Where(change => Is(change.Kind, touch.Change.Verb) && change.Table == touch.Change.Relation.Name)
            .ToList();
        return like is [var only] ? only : null;
    }

    private static bool Is(RowChangeKind kind, ChangeVerb verb) =>
        verb switch
        {
            ChangeVerb.Insert or ChangeVerb.Upsert => kind == RowChangeKind.Upsert,
            ChangeVerb.Update => kind == RowChangeKind.Update,
            ChangeVerb.Delete => kind == RowChangeKind.Delete,
            ChangeVerb.Merge => kind == RowChangeKind.Merge,
        };

    /// <summary>Those that were there before; null where they are not known.</summary>
    private List<int>? ColumnsOf(AttemptResult run, Touch touch, ChangeText? text)
    {
        if (text is null || text.Assignments.Count == 0)
            return null;
        var numbers = text
            .Assignments.Where(assignment => !(assignment.KeepsValue && _hasPlainOperators))
            .Select(assignment => TouchedTables.NumberOf(run, touch.Change.Statement, touch.Table, assignment.Column))
            .ToList();
        return numbers.Contains(null)
            ? null
            : [.. numbers.Select(number => number!.Value).Where(number => touch.Table.FindColumn(number) is not null)];
    }

    private bool IsProved(IEnumerable<Touch> same, Touch touch, ChangeText text) =>
        Proof.Find(
            new(text, touch.Table, subject.Catalog, touch.Run.After)
            {
                NumberOf = name => TouchedTables.NumberOf(touch.Run, touch.Change.Statement, touch.Table, name),
                MayChangeCode = subject.CodeChanges.OfTables,
                MayChangeOperators = subject.CodeChanges.OfOperators,
                MayReplaceFunctions = subject.CodeChanges.OfFunctions,
                IsExecuted = touch.Run.Executed is not null,
                MetRows = same.Any(one => one.Change.MetRows),
                Earlier = subject.Runnable.Statements.Take(touch.Change.Statement).Select(statement => statement.Text),
            }
        )
            is not null;

    /// <summary>What it would destroy if it met a row, as an approval names it.</summary>
    private IEnumerable<string> Targets(Touch touch, ChangeText? text)
    {
        var columns = text is null
            ? []
            : text
                .Assignments.Where(assignment => !assignment.KeepsValue)
                .Select(assignment =>
                    TouchedTables.NumberOf(touch.Run, touch.Change.Statement, touch.Table, assignment.Column)
                        is { } number
                        ? touch.Table.FindColumn(number)?.Name
                        : null
                )
                .OfType<string>()
                .Distinct()
                .ToList();
        return touch.Change.Verb == ChangeVerb.Delete ? _cascades.From(touch.Table)
            : columns.Count == 0 ? [$"rows {touch.Table.FullName}"]
            : columns.Select(column => $"values {touch.Table.FullName}.{column}");
    }

    private Effect.Unproven Unproven(Touch touch, string target)
    {
        var main = course.Main!;
        var isUntestable =
            !main.Rung.IsEmpty
            && main.Planted.Any(planted => planted.Table == touch.Table.FullName && planted.Rows == 0)
            && touch.Run.Before.Rows.FirstOrDefault(rows => rows.Table == touch.Table.Oid) is not { Rows.Count: > 0 };
        if (isUntestable)
            return new(UnprovenKind.Table, "its constraints refused every row that was made up for it", target);
        var why =
            course.Successes.All(run => Findings.IsLeftEmpty(run, touch.Table)) && subject.HasRows
                ? Findings.FailsOnItsRows
            : Surroundings.AreAskedFor(touch.Change.Query)
                ? "it asks for what is another in production: the user, the server, a setting, the time"
            : touch.Change.Verb == ChangeVerb.Delete ? "it deleted no row of the rehearsal"
            : course.Successes.Any(run => run.Images.ContainsKey((touch.Change.Statement, touch.Table.Oid)))
                ? "it gave no row of the rehearsal another value in every column that it assigns"
            : "it changed no row of the rehearsal";
        return new(UnprovenKind.Change, why, target);
    }
}
