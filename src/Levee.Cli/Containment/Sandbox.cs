namespace Levee.Cli.Containment;

/// <summary>What macOS has in place of namespaces and Landlock: a profile that a program is started with.</summary>
internal static class Sandbox
{
    private const string Program = "/usr/bin/sandbox-exec";

    /// <summary>Whether it can be had.</summary>
    public static bool IsThere => OperatingSystem.IsMacOS() && File.Exists(Program);

    /// <summary>What stands before the program on the command line; nothing where there is no sandbox.</summary>
    public static string[] Prefix(LaunchRequest request) => IsThere ? [Program, "-p", Profile(request)] : [];

    private static string Profile(LaunchRequest request)
    {
        // The last rule that fits counts. Home folders and the temporary ones hold what is not the server's.
        var mine = string.Join(' ', request.Writable.Select(folder => $"(subpath {Quote(Real(folder))})"));
        var programs = Quote(Path.GetDirectoryName(request.Program)!);
        var shell = request.StartsOthers
            ? """(literal "/bin/sh") (literal "/bin/bash") (literal "/usr/bin/locale")"""
            : "";
        return $"""
            (version 1)
            (allow default)
            (deny network*)
            (allow network* (local unix) (remote unix))
            (deny file-write*)
            (deny file-read-data (subpath "/Users") (subpath "/private/tmp") (subpath "/private/var/folders") (subpath "/private/etc"))
            (allow file-read-data (subpath {programs}) (subpath {Quote(
                Path.GetDirectoryName(Path.GetDirectoryName(request.Program)!)!
            )}))
            (allow file-read* file-write* {mine})
            (allow file-write-data (literal "/dev/null"))
            (deny process-exec*)
            (allow process-exec* (subpath {programs}) {shell})
            """;
    }

    // The sandbox compares what links lead to.
    private static string Real(string folder) =>
        folder.StartsWith("/tmp/", StringComparison.Ordinal) || folder.StartsWith("/var/", StringComparison.Ordinal)
            ? $"/private{folder}"
            : folder;

    private static string Quote(string text) =>
        $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
}
