namespace Levee.Core.Deploy;

/// <summary>What a deployment tells while it goes on; <c>docs/deploy-events.md</c> has each as a line of JSON.</summary>
public abstract record DeployEvent
{
    private DeployEvent() { }

    /// <summary>Another deployment holds the lock.</summary>
    /// <param name="Holder">Who, in words; null where it is not to be seen.</param>
    public sealed record LockWait(string? Holder, TimeSpan Waited) : DeployEvent;

    public sealed record MigrationStarted(string Name, DeploymentMode Mode, int Statements) : DeployEvent;

    /// <param name="Number">From one.</param>
    public sealed record StatementDone(string Migration, int Number, int Of, TimeSpan Took) : DeployEvent;

    /// <summary>A lock on a table was not to be had in time; the migration was rolled back and is tried again.</summary>
    /// <param name="Blocker">Who holds it, in words; null where it is not to be seen.</param>
    public sealed record LockTimeout(string Migration, int Attempt, string? Blocker, TimeSpan Pause) : DeployEvent;

    /// <summary>An index is being built.</summary>
    public sealed record Progress(string Migration, string Phase, double? Share, string? Blocker) : DeployEvent;

    public sealed record MigrationFinished(string Name, TimeSpan Took) : DeployEvent;

    /// <summary>The last line of every deployment.</summary>
    /// <param name="Applied">By this run.</param>
    /// <param name="ByOthers">By another process, while this run waited.</param>
    public sealed record Summary(ValueList<string> Applied, int ByOthers, int Pending, ExitCode ExitCode) : DeployEvent;
}
