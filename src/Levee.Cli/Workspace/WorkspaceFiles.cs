using System.Text;
using Levee.Cli.Machine;
using Levee.Core;
using Levee.Core.Diagnostics;
using Levee.Core.Guards;
using Levee.Core.Text;

namespace Levee.Cli.Workspace;

/// <summary>
/// The one way to read what a repository holds. Its contents are a stranger's: only regular files are read, up to a size,
/// that lie inside the workspace also where a link leads to them, and never what belongs to git.
/// </summary>
/// <param name="root">The workspace, absolute.</param>
internal sealed class WorkspaceFiles(string root)
{
    /// <summary>The most bytes of one file that are read.</summary>
    public const long Most = 64L << 20;

    private readonly string _realRoot = RealPath.Of(root);

    /// <summary>The bytes of a file; null where there is none, or a folder.</summary>
    /// <param name="path">Relative to the workspace, or absolute.</param>
    /// <param name="shown">The path as messages show it.</param>
    /// <exception cref="LeveeException">It must not be read, or cannot be.</exception>
    public byte[]? Read(string path, string shown) =>
        RegularFile.Read(Path.Combine(root, path), shown, Most, real => Refuse(real, shown));

    /// <inheritdoc cref="Read"/>
    public string? ReadText(string path, string shown) => Read(path, shown) is { } bytes ? TextOf(bytes, shown) : null;

    /// <summary>One file, or every <c>.prisma</c> file below a folder, as Prisma orders them.</summary>
    /// <inheritdoc cref="Read"/>
    public SchemaCopy ReadCopy(string path, string shown) => ReadCopy(Path.Combine(root, path), shown, Read);

    /// <inheritdoc cref="ReadNamed"/>
    public SchemaCopy ReadNamedCopy(string path, string shown) => ReadCopy(Path.GetFullPath(path), shown, ReadNamed);

    /// <inheritdoc cref="ReadNamed"/>
    public string? ReadNamedText(string path, string shown) =>
        ReadNamed(path, shown) is { } bytes ? TextOf(bytes, shown) : null;

    /// <summary>A file that a person named on the command line: it may lie anywhere, and be a pipe of their shell's. One that is
    /// named inside the workspace is the repository's, and read as such.</summary>
    /// <inheritdoc cref="Read"/>
    public byte[]? ReadNamed(string path, string shown)
    {
        var full = Path.GetFullPath(path);
        if (WorkspacePath.IsInside(root, full))
            return Read(full, shown);
        return IsPipe(full) ? File.ReadAllBytes(full) : RegularFile.Read(full, shown, Most, _ => null);
    }

    /// <summary>Every file below a folder with this ending, relative to it. Linked folders are entered once.</summary>
    /// <exception cref="LeveeException">The folder cannot be read.</exception>
    public static IEnumerable<string> Below(string folder, string ending)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        return Enter("");

        IEnumerable<string> Enter(string relative)
        {
            if (!seen.Add(RealPath.Of(Path.Combine(folder, relative))))
                yield break;
            foreach (var path in Directory.EnumerateFileSystemEntries(Path.Combine(folder, relative)))
            {
                var inside = Path.Combine(relative, Path.GetFileName(path));
                if (!Directory.Exists(path))
                {
                    if (path.EndsWith(ending, StringComparison.Ordinal))
                        yield return inside;
                }
                else if (!WorkspacePath.IsGitFolder(Path.GetFileName(path)))
                    foreach (var file in Enter(inside))
                        yield return file;
            }
        }
    }

    /// <summary>What is wrong with reading or writing there; null where nothing is.</summary>
    /// <param name="real">Without links.</param>
    public Diagnostic? Refuse(string real, string shown) =>
        !WorkspacePath.IsInside(_realRoot, real)
            ? Diagnostic.Error(WorkspacePath.OutsideCode, $"{shown} is a link out of the workspace") with
            {
                Notes = [$"it leads to {real}"],
                Help = ["put the file itself in its place, or start with --workspace <dir> further up"],
            }
        : WorkspacePath.LeadsIntoGit(_realRoot, real)
            ? Diagnostic.Error(WorkspacePath.GitFolderCode, $"{shown} leads into git's own folder") with
            {
                Help = ["put the file itself in its place: nothing is read from there, and nothing written"],
            }
        : null;

    private static SchemaCopy ReadCopy(string path, string shown, Func<string, string, byte[]?> read)
    {
        var isLink = WorkspacePath.IsLink(path);
        if (read(path, shown) is { } bytes)
            return new(shown, [new SchemaFile("", bytes)]) { IsSymbolicLink = isLink };
        if (!Directory.Exists(path))
            return new(shown, []) { IsSymbolicLink = isLink };
        var files = Below(path, ".prisma")
            .Order(PathOrder.Instance)
            .Select(file => new SchemaFile(file, read(Path.Combine(path, file), Path.Combine(shown, file)) ?? []));
        return new(shown, files.ToValueList()) { IsSymbolicLink = isLink };
    }

    // <(…) of a shell.
    private static bool IsPipe(string path) =>
        path is "/dev/stdin" || path.StartsWith("/dev/fd/", StringComparison.Ordinal);

    private static string TextOf(byte[] bytes, string shown)
    {
        if (FileEncoding.Check(shown, bytes) is { } broken)
            throw new LeveeException(broken);
        using var reader = new StreamReader(new MemoryStream(bytes), Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
