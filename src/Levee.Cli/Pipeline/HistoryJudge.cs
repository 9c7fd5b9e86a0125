using Levee.Cli.Replay;
using Levee.Core;
using Levee.Core.Diagnostics;
using Levee.Core.Guards;
using Levee.Core.History;

namespace Levee.Cli.Pipeline;

/// <param name="Found">What is wrong with the history, and what is worth knowing of it.</param>
/// <param name="Failure">Why the migrations here cannot be replayed, as it is to be told; null where they can, or where
/// what was found says it better.</param>
internal sealed record JudgedHistory(ValueList<Diagnostic> Found, Diagnostic? Failure);

/// <summary>Holds a branch's migrations against those of its base, and replays both where names do not tell.</summary>
/// <param name="here">The working tree's migrations.</param>
/// <param name="failure">Why these cannot be replayed; null where they can.</param>
internal sealed class HistoryJudge(
    ShadowDatabases shadows,
    HistoryComparison history,
    HistoryFindings findings,
    ValueList<Migration> here,
    Diagnostic? failure
)
{
    public async Task<JudgedHistory> JudgeAsync(CancellationToken cancel)
    {
        var found = findings.OfNames().ToList();
        var hasEdits = history.Edited.Any(edit => edit.Kind == EditKind.Statements);
        var ofBase =
            hasEdits || failure is not null || history.Deleted.Count > 0
                ? await BranchHistory.ReplayAsync(shadows, history.Base, cancel)
                : null;
        var squash =
            history.Deleted.Count > 0 && ofBase is null && failure is null ? await FindSquashAsync(cancel) : null;
        // The first of the merged ones may hold them all now: that is no edit to be taken back by itself.
        if (squash is not { Proof: OrderProof.Equal })
            found.AddRange(findings.OfEdits(hasEdits ? await ProveEditsAsync(ofBase, cancel) : null));
        if (history.Deleted.Count > 0)
        {
            var reason = squash is null ? null : Approvals.ReasonToSquash(squash.By.Script, squash.By.Name);
            return new([.. found, .. findings.OfDeleted(squash, reason)], failure);
        }
        if (history.Own.Count == 0 || ofBase is not null)
            return new(found.ToValueList(), Shared(ofBase));
        if (failure is null)
            return new([.. found, .. await ProveOrderAsync(cancel)], null);
        var explained = await ExplainAsync(failure, cancel);
        return new([.. found, .. explained], explained.Count > 0 ? null : failure);
    }

    /// <summary>A failure that the base has as well is not this branch's.</summary>
    private Diagnostic? Shared(Diagnostic? ofBase) =>
        failure is not null && ofBase is not null && failure.Message == ofBase.Message
            ? failure with
            {
                Notes = [.. failure.Notes, findings.FailsAlike],
            }
            : failure;

    private async Task<OrderProof?> ProveEditsAsync(Diagnostic? ofBase, CancellationToken cancel) =>
        ofBase is null
            ? await BranchHistory.ProveAsync(shadows, history.Base, history.BaseAsEdited(), cancel)
            : new OrderProof.NothingToCompare(ofBase, failure is null);

    /// <summary>Whether this branch's first migration, or all of them, stand in for the merged ones that are
    /// gone.</summary>
    private async Task<SquashProof?> FindSquashAsync(CancellationToken cancel)
    {
        var by = history.Own.Concat(history.Edited.Select(edit => edit.Here)).FirstOrDefault();
        if (by is null)
            return null;
        SquashProof? first = null;
        ValueList<ValueList<Migration>> candidates =
        [
            here.Except(history.Own.Skip(1)).ToValueList(),
            .. history.Own.Count > 1 ? [here] : ValueList<ValueList<Migration>>.Empty,
        ];
        foreach (var candidate in candidates)
        {
            if (await BranchHistory.ProveAsync(shadows, history.Base, candidate, cancel) is not { } proof)
                return null;
            first ??= new(by, proof);
            if (proof is OrderProof.Equal)
                return new(by, proof);
        }
        return first;
    }

    private async Task<IEnumerable<Diagnostic>> ProveOrderAsync(CancellationToken cancel)
    {
        if (history.Overtaken.Any() || history.SameTime.Any())
        {
            try
            {
                var proof = await BranchHistory.ProveAsync(shadows, history.MergedFirst, history.OtherOrder(), cancel);
                // Only a new migration between merged ones has one that it does not go with.
                return findings.OfOrder(
                    proof is OrderProof.Different different && history.Overtaken.Any()
                        ? await BranchHistory.WithCulpritAsync(shadows, history, different, cancel)
                        : proof
                );
            }
            catch (LeveeException error) when (error.Diagnostics is [{ Code: "sql-error" } first, ..])
            {
                // Not even the order of an up-to-date database works, so there is nothing to compare with.
                return [await ConflictAsync(first, cancel)];
            }
        }
        if (history.Awaited.Count == 0)
            return [];
        var merged = await BranchHistory.ReplayAsync(shadows, history.MergedFirst, cancel);
        return merged is null ? [] : [findings.Unmergeable(merged)];
    }

    /// <summary>Why the history here fails while the base's replays, as far as the order says it.</summary>
    private async Task<ValueList<Diagnostic>> ExplainAsync(Diagnostic failed, CancellationToken cancel)
    {
        if (!history.Overtaken.Any() && !history.SameTime.Any())
            return history.Awaited.Count == 0 && OwnOf(failed) is not null ? await FindTwinAsync(failed, cancel) : [];
        var mergedFirst = await BranchHistory.ReplayAsync(shadows, history.MergedFirst, cancel);
        if (mergedFirst is null)
            return findings.OfOrder(new OrderProof.Fails(failed)).ToValueList();
        // One that fails in its own place, too, is just wrong.
        return OwnOf(failed) is null ? [await ConflictAsync(mergedFirst, cancel)] : [];
    }

    /// <summary>The merged migration without which this branch's own would run; looked for among the last ones, where
    /// a merge puts what another branch made.</summary>
    private async Task<ValueList<Diagnostic>> FindTwinAsync(Diagnostic failed, CancellationToken cancel)
    {
        const int furthest = 8;
        var (own, mine) = UpTo(failed);
        for (var back = 1; back <= Math.Min(furthest, history.Base.Count - 1); back *= 2)
        {
            var goes = history.Base.Count - back;
            if (!await FailsAfterAsync(goes, mine, cancel))
                return [findings.Conflicting(failed, own, await HalveAsync(goes, mine, cancel))];
        }
        return [];
    }

    private async Task<Diagnostic> ConflictAsync(Diagnostic failed, CancellationToken cancel)
    {
        var (own, mine) = UpTo(failed);
        var goes = history.Base.Count(merged => HistoryComparison.IsBefore(merged, own));
        var isFound = goes < history.Base.Count && !await FailsAfterAsync(goes, mine, cancel);
        return findings.Conflicting(failed, own, isFound ? await HalveAsync(goes, mine, cancel) : null);
    }

    /// <summary>The first of the merged migrations after which this branch's own fail.</summary>
    /// <param name="goes">After so many of them they run.</param>
    private async Task<Migration> HalveAsync(int goes, ValueList<Migration> mine, CancellationToken cancel)
    {
        var fails = history.Base.Count;
        while (fails - goes > 1)
        {
            var middle = (goes + fails) / 2;
            (goes, fails) = await FailsAfterAsync(middle, mine, cancel) ? (goes, middle) : (middle, fails);
        }
        return history.Base[fails - 1];
    }

    /// <summary>The one of this branch's own that fails, and all of them up to it.</summary>
    private (Migration Own, ValueList<Migration> Mine) UpTo(Diagnostic failed)
    {
        var own = OwnOf(failed) ?? history.Own[0];
        return (own, history.Own.TakeWhile(migration => migration != own).Append(own).ToValueList());
    }

    private async Task<bool> FailsAfterAsync(int merged, ValueList<Migration> mine, CancellationToken cancel) =>
        await BranchHistory.ReplayAsync(shadows, [.. history.Base.Take(merged), .. mine], cancel) is not null;

    private Migration? OwnOf(Diagnostic failed) =>
        history.Own.FirstOrDefault(own => failed.At is { } at && at.Source.Path == own.Script.Path);
}
