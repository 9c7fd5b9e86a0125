using Levee.Cli.Replay;
using Levee.Core;
using Levee.Core.Canaries;
using Levee.Core.Diagnostics;
using Levee.Core.History;
using Levee.Core.Rehearsals;
using Levee.Core.Schema;
using Levee.Core.Sql;
using Levee.Core.Statements;

namespace Levee.Cli.Rehearsals;

/// <summary>What a rehearsal is to look at.</summary>
public sealed record RehearsalOptions
{
    /// <summary>Reads the schema that the script leaves, as this one would be compared with it; null does not read it.</summary>
    public DatabaseSchema? Like { get; init; }

    /// <summary>Whether PostgreSQL is asked how it keeps the texts of <see cref="Like"/>, which the script is to lead to.</summary>
    public bool AsksSpellings { get; init; }

    /// <summary>Whether rows are planted. Without them only objects can be seen to go.</summary>
    public bool PlantsRows { get; init; } = true;

    /// <summary>How long the script may run on one set of rows.</summary>
    public TimeSpan Deadline { get; init; } = TimeSpan.FromSeconds(8);
}

/// <summary>Runs a script on copies of the database that it is written for, with rows made up for it, and tells what it did.</summary>
public static class Rehearser
{
    /// <param name="history">The migrations before the script.</param>
    /// <returns>A script that fails on every set of rows comes back with <see cref="Rehearsal.Failure"/>.</returns>
    /// <exception cref="LeveeException">There is no PostgreSQL, or the history does not replay.</exception>
    public static async Task<Rehearsal> RunAsync(
        ShadowDatabases shadows,
        ValueList<Migration> history,
        SqlScript script,
        RehearsalOptions options,
        CancellationToken cancel
    )
    {
        var denied = DenyList.Find(script);
        await using var stage = new RehearsalStage(
            shadows,
            history,
            RehearsalScripts.WithoutDenied(script, denied),
            options,
            denied.Any(item => item.MayRun)
        );
        var runs = await ClimbDownAsync(stage, options, cancel);
        if (runs[^1] is { Succeeded: true, Rung: { IsEmpty: false } rung } && stage.MayOverwrite())
            await TryOtherValuesAsync(stage, runs, rung, cancel);
        var report = new RehearsalFindings(script, stage, runs, denied);
        if (report.NeedsFewerRows)
            await TryFewerRowsAsync(stage, runs, cancel);
        await report.JudgeAsync(cancel);
        return report.ToRehearsal();
    }

    // From many rows to none, until the script runs through.
    private static async Task<List<RehearsalRun>> ClimbDownAsync(
        RehearsalStage stage,
        RehearsalOptions options,
        CancellationToken cancel
    )
    {
        var runs = new List<RehearsalRun>();
        var ladder = options.PlantsRows ? await stage.LadderAsync(cancel) : [CanaryRung.Empty];
        RehearsalRun? onEmpty = null;
        var holdsToNewKeys = false;
        for (var place = 0; place < ladder.Count; place++)
        {
            var rung = ladder[place] with { HoldsToNewKeys = holdsToNewKeys };
            var run = rung.IsEmpty && onEmpty is not null ? onEmpty : await stage.RunAsync(rung, cancel);
            if (rung.IsEmpty && run.Succeeded && runs.Count > 0)
                run = await EmptiedTables.FindAsync(stage, ladder, runs[^1], cancel) ?? run;
            runs.Add(run);
            if (run.Succeeded || run.TimedOut)
                break;
            if (stage.MissesParents(run))
            {
                // The same rows, but with parents: fewer rows would have none either.
                holdsToNewKeys = true;
                place--;
                continue;
            }
            if (stage.LacksValues(run))
                place = ladder.Count - 2; // other rows will not have them either
            if (!run.FailsOnAnyRows || onEmpty is not null)
                continue;
            // Syntax, names, rights: most likely it fails on any rows, and the empty tables show it.
            onEmpty = await stage.RunAsync(CanaryRung.Empty, cancel);
            if (!onEmpty.Succeeded)
            {
                runs.Add(onEmpty);
                break;
            }
        }
        return runs;
    }

    // A row that had by chance what it was given shows no loss, nor does one that has nothing to lose: a short text, cut.
    private static async Task TryOtherValuesAsync(
        RehearsalStage stage,
        List<RehearsalRun> runs,
        CanaryRung rung,
        CancellationToken cancel
    )
    {
        const int OrdinaryTexts = 5;
        for (var turn = 1; turn < OrdinaryTexts; turn++)
        {
            var turned = await stage.RunAsync(rung with { Turn = turn }, cancel);
            if (!turned.Succeeded)
                return;
            runs.Add(turned);
            if (runs.Exists(run => run.Effects.Any(effect => effect.Destroys)))
                return;
        }
    }

    private static async Task TryFewerRowsAsync(RehearsalStage stage, List<RehearsalRun> runs, CancellationToken cancel)
    {
        foreach (
            var rung in (await stage.LadderAsync(cancel)).Where(rung =>
                rung.Most <= 8 && runs.TrueForAll(run => run.Rung != rung)
            )
        )
            runs.Add(await stage.RunAsync(rung, cancel));
    }
}
