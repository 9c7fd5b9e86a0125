using Levee.Core.Diagnostics;

namespace Levee.Core.Guards;

/// <summary>What one guard, or one stage that could not be done, has against writing the migration.</summary>
/// <param name="ExitCode">What a run answers that meets this objection alone.</param>
/// <param name="Diagnostics">What was found, with its places.</param>
/// <param name="Refusal">The banner; null where the diagnostics say it all.</param>
public sealed record Objection(ExitCode ExitCode, ValueList<Diagnostic> Diagnostics, Refusal? Refusal = null);

/// <summary>What becomes of a run: allowed, or refused for every reason at once.</summary>
/// <param name="Objections">Cause before symptom; empty where the run may write.</param>
public sealed record Verdict(ValueList<Objection> Objections)
{
    // A differing copy or a stale branch explains the drop that follows from it, never the other way round. What could
    // not be done comes last: a refusal that is certain is worth more to a program than "something failed".
    private static readonly ExitCode[] Precedence =
    [
        ExitCode.CopiesDiffer,
        ExitCode.Stale,
        ExitCode.HistoryBroken,
        ExitCode.Destructive,
        ExitCode.Disagree,
        ExitCode.CouldNot,
    ];

    public bool Allows => Objections.Count == 0;

    /// <summary>The code of the first objection in the order of precedence; <see cref="ExitCode.Done"/> where there is none.</summary>
    public ExitCode ExitCode => Allows ? ExitCode.Done : Objections[0].ExitCode;

    public static Verdict Of(IEnumerable<Objection> objections) =>
        new(objections.OrderBy(objection => Rank(objection.ExitCode)).ToValueList());

    // What is not in the list (a bug, a cancelled run) ends a run by itself and is never weighed against others.
    private static int Rank(ExitCode code) => Array.IndexOf(Precedence, code) is >= 0 and var rank ? rank : -1;
}
