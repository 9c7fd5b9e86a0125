using System.Reflection;

namespace Levee.Cli.Server;

/// <summary>What the cache's content depends on besides PostgreSQL and the SQL. What another format wrote is not looked
/// at.</summary>
internal static class CacheFormat
{
    private static readonly Assembly Levee = typeof(CacheFormat).Assembly;

    /// <summary>How clusters are built and histories replayed: the number is raised when either changes.</summary>
    public static string Clusters { get; } = $"5 {Levee.GetName().Version}";

    /// <summary>How a catalog is read and kept: every build may do it differently.</summary>
    public static string Catalogs { get; } =
        $"1 {Levee.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion}";
}
