using Levee.Core;
using Levee.Core.Deploy;

namespace Levee.Cli.Deployments;

/// <summary>What a deployment was asked for.</summary>
internal sealed record DeployOptions
{
    /// <summary>How long a statement may wait for a lock on a table before the migration is rolled back and tried again.</summary>
    public TimeSpan LockTimeout { get; init; } = TimeSpan.FromSeconds(2);

    public Backoff TableLock { get; init; } = Backoff.TableLock;

    public Backoff DeploymentLock { get; init; } = Backoff.DeploymentLock;

    public TimeSpan WaitForDatabase { get; init; } = TimeSpan.Zero;

    public AheadPolicy Ahead { get; init; } = AheadPolicy.Warn;

    /// <summary>Overtaken migrations that may be run in this database's order.</summary>
    public ValueList<string> AcceptedOrder { get; init; } = [];

    /// <summary>The last migration to apply; null for all.</summary>
    public string? Until { get; init; }

    /// <summary>How many to apply at most; null for all.</summary>
    public int? Count { get; init; }

    /// <summary>Whether only the checks are made and the plan is told.</summary>
    public bool IsDryRun { get; init; }
}
