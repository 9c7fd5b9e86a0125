namespace Levee.Core.Deploy;

/// <summary>How long to wait between two attempts: from the first pause on it grows by half each time up to the longest, with
/// jitter, so that many who wait do not ask at the same moment.</summary>
/// <param name="First">The pause after the first attempt.</param>
/// <param name="Longest">No pause is longer.</param>
/// <param name="Attempts">How many there are in all; zero for no bound.</param>
/// <param name="Deadline">How long all of it may take.</param>
public sealed record Backoff(TimeSpan First, TimeSpan Longest, int Attempts, TimeSpan Deadline)
{
    /// <summary>The deployment lock: <c>pg_try_advisory_lock</c> is asked again and again, never waited in.</summary>
    public static readonly Backoff DeploymentLock = new(
        TimeSpan.FromMilliseconds(200),
        TimeSpan.FromSeconds(2),
        Attempts: 0,
        TimeSpan.FromMinutes(5)
    );

    /// <summary>A migration whose lock was not to be had in time: in the pause everybody else gets through.</summary>
    public static readonly Backoff TableLock = new(
        TimeSpan.FromSeconds(1),
        TimeSpan.FromSeconds(60),
        Attempts: 20,
        TimeSpan.FromMinutes(15)
    );

    /// <summary>A database that is not there yet.</summary>
    public static readonly Backoff Unreachable = new(
        TimeSpan.FromMilliseconds(250),
        TimeSpan.FromSeconds(5),
        Attempts: 0,
        TimeSpan.Zero
    );

    /// <param name="attempts">How many were made.</param>
    /// <param name="elapsed">Since the first began.</param>
    /// <param name="random">At least 0 and less than 1.</param>
    /// <returns>Null where there is to be no other attempt.</returns>
    public TimeSpan? Next(int attempts, TimeSpan elapsed, double random)
    {
        if ((Attempts > 0 && attempts >= Attempts) || elapsed >= Deadline)
            return null;
        var grown = First * Math.Pow(1.5, attempts - 1);
        var pause = (grown < Longest ? grown : Longest) * (0.75 + random / 2);
        // The last attempt is made when the time is over, not before.
        return elapsed + pause > Deadline ? Deadline - elapsed : pause;
    }
}
