using Levee.Cli.Machine;
using Levee.Core.Diagnostics;

namespace Levee.Cli.Workspace;

/// <summary>Keeps what a configuration names inside the workspace, through any symbolic links.</summary>
internal static class WorkspacePath
{
    public const string OutsideCode = "path-outside";
    public const string GitFolderCode = "path-in-git";

    /// <summary>The absolute path of <paramref name="relative"/>, which need not exist.</summary>
    /// <param name="key">The configuration key that the message names.</param>
    /// <exception cref="LeveeException">It leads outside of <paramref name="root"/>.</exception>
    public static string Resolve(string root, string relative, string key)
    {
        var full = Path.GetFullPath(Path.Combine(root, relative));
        if (!IsInside(root, full))
            throw Outside(key, relative, full);
        var (realRoot, real) = (RealPath.Of(root), RealPath.Of(full));
        if (!IsInside(realRoot, real))
            throw Outside(key, relative, real);
        return LeadsIntoGit(root, full) || LeadsIntoGit(realRoot, real) ? throw IntoGit(key, relative) : full;
    }

    public static bool IsInside(string folder, string path) =>
        path == folder || path.StartsWith(folder.TrimEnd('/') + '/', StringComparison.Ordinal);

    /// <summary>Whether a path below <paramref name="folder"/> is git's: nothing there is the project's.</summary>
    // macOS and Windows take any case for the same name.
    public static bool LeadsIntoGit(string folder, string path) =>
        path[folder.Length..].Split(Path.DirectorySeparatorChar).Any(IsGitFolder);

    public static bool IsGitFolder(string name) => name.Equals(".git", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether the entry itself is a symbolic link, dangling or not.</summary>
    public static bool IsLink(string path) => new FileInfo(path).LinkTarget is not null;

    private static LeveeException IntoGit(string key, string given) =>
        new(
            Diagnostic.Error(GitFolderCode, $"{key} = \"{given}\" leads into git's own folder") with
            {
                Help = ["name a place outside of .git"],
            }
        );

    private static LeveeException Outside(string key, string given, string leadsTo) =>
        new(
            Diagnostic.Error(OutsideCode, $"{key} = \"{given}\" leads out of the workspace") with
            {
                Notes = [$"it leads to {leadsTo}"],
                Help = ["name a place inside the folder of levee.toml, or start with --workspace <dir> further up"],
            }
        );
}
