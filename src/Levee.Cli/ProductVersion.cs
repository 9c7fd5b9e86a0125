using System.Reflection;

namespace Levee.Cli;

internal static class ProductVersion
{
    /// <summary>The version and, where the build knows it, the commit: <c>0.1.0+1a2b3c4</c>.</summary>
    public static string Text { get; } =
        typeof(ProductVersion)
            .Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!
            .InformationalVersion;

    /// <summary>The version alone: <c>0.1.0</c>.</summary>
    public static string Number => Text.Split('+')[0];
}
