using Levee.Core.Diagnostics;

namespace Levee.Cli.Workspace;

/// <summary>Keeps what a configuration names inside the workspace, through any symbolic links.</summary>
internal static class WorkspacePath
{
    /// <summary>The absolute path of <paramref name="relative"/>, which need not exist.</summary>
    /// <param name="key">The configuration key that the message names.</param>
    /// <exception cref="LeveeException">It leads outside of <paramref name="root"/>.</exception>
    public static string Resolve(string root, string relative, string key)
    {
        var full = Path.GetFullPath(Path.Combine(root, relative));
        if (!IsInside(root, full))
            throw Outside(key, relative, full);
        var real = RealPath(full);
        return IsInside(RealPath(root), real) ? full : throw Outside(key, relative, real);
    }

    public static bool IsInside(string folder, string path) =>
        path == folder || path.StartsWith(folder.TrimEnd('/') + '/', StringComparison.Ordinal);

    /// <summary>Whether the entry itself is a symbolic link, dangling or not.</summary>
    public static bool IsLink(string path) => new FileInfo(path).LinkTarget is not null;

    /// <summary>The path with every symbolic link on the way resolved, as far as it exists.</summary>
    public static string RealPath(string path)
    {
        var real = "/";
        var parts = new Stack<string>(path.Split('/', StringSplitOptions.RemoveEmptyEntries).Reverse());
        for (var links = 0; parts.TryPop(out var part); )
        {
            if (part is ".")
                continue;
            if (part is "..")
            {
                real = Path.GetDirectoryName(real) ?? "/";
                continue;
            }
            var next = Path.Combine(real, part);
            if (new FileInfo(next).LinkTarget is not { } target)
            {
                real = next;
                continue;
            }
            if (++links > 40)
                throw new LeveeException(
                    Diagnostic.Error("path-loop", $"{path} leads through a loop of symbolic links")
                );
            if (target.StartsWith('/'))
                real = "/";
            foreach (var step in target.Split('/', StringSplitOptions.RemoveEmptyEntries).Reverse())
                parts.Push(step);
        }
        return real;
    }

    private static LeveeException Outside(string key, string given, string leadsTo) =>
        new(
            Diagnostic.Error("path-outside", $"{key} = \"{given}\" leads out of the workspace") with
            {
                Notes = [$"it leads to {leadsTo}"],
                Help = ["name a place inside the folder of levee.toml, or start with --workspace <dir> further up"],
            }
        );
}
