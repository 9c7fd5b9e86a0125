namespace Levee.Core.Impact;

/// <summary>What a statement of an upgrade does to the application version that still runs. From light to
/// heavy.</summary>
public enum ImpactSeverity
{
    /// <summary>The old version does not notice.</summary>
    Info,

    /// <summary>It waits.</summary>
    Lock,

    /// <summary>A statement that it keeps prepared fails until its connections are opened anew.</summary>
    PreparedPlan,

    /// <summary>The database refuses rows that it writes.</summary>
    WriteReject,

    /// <summary>It reads or writes something that is not there any more.</summary>
    Breaking,
}

public static class ImpactSeverities
{
    public static readonly ValueList<ImpactSeverity> WorstFirst =
    [
        ImpactSeverity.Breaking,
        ImpactSeverity.WriteReject,
        ImpactSeverity.PreparedPlan,
        ImpactSeverity.Lock,
        ImpactSeverity.Info,
    ];

    /// <summary>As it is typed and printed: <c>write-reject</c>.</summary>
    public static string Word(this ImpactSeverity severity) =>
        severity switch
        {
            ImpactSeverity.Info => "info",
            ImpactSeverity.Lock => "lock",
            ImpactSeverity.PreparedPlan => "prepared-plan",
            ImpactSeverity.WriteReject => "write-reject",
            ImpactSeverity.Breaking => "breaking",
        };
}
