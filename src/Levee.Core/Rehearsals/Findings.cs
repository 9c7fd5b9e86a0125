using Levee.Core.Effects;
using Levee.Core.Statements;

namespace Levee.Core.Rehearsals;

/// <summary>What the attempts at one script amount to: which losses count, what could not be shown, and which statement did what.</summary>
/// <param name="missing">What would have been tried next, had there been time; null where all was tried.</param>
internal sealed class Findings(RehearsalSubject subject, AttemptCourse course, Attempt? missing)
{
    public const string FailsOnItsRows = "the script fails on every row that was made up for its table";

    private readonly List<(int Statement, Effect Effect)> _found = [];
    private readonly StatementWords _words = new(subject.Script, subject.LoneInserts);

    private AttemptResult? Main => course.Main;

    public Rehearsal Judge()
    {
        foreach (var item in subject.Denied)
            _found.Add((item.Statement, new Effect.Tampered(item.What, NamedTarget(item))));
        if (Main is { } main)
            JudgeRun(main);
        else
            TellWhyNothingRan();
        if (missing is not null)
            _found.Add(
                (
                    -1,
                    new Effect.Unproven(UnprovenKind.Stopped, "the time for a rehearsal was over before all was tried")
                )
            );
        return ToRehearsal();
    }

    private void JudgeRun(AttemptResult main)
    {
        foreach (var failed in course.Runs.Where(run => run.Error is not null && !ReferenceEquals(run, main)))
            _found.Add(
                (
                    failed.FailedStatement,
                    new Effect.FailedOn(failed.Error!.SqlState, failed.Error.Message, failed.Rung.Name)
                )
            );
        CollectLosses();
        foreach (var effect in main.Effects.Where(effect => !effect.Destroys))
            _found.Add((Attribution.Of(effect, main, _words), effect));
        _found.AddRange(LocksAndScans.Of(main, subject.Script));
        FindUnproven();
    }

    private Rehearsal ToRehearsal()
    {
        var main = Main;
        var found = _found.ToLookup(item => item.Statement, item => item.Effect);
        var statements = subject
            .Script.Statements.Select(
                (statement, number) =>
                    new Evidence(number, statement, found[number].Distinct().ToValueList(), main?.IsStepwise == true)
                    {
                        HadNoEffect =
                            main is not null && !subject.OwnCreations.Contains(number) && main.HadNoEffect(number),
                    }
            )
            .ToValueList();
        return new(
            subject.Script,
            statements,
            _found.Where(item => item.Statement < 0).Select(item => item.Effect).Distinct().ToValueList(),
            main?.Schema
        )
        {
            Like = main?.Like,
            Planted = main?.Planted ?? [],
            Rung = main?.Rung.Name ?? "",
            ChangesNothing =
                main is { Effects.Count: 0 }
                && main.Probes.Count > 0
                && main.Probes[0].IsSameCatalogAs(main.Probes[^1])
                && main.Rows.All(rows => rows <= 0),
            Failure = main is null ? course.Runs.LastOrDefault(run => run.Failure is not null)?.Failure : null,
        };
    }

    private void TellWhyNothingRan()
    {
        if (course.Runs.LastOrDefault() is not { } last)
            return;
        if (last.TimedOut)
            _found.Add(
                (
                    -1,
                    new Effect.Unproven(
                        UnprovenKind.Stopped,
                        "it was still running when the time for a rehearsal was over"
                    )
                )
            );
        else if (last.Error?.SqlState == SqlStates.InsufficientPrivilege)
            _found.Add((last.FailedStatement, new Effect.Tampered("needs rights that a migration does not have")));
        else if (!subject.LacksValues(last) && (last.RefusedByScript || !last.FailsOnAnyRows))
            _found.Add(
                (
                    last.FailedStatement,
                    new Effect.Unproven(UnprovenKind.Stopped, $"it fails on every set of rows: {last.Error?.Message}")
                )
            );
    }

    private void CollectLosses()
    {
        var losses = new Dictionary<string, (Effect Effect, AttemptResult Run)>(StringComparer.Ordinal);
        foreach (var (loss, run, isOnlyWhereEmpty) in course.Losses())
        {
            if (!losses.ContainsKey(loss.Object!) && (!isOnlyWhereEmpty || HappensToRows(loss)))
                losses[loss.Object!] = (loss, run);
        }
        foreach (var (loss, run) in losses.Values)
            _found.Add((Attribution.Of(loss, run, _words), loss));
    }

    private bool HappensToRows(Effect loss) =>
        !course.LossChecks.TryGetValue(loss.Object!, out var check)
        || (check.Succeeded ? check.Effects.Any(effect => effect.Object == loss.Object) : !check.RefusedByScript);

    private void FindUnproven()
    {
        var unproven = new UnprovenChanges(subject, course)
            .Find()
            .Concat(new EmptiedFiles(subject, course).Find())
            .Concat(new FixedPositions(subject, course).Find())
            .Concat(FindUntriedConversions())
            .Concat(new OpenTexts(subject, course).Find());
        foreach (var (statement, effect) in unproven)
        {
            if (!IsKnown(effect.Object) && !IsGuardedByEmptiness(statement, effect.Object))
                _found.Add((statement, effect));
        }
        foreach (var (statement, effect) in new UnreachedBranches(subject, course).Find())
        {
            if (!IsKnown(effect.Object))
                _found.Add((statement, effect));
        }
    }

    private IEnumerable<(int Statement, Effect Effect)> FindUntriedConversions() =>
        from change in Main is { } main && subject.PlantsRows
            ? UntriedConversions.Find(
                subject.Script,
                main.After,
                [.. course.Successes.Select(run => (run.Rung, run.Effects))]
            )
            : []
        select (
            Attribution.Of(change, Main!, _words),
            (Effect)new Effect.Unproven(UnprovenKind.Change, UntriedConversions.Why, $"values {change.Column}")
        );

    private bool IsKnown(string? target) =>
        target is not null && _found.Exists(item => item.Effect.Destroys && item.Effect.Object == target);

    // What takes rows may leave the table as empty as what comes after it wants it.
    private bool IsGuardedByEmptiness(int statement, string? target) =>
        subject.Scope.FirstOrDefault(table => IsOf(table, target)) is { } table
        && course.Successes.All(run => IsLeftEmpty(run, table))
        && HasToBeEmpty(
            table,
            target!.StartsWith("rows ", StringComparison.Ordinal) ? statement : subject.Script.Statements.Count
        );

    private static bool IsOf(SeenTable table, string? target) =>
        target is not null
        && (
            target == $"rows {table.FullName}"
            || target.StartsWith($"values {table.FullName}.", StringComparison.Ordinal)
        );

    public static bool IsLeftEmpty(AttemptResult run, SeenTable table) =>
        run.Rung.IsEmpty || run.Rung.Without.Contains(table.Oid);

    /// <summary>Whether no row of the table lets the script pass: a new column has no value for one, or the script looks.</summary>
    /// <param name="before">What comes to this statement has passed that.</param>
    private bool HasToBeEmpty(SeenTable table, int before) =>
        course.Runs.Exists(run =>
            run.FailedStatement >= 0
            && run.FailedStatement < before
            && (run.RefusedByScript || subject.LacksValues(run))
            && subject.Suspects(run).Contains(table)
        );

    /// <summary>The object whose name the statement has in a string: <c>DELETE FROM pg_class WHERE relname = 'audit'</c>.</summary>
    private string? NamedTarget(Denied item)
    {
        if (!item.What.Contains("catalog", StringComparison.Ordinal))
            return null;
        var catalog = subject.Catalog;
        var names = ScriptLiterals.Read([subject.Script.Statements[item.Statement].Text]).Texts;
        return catalog.Tables.FirstOrDefault(table => names.Contains(table.Name) || names.Contains(table.FullName))
                is { } table
                ? $"table {table.FullName}"
            : catalog.Constraints.FirstOrDefault(rule => names.Contains(rule.Name)) is { } rule
            && catalog.Tables.FirstOrDefault(owner => owner.Oid == rule.Table) is { } owner
                ? $"constraint {owner.FullName}.{rule.Name}"
            : catalog.Indexes.FirstOrDefault(index => names.Contains(index.Name)) is { } index
                ? $"index {index.Schema}.{index.Name}"
            : catalog.Types.FirstOrDefault(type => names.Contains(type.Name) || names.Contains(type.FullName))
                is { } type
                ? $"type {type.FullName}"
            : null;
    }
}
