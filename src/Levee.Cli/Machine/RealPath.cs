using System.Runtime.InteropServices;
using System.Text;
using Levee.Core.Diagnostics;
using Microsoft.Win32.SafeHandles;

namespace Levee.Cli.Machine;

/// <summary>Paths without symbolic links.</summary>
internal static partial class RealPath
{
    private const int MostLinks = 40;

    /// <summary>The path with every symbolic link on the way resolved, as far as it exists.</summary>
    /// <param name="path">Absolute.</param>
    /// <exception cref="LeveeException">The links lead in a circle.</exception>
    public static string Of(string path)
    {
        var real = Path.GetPathRoot(path) is { Length: > 0 } start ? start : "/";
        var parts = new Stack<string>(StepsOf(path[(Path.GetPathRoot(path)?.Length ?? 0)..]));
        for (var links = 0; parts.TryPop(out var part); )
        {
            if (part is ".")
                continue;
            if (part is "..")
            {
                real = Path.GetDirectoryName(real) ?? real;
                continue;
            }
            var next = Path.Combine(real, part);
            if (new FileInfo(next).LinkTarget is not { } target)
            {
                real = next;
                continue;
            }
            if (++links > MostLinks)
                throw new LeveeException(
                    Diagnostic.Error("path-loop", $"{path} leads through a loop of symbolic links")
                );
            if (Path.IsPathRooted(target))
                real = Path.GetPathRoot(target)!;
            foreach (var step in StepsOf(target))
                parts.Push(step);
        }
        return real;
    }

    /// <summary>Where the opened file lies, whatever was done to the links since; null where this system does not
    /// say.</summary>
    public static unsafe string? Of(SafeFileHandle file)
    {
        if (!OperatingSystem.IsLinux())
            return null;
        Span<byte> path = stackalloc byte[4096];
        fixed (byte* buffer = path)
        {
            var length = ReadLink($"/proc/self/fd/{file.DangerousGetHandle()}", buffer, path.Length);
            return length > 0 && length < path.Length ? Encoding.UTF8.GetString(path[..(int)length]) : null;
        }
    }

    /// <summary>The steps of a path, the last one first.</summary>
    private static IEnumerable<string> StepsOf(string path) =>
        path.Split([Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar], StringSplitOptions.RemoveEmptyEntries)
            .Reverse();

    [LibraryImport("libc", EntryPoint = "readlink", StringMarshalling = StringMarshalling.Utf8)]
    private static unsafe partial nint ReadLink(string path, byte* buffer, nint size);
}
