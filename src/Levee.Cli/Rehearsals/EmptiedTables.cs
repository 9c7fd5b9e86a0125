using Levee.Core;
using Levee.Core.Canaries;

namespace Levee.Cli.Rehearsals;

/// <summary>A script that runs through on empty tables only: often it is one table that has to be empty, and what it does to the
/// rows of the others is to be seen.</summary>
internal static class EmptiedTables
{
    private const int MostRounds = 5;

    /// <summary>Tried one by one up to here; more are left empty together.</summary>
    private const int FewSuspects = 3;

    /// <param name="ladder">The sets of rows, the richest first: the script failed on each.</param>
    /// <param name="last">The failed run with the fewest rows.</param>
    /// <returns>A run with as many rows as the script lets pass; null where it passes on no row at all.</returns>
    public static async Task<RehearsalRun?> FindAsync(
        RehearsalStage stage,
        IReadOnlyList<CanaryRung> ladder,
        RehearsalRun last,
        CancellationToken cancel
    )
    {
        var rungs = ladder.Where(rung => !rung.IsEmpty && !rung.LeavesStored).ToList();
        if (rungs.Count == 0 || await FindLeastAsync(stage, rungs[^1], last, cancel) is not { } least)
            return null;
        foreach (var rung in rungs.SkipLast(1))
        {
            var richer = rung with { Without = least.Rung.Without, HoldsToNewKeys = least.Rung.HoldsToNewKeys };
            var run = await stage.RunAsync(richer, cancel);
            if (run.Succeeded)
                return run;
            if (run.TimedOut)
                break;
        }
        return least;
    }

    /// <summary>Leaves out more and more of the tables that a run failed on.</summary>
    private static async Task<RehearsalRun?> FindLeastAsync(
        RehearsalStage stage,
        CanaryRung rung,
        RehearsalRun last,
        CancellationToken cancel
    )
    {
        for (var round = 0; round < MostRounds && !last.TimedOut && !last.FailsOnAnyRows; round++)
        {
            if (stage.MissesParents(last))
            {
                last = await stage.RunAsync(last.Rung with { HoldsToNewKeys = true }, cancel);
                if (last.Succeeded)
                    return last;
                continue;
            }
            var suspects = stage.Suspects(last).Select(table => table.Oid).ToList();
            if (suspects.Count == 0)
                return null;
            var choices = suspects.Count is > 1 and <= FewSuspects
                ? suspects.Select(suspect => new List<long> { suspect }).Append(suspects)
                : [suspects];
            var (left, holds) = (last.Rung.Without, last.Rung.HoldsToNewKeys);
            foreach (var choice in choices)
            {
                last = await stage.RunAsync(
                    rung with
                    {
                        Without = [.. left, .. choice],
                        HoldsToNewKeys = holds,
                    },
                    cancel
                );
                if (last.Succeeded)
                    return last;
            }
        }
        return null;
    }
}
