using Levee.Cli.Machine;
using Levee.Core.Diagnostics;
using Levee.Core.Guards;

namespace Levee.Cli.Workspace;

/// <summary>Makes a copy equal to the source of truth. A file is replaced whole or not at all.</summary>
internal static class CopyWriter
{
    /// <exception cref="LeveeException">A file cannot be written.</exception>
    public static void Write(Project project, SchemaCopy truth, SchemaCopy copy)
    {
        var target = Path.Combine(project.Root, copy.Path);
        try
        {
            foreach (var file in truth.Files)
                Replace(Inside(project, file.Path.Length == 0 ? target : Path.Combine(target, file.Path)), file.Bytes);
            var wanted = truth.Files.Select(file => file.Path).ToHashSet(StringComparer.Ordinal);
            foreach (var extra in copy.Files.Where(file => !wanted.Contains(file.Path)))
                File.Delete(Inside(project, Path.Combine(target, extra.Path)));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new LeveeException(
                Diagnostic.Error("cannot-write", $"{copy.Path} cannot be written: {error.Message}") with
                {
                    Help = ["see that the file is yours to write and the disk is not full, then levee sync again"],
                }
            );
        }
    }

    /// <summary>The path, where no link on the way leads out of the workspace or into git's folder.</summary>
    private static string Inside(Project project, string path)
    {
        var folder = RealPath.Of(Path.GetDirectoryName(path)!);
        return project.Files.Refuse(folder, Path.GetRelativePath(project.Root, path)) is { } refused
            ? throw new LeveeException(refused)
            : path;
    }

    private static void Replace(string path, byte[] bytes)
    {
        if (File.Exists(path) && File.ReadAllBytes(path).AsSpan().SequenceEqual(bytes))
            return;
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var unfinished = $"{path}.levee-{Environment.ProcessId}";
        try
        {
            File.WriteAllBytes(unfinished, bytes);
            if (File.Exists(path) && !OperatingSystem.IsWindows())
                File.SetUnixFileMode(unfinished, File.GetUnixFileMode(path));
            File.Move(unfinished, path, overwrite: true);
        }
        finally
        {
            File.Delete(unfinished);
        }
    }
}
