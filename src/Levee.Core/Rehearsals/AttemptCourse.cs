using Levee.Core.Canaries;
using Levee.Core.Effects;
using Levee.Core.Statements;

namespace Levee.Core.Rehearsals;

/// <summary>Which attempts follow one another, and what each was made for. Every look at a result comes after a <c>yield</c> of its
/// attempt, so that the course can be followed from its start as often as is wanted.</summary>
internal sealed class AttemptCourse(RehearsalSubject subject)
{
    /// <summary>Rounds in which tables are left empty or given poorer rows.</summary>
    private const int MostRounds = 5;

    /// <summary>Tried one by one up to here; more are left empty together.</summary>
    private const int FewSuspects = 3;

    private IReadOnlyDictionary<Attempt, AttemptResult> _known = new Dictionary<Attempt, AttemptResult>();
    private bool _isUnmarked;

    /// <summary>The whole script on row sets, in their order.</summary>
    public List<AttemptResult> Runs { get; } = [];

    /// <summary>For a loss that was seen only where a table was empty: the run in which only the lost thing held something.</summary>
    public Dictionary<string, AttemptResult> LossChecks { get; } = new(StringComparer.Ordinal);

    public Dictionary<int, AttemptResult> Forced { get; } = [];

    /// <summary>Whether the procedural code could be followed.</summary>
    public bool IsMarked => !_isUnmarked;

    /// <summary>The first run that went through, from many rows to none; null where none did.</summary>
    public AttemptResult? Main => Runs.Find(run => run.Succeeded);

    public IEnumerable<AttemptResult> Successes => Runs.Where(run => run.Succeeded);

    /// <summary>Every attempt in its order, up to one that has no result yet.</summary>
    public IEnumerable<Attempt> Follow(IReadOnlyDictionary<Attempt, AttemptResult> known)
    {
        _known = known;
        foreach (var attempt in GoDown())
            yield return attempt;
        if (Runs.Count == 0)
            yield break;
        foreach (var attempt in GiveOthersTheirRows())
            yield return attempt;
        if (Runs[^1] is { Succeeded: true, Rung.IsEmpty: false } last && subject.MayOverwrite())
        {
            foreach (var attempt in TryOtherValues(last.Rung))
                yield return attempt;
        }
        if (Main is { Rung: { IsEmpty: false, Style: { } style } poor } && !poor.Kinds.HasFlag(CanaryKinds.Colliding))
        {
            foreach (var attempt in TryOtherStyles(style))
                yield return attempt;
        }
        if (Main is { Rung.IsEmpty: false } && subject.MayAddUnseen)
        {
            foreach (var attempt in TryPlainRows())
                yield return attempt;
        }
        if (Main is { Rung.Most: > 1 } && Unreached().Any())
        {
            foreach (var attempt in TryFewerRows())
                yield return attempt;
        }
        foreach (var attempt in CheckLosses().Concat(ForceBranches()))
            yield return attempt;
    }

    private Attempt.Whole Whole(CanaryRung rows) => new(rows) { IsUnmarked = _isUnmarked };

    private AttemptResult Result(CanaryRung rows) => _known[Whole(rows)];

    // From many rows to none, until the script runs through.
    private IEnumerable<Attempt> GoDown()
    {
        var sets = subject.RowSets();
        var (holdsToNewKeys, knowsEmpty) = (false, false);
        for (var place = 0; place < sets.Count; place++)
        {
            var rows = sets[place] with { HoldsToNewKeys = holdsToNewKeys };
            yield return Whole(rows);
            var run = Result(rows);
            if (IsStumblingOverMarks(run))
            {
                _isUnmarked = true;
                place--;
                continue;
            }
            if (rows.IsEmpty && run.Succeeded && Runs.Count > 0)
            {
                foreach (var attempt in FindEmptied(sets, Runs[^1]))
                    yield return attempt;
                run = _emptied ?? run;
            }
            Runs.Add(run);
            if (run.Succeeded || run.TimedOut || rows.IsEmpty)
                yield break;
            if (subject.MissesParents(run))
            {
                // The same rows, but with parents: fewer rows would have none either.
                holdsToNewKeys = true;
                place--;
                continue;
            }
            if (subject.LacksValues(run))
                place = Math.Max(place, sets.Count - 2); // other rows will not have them either
            if (!run.FailsOnAnyRows || knowsEmpty)
                continue;
            // Syntax, names, rights: most likely it fails on any rows, and the empty tables show it.
            knowsEmpty = true;
            yield return Whole(CanaryRung.Empty);
            if (Result(CanaryRung.Empty) is { Succeeded: false } onEmpty)
            {
                Runs.Add(onEmpty);
                yield break;
            }
        }
    }

    private bool IsStumblingOverMarks(AttemptResult run) =>
        !_isUnmarked && run.Error?.SqlState == SqlStates.SyntaxError && subject.Marked.Marks.Count > 0;

    /// <summary>Often it is one table that has to be empty, and what the script does to the rows of the others is to be seen.</summary>
    private AttemptResult? _emptied;

    private IEnumerable<Attempt> FindEmptied(List<CanaryRung> sets, AttemptResult last)
    {
        var filled = sets.Where(rows => !rows.IsEmpty && !rows.LeavesStored).ToList();
        if (filled.Count == 0)
            yield break;
        foreach (var attempt in FindLeast(filled[^1], last))
            yield return attempt;
        if (_emptied is not { } least)
            yield break;
        foreach (var rows in filled.SkipLast(1))
        {
            var richer = rows with { Without = least.Rung.Without, HoldsToNewKeys = least.Rung.HoldsToNewKeys };
            yield return Whole(richer);
            var run = Result(richer);
            if (run.Succeeded)
                _emptied = run;
            if (run.Succeeded || run.TimedOut)
                yield break;
        }
    }

    /// <summary>Leaves out more and more of the tables that a run failed on.</summary>
    private IEnumerable<Attempt> FindLeast(CanaryRung rows, AttemptResult last)
    {
        for (var round = 0; round < MostRounds && !last.TimedOut && !last.FailsOnAnyRows; round++)
        {
            if (subject.MissesParents(last))
            {
                var held = last.Rung with { HoldsToNewKeys = true };
                yield return Whole(held);
                last = Result(held);
                if (last.Succeeded)
                {
                    _emptied = last;
                    yield break;
                }
                continue;
            }
            var suspects = subject.Suspects(last).Select(table => table.Oid).ToList();
            if (suspects.Count == 0)
                yield break;
            var choices = suspects.Count is > 1 and <= FewSuspects
                ? suspects.Select(suspect => new List<long> { suspect }).Append(suspects).ToList()
                : [suspects];
            var (left, holds) = (last.Rung.Without, last.Rung.HoldsToNewKeys);
            foreach (var choice in choices)
            {
                var chosen = rows with { Without = [.. left, .. choice], HoldsToNewKeys = holds };
                yield return Whole(chosen);
                last = Result(chosen);
                if (last.Succeeded)
                {
                    _emptied = last;
                    yield break;
                }
            }
        }
    }

    /// <summary>What stopped the script on richer rows was one table: the others keep the richest, or one table's poverty would acquit
    /// what happens to them.</summary>
    private IEnumerable<Attempt> GiveOthersTheirRows()
    {
        if (Main is not { Rung: { IsEmpty: false } poor } || ReferenceEquals(Main, Runs[0]) || subject.Scope.Count < 2)
            yield break;
        var plain = new List<long>();
        foreach (var failed in Runs.Where(run => !run.Succeeded))
            plain.AddRange(subject.Suspects(failed).Select(table => table.Oid));
        for (var round = 0; round < MostRounds; round++)
        {
            var tables = plain.Distinct().Order().ToValueList();
            if (tables.Count == 0 || subject.Scope.All(table => tables.Contains(table.Oid)))
                yield break;
            var mixed = CanaryRung.Full with
            {
                Without = poor.Without,
                HoldsToNewKeys = poor.HoldsToNewKeys,
                Poor = new(poor, tables),
            };
            yield return Whole(mixed);
            var run = Result(mixed);
            if (run.Succeeded)
                Runs.Add(run);
            if (run.Succeeded || run.TimedOut)
                yield break;
            plain.AddRange(subject.Suspects(run).Select(table => table.Oid));
            if (plain.Distinct().Count() == tables.Count)
                yield break;
        }
    }

    // A row that had by chance what it was given shows no loss, nor does one that has nothing to lose: a short text, cut.
    private IEnumerable<Attempt> TryOtherValues(CanaryRung rows)
    {
        const int OrdinaryTexts = 5;
        for (var turn = 1; turn < OrdinaryTexts; turn++)
        {
            var turned = rows with { Turn = turn };
            yield return Whole(turned);
            var run = Result(turned);
            if (!run.Succeeded)
                yield break;
            Runs.Add(run);
            if (Runs.Exists(seen => seen.Effects.Any(effect => effect.Destroys)))
                yield break;
        }
    }

    // A number reads as JSON, too, and shows little of what becomes of JSON.
    private IEnumerable<Attempt> TryOtherStyles(TextStyle style)
    {
        foreach (
            var rows in subject
                .RowSets()
                .Where(rows => rows.Style is { } other && other != style)
                .Where(rows => rows.Kinds.HasFlag(CanaryKinds.Colliding) && Runs.TrueForAll(run => run.Rung != rows))
        )
        {
            yield return Whole(rows);
            if (!Result(rows).Succeeded)
                continue;
            Runs.Add(Result(rows));
            yield break;
        }
    }

    // Where a row stands already that the script would add, its triggers are not seen.
    private IEnumerable<Attempt> TryPlainRows()
    {
        var plain = subject.RowSets().Find(rows => rows is { Kinds: CanaryKinds.Plain, Style: null, Most: > 1 });
        if (plain is null || Runs.Exists(run => run.Rung == plain))
            yield break;
        yield return Whole(plain);
        if (Result(plain).Succeeded)
            Runs.Add(Result(plain));
    }

    private IEnumerable<Attempt> TryFewerRows()
    {
        foreach (
            var rows in subject.RowSets().Where(rows => rows.Most <= 8 && Runs.TrueForAll(run => run.Rung != rows))
        )
        {
            yield return Whole(rows);
            Runs.Add(Result(rows));
        }
    }

    /// <summary>Losses that were seen only where a table held nothing.</summary>
    public IEnumerable<(Effect Loss, AttemptResult Run, bool IsOnlyWhereEmpty)> Losses()
    {
        // A guard in the script that lets it pass only where there is nothing: IF EXISTS (…) THEN RAISE EXCEPTION.
        var wasGuarded = Runs.Exists(run => run.RefusedByScript);
        var main = Main;
        foreach (var run in Successes.OrderBy(run => run.Rung.IsEmpty))
        {
            foreach (var loss in run.Effects.Where(effect => effect.Destroys))
            {
                var isEmpty = run.Rung.IsEmpty || run.Rung.Without.Contains(LossPlace.TableOf(loss, subject.Catalog));
                yield return (loss, run, isEmpty && (wasGuarded || !ReferenceEquals(run, main)));
            }
        }
    }

    // Whether the loss is seen too when only the lost thing holds something, and all else is empty.
    private IEnumerable<Attempt> CheckLosses()
    {
        foreach (var (loss, _, isOnlyWhereEmpty) in Losses().ToList())
        {
            var table = LossPlace.TableOf(loss, subject.Catalog);
            if (!isOnlyWhereEmpty || table == 0 || LossChecks.ContainsKey(loss.Object!))
                continue;
            var rows = new CanaryRung("only in what is lost", CanaryKinds.Plain, 3)
            {
                Only = [table],
                Filled = loss is Effect.Lost { Kind: ObjectKind.Column } column ? [column.Name] : null,
            };
            yield return Whole(rows);
            LossChecks[loss.Object!] = Result(rows);
        }
    }

    private IEnumerable<Attempt> ForceBranches()
    {
        foreach (var mark in Unreached().ToList())
        {
            yield return new Attempt.Forced(mark.Id);
            Forced[mark.Id] = _known[new Attempt.Forced(mark.Id)];
        }
    }

    /// <summary>Marks that no run reached, in code that ran, after a branch that the schema alone does not decide.</summary>
    public IEnumerable<CodeMark> Unreached() =>
        from mark in IsMarked ? subject.Marked.Marks : []
        where
            Successes.Any(run => run.Marks.IsEntered(mark.Function))
            && !Successes.Any(run => run.Marks.IsReached(mark.Id))
        where OutermostUntaken(mark) is not { IsDecidedByCatalog: true }
        select mark;

    private CodeBranch? OutermostUntaken(CodeMark mark)
    {
        CodeBranch? outermost = null;
        for (var id = mark.Branch; id >= 0; id = subject.Marked.Branches[id].Parent)
        {
            if (!Successes.Any(run => run.Marks.IsTaken(id)))
                outermost = subject.Marked.Branches[id];
        }
        return outermost;
    }
}
