using Levee.Cli.Replay;
using Levee.Core;
using Levee.Core.Canaries;
using Levee.Core.Effects;
using Levee.Core.Rehearsals;
using Levee.Core.Sql;
using Levee.Core.Statements;

namespace Levee.Cli.Rehearsals;

/// <summary>What the runs of one script amount to: which losses count, what could not be shown, and which statement did what.</summary>
internal sealed class RehearsalFindings(
    SqlScript script,
    RehearsalStage stage,
    List<RehearsalRun> runs,
    ValueList<Denied> denied
)
{
    private const string FailsOnItsRows = "the script fails on every row that was made up for its table";

    private readonly List<(int Statement, Effect Effect)> _found = [];
    private readonly StatementWords _words = new(script);

    /// <summary>The first run that went through, from many rows to none; null where none did.</summary>
    private RehearsalRun? Main => runs.Find(run => run.Succeeded);

    private IEnumerable<RehearsalRun> Successes => runs.Where(run => run.Succeeded);

    public bool NeedsFewerRows => Main is { Rung.Most: > 1 } && Unreached().Any();

    public async Task JudgeAsync(CancellationToken cancel)
    {
        foreach (var item in denied)
            _found.Add((item.Statement, new Effect.Tampered(item.What, NamedTarget(item))));
        foreach (
            var failed in runs.Where(run => run.Error is not null && Main is not null && !ReferenceEquals(run, Main))
        )
            _found.Add(
                (
                    failed.FailedStatement,
                    new Effect.FailedOn(failed.Error!.SqlState, failed.Error.MessageText, failed.Rung.Name)
                )
            );
        if (Main is not { } main)
        {
            TellWhyNothingRan();
            return;
        }

        await CollectLossesAsync(main, cancel);
        foreach (var effect in main.Effects.Where(effect => !effect.Destroys))
            _found.Add((Attribution.Of(effect, main, _words), effect));
        _found.AddRange(Traffic.Of(main, script));
        await FindUnprovenAsync(main, cancel);
    }

    public Rehearsal ToRehearsal()
    {
        var main = Main;
        var found = _found.ToLookup(item => item.Statement, item => item.Effect);
        var statements = script
            .Statements.Select(
                (statement, number) =>
                    new Evidence(
                        number,
                        statement,
                        found[number].Distinct().ToValueList(),
                        main?.Mode == ScriptMode.Stepwise
                    )
                    {
                        HadNoEffect =
                            main is not null && !stage.OwnCreations.Contains(number) && main.HadNoEffect(number),
                    }
            )
            .ToValueList();
        return new(
            script,
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
            Failure = main is null ? runs.LastOrDefault(run => run.Failure is not null)?.Failure : null,
        };
    }

    private void TellWhyNothingRan()
    {
        var last = runs[^1];
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
        else if (last.Error?.SqlState == Npgsql.PostgresErrorCodes.InsufficientPrivilege)
            _found.Add((last.FailedStatement, new Effect.Tampered("needs rights that a migration does not have")));
        else if (last.RefusedByScript || !last.FailsOnAnyRows)
            _found.Add(
                (
                    last.FailedStatement,
                    new Effect.Unproven(
                        UnprovenKind.Stopped,
                        $"it fails on every set of rows: {last.Error?.MessageText}"
                    )
                )
            );
    }

    private async Task CollectLossesAsync(RehearsalRun main, CancellationToken cancel)
    {
        // A guard in the script that lets it pass only where there is nothing: IF EXISTS (…) THEN RAISE EXCEPTION.
        var wasGuarded = runs.Exists(run => run.RefusedByScript);
        var losses = new Dictionary<string, (Effect Effect, RehearsalRun Run)>(StringComparer.Ordinal);
        foreach (var run in Successes.OrderBy(run => run.Rung.IsEmpty))
        {
            foreach (var effect in run.Effects.Where(effect => effect.Destroys && !losses.ContainsKey(effect.Object!)))
            {
                var isEmpty = run.Rung.IsEmpty || run.Rung.Without.Contains(TableOf(effect));
                var onlyWhereEmpty = isEmpty && (wasGuarded || !ReferenceEquals(run, main));
                if (!onlyWhereEmpty || await HappensToRowsAsync(effect, cancel))
                    losses[effect.Object!] = (effect, run);
            }
        }
        foreach (var (effect, run) in losses.Values)
            _found.Add((Attribution.Of(effect, run, _words), effect));
    }

    /// <summary>Whether the loss is seen too when only the lost thing holds something, and all else is empty.</summary>
    private async Task<bool> HappensToRowsAsync(Effect loss, CancellationToken cancel)
    {
        var table = TableOf(loss);
        if (table == 0)
            return true;
        var rung = new CanaryRung("only in what is lost", CanaryKinds.Plain, 3)
        {
            Only = [table],
            Filled = loss is Effect.Lost { Kind: ObjectKind.Column } column ? [column.Name] : null,
        };
        var run = await stage.RunAsync(rung, cancel);
        return run.Succeeded ? run.Effects.Any(effect => effect.Object == loss.Object) : !run.RefusedByScript;
    }

    /// <summary>The table that held what is lost; zero where none did.</summary>
    private long TableOf(Effect loss) =>
        loss switch
        {
            Effect.Lost { Kind: ObjectKind.Table or ObjectKind.Column } lost => lost.Identity.Oid,
            Effect.Lost { Kind: ObjectKind.Index } lost => stage
                .Catalog.Indexes.FirstOrDefault(index => index.Oid == lost.Identity.Oid)
                ?.Table
                ?? 0,
            Effect.Lost { Kind: ObjectKind.Constraint } lost => stage
                .Catalog.Constraints.FirstOrDefault(constraint => constraint.Oid == lost.Identity.Oid)
                ?.Table
                ?? 0,
            Effect.Lost { Kind: ObjectKind.Sequence } lost => stage
                .Catalog.Sequences.FirstOrDefault(sequence => sequence.Oid == lost.Identity.Oid)
                ?.OwnerTable
                ?? 0,
            _ => 0,
        };

    private async Task FindUnprovenAsync(RehearsalRun main, CancellationToken cancel)
    {
        for (var i = 0; i < script.Statements.Count; i++)
        {
            var text = script.Statements[i].Text;
            foreach (var table in Truncated(i).Where(table => IsLeftEmpty(table) && !HasToBeEmpty(table, i)))
                _found.Add((i, new Effect.Unproven(UnprovenKind.Change, FailsOnItsRows, $"rows {table.FullName}")));
            if (
                ProceduralBody.Find(text) is not null
                || IsDefinition(text)
                || RowChange.Find(text) is not { } change
                || main.Rows[i] < 0
            )
                continue;
            if (
                change.Kind == RowChangeKind.Merge
                && change.Deletes
                && change.Resolve(stage.Catalog) is { } merged
                && !Successes.Any(run => run.DeletedBy(i, merged.Oid) > 0)
            )
            {
                Unproven(i, change, "its DELETE met no row of the rehearsal", [$"rows {merged.FullName}"]);
                continue;
            }
            var emptied = change.Resolve(stage.Catalog) is { } target && IsLeftEmpty(target) ? target : null;
            // What takes rows may leave the table as empty as what comes after it wants it.
            var takesRows = change.Kind == RowChangeKind.Delete || change.Deletes;
            if (
                emptied is not null
                    ? HasToBeEmpty(emptied, takesRows ? i : script.Statements.Count)
                    : Successes.Any(run =>
                        run.WritesOf(i) > 0 || (run.Rows[i] > 0 && change.Kind != RowChangeKind.Upsert)
                    )
            )
                continue;
            var earlier = script.Statements.Take(i).Select(statement => statement.Text);
            if (
                change.WhyHarmless(stage.Catalog) is null
                && ImpossibleChange.Why(change, text, stage.Catalog, main.After, earlier) is null
                && !await stage.IsNeverTrueAsync(text, cancel)
            )
                Unproven(i, change, emptied is null ? "it changed no row of the rehearsal" : FailsOnItsRows);
        }
        foreach (var mark in stage.Marked.Marks.Where(mark => mark.Risk is CodeRisk.ChangesRows or CodeRisk.Dynamic))
        {
            if (
                !Successes.Any(run => run.Marks.IsReached(mark.Id)) || Successes.Any(run => run.Marks.Rows(mark.Id) > 0)
            )
                continue;
            var texts =
                mark.Risk == CodeRisk.Dynamic
                    ? Successes.SelectMany(run => run.Marks.Dynamic(mark.Id)).Distinct(StringComparer.Ordinal)
                    : [mark.Text];
            foreach (var change in texts.Select(RowChange.Find).OfType<RowChange>())
                Unproven(mark.Script, change, "inside of the code it changed no row of the rehearsal");
        }
        var unreached = Unreached().ToList();
        foreach (var (mark, why) in await ForcedBranches.TryAsync(stage, unreached, cancel))
            _found.Add((mark.Script, why));
    }

    private bool IsLeftEmpty(SeenTable table) =>
        stage.HasRows && Main is { } main && (main.Rung.IsEmpty || main.Rung.Without.Contains(table.Oid));

    /// <summary>Whether no row of the table lets the script pass: a new column has no value for one, or the script looks.</summary>
    /// <param name="before">What comes to this statement has passed that.</param>
    private bool HasToBeEmpty(SeenTable table, int before) =>
        runs.Exists(run =>
            run.FailedStatement >= 0
            && run.FailedStatement < before
            && (run.RefusedByScript || stage.LacksValues(run))
            && stage.Suspects(run).Contains(table)
        );

    private IEnumerable<SeenTable> Truncated(int statement) =>
        _words.Of(statement).Contains("truncate")
        && StatementShape.FirstWords(script.Statements[statement].Text, 1) is ["TRUNCATE"]
            ? stage.Catalog.Tables.Where(table => _words.Of(statement).Contains(table.Name))
            : [];

    private void Unproven(int statement, RowChange change, string why, ValueList<string>? named = null)
    {
        if (change.WhyHarmless(stage.Catalog) is not null)
            return;
        var targets = (named ?? change.Targets(stage.Catalog)).ToList();
        var table = change.Resolve(stage.Catalog)?.FullName;
        var isUntestable =
            Main is { Rung.IsEmpty: false } main
            && main.Planted.Any(planted => planted.Table == table && planted.Rows == 0);
        if (isUntestable)
            why = "its constraints refused every row that was made up for it";
        foreach (var target in targets.DefaultIfEmpty(null!))
        {
            if (!_found.Exists(item => item.Effect.Destroys && item.Effect.Object == target && target is not null))
                _found.Add(
                    (
                        statement,
                        new Effect.Unproven(isUntestable ? UnprovenKind.Table : UnprovenKind.Change, why, target)
                    )
                );
        }
    }

    // CREATE RULE, CREATE TRIGGER, CREATE FUNCTION … only write down what they would do.
    private static bool IsDefinition(string text) =>
        text.StartsWith("create", StringComparison.OrdinalIgnoreCase)
        || text.StartsWith("comment", StringComparison.OrdinalIgnoreCase)
        || text.StartsWith("prepare", StringComparison.OrdinalIgnoreCase)
        || text.StartsWith("grant", StringComparison.OrdinalIgnoreCase);

    /// <summary>Marks that no run reached, in code that ran, behind a branch that the schema alone does not decide.</summary>
    private IEnumerable<CodeMark> Unreached() =>
        from mark in stage.Marked.Marks
        where
            Successes.Any(run => run.Marks.IsEntered(mark.Function))
            && !Successes.Any(run => run.Marks.IsReached(mark.Id))
        where OutermostUntaken(mark) is not { IsDecidedByCatalog: true }
        select mark;

    private CodeBranch? OutermostUntaken(CodeMark mark)
    {
        CodeBranch? outermost = null;
        for (var id = mark.Branch; id >= 0; id = stage.Marked.Branches[id].Parent)
        {
            if (!Successes.Any(run => run.Marks.IsTaken(id)))
                outermost = stage.Marked.Branches[id];
        }
        return outermost;
    }

    /// <summary>The object whose name the statement has in a string: <c>DELETE FROM pg_class WHERE relname = 'audit'</c>.</summary>
    private string? NamedTarget(Denied item)
    {
        if (runs.Count == 0 || !item.What.Contains("catalog", StringComparison.Ordinal))
            return null;
        var text = script.Statements[item.Statement].Text;
        var names = ScriptLiterals.Read([text]).Texts;
        return stage.Catalog.Tables.FirstOrDefault(table =>
                names.Contains(table.Name) || names.Contains(table.FullName)
            )
                is { } table
                ? $"table {table.FullName}"
            : stage.Catalog.Constraints.FirstOrDefault(rule => names.Contains(rule.Name)) is { } rule
            && stage.Catalog.Tables.FirstOrDefault(owner => owner.Oid == rule.Table) is { } owner
                ? $"constraint {owner.FullName}.{rule.Name}"
            : stage.Catalog.Indexes.FirstOrDefault(index => names.Contains(index.Name)) is { } index
                ? $"index {index.Schema}.{index.Name}"
            : null;
    }
}
