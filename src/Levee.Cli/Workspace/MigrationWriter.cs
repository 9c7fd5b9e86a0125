using System.Text;
using Levee.Core.Diagnostics;
using Levee.Core.History;

namespace Levee.Cli.Workspace;

/// <summary>Writes a migration so that its folder and its file appear together or not at all.</summary>
internal static class MigrationWriter
{
    private const string Prefix = ".levee-new-";

    /// <summary>Writes <c>&lt;migrations&gt;/&lt;name&gt;/migration.sql</c>, and <c>migration_lock.toml</c> where it is missing.</summary>
    /// <param name="staging">A folder that nobody looks into, for what is not finished. Null where there is none: then it is a
    /// hidden folder beside the migrations.</param>
    /// <exception cref="LeveeException">The folder exists already, or cannot be written.</exception>
    public static void Write(string migrations, string name, string script, string? staging)
    {
        var target = Path.Combine(migrations, name);
        try
        {
            Directory.CreateDirectory(migrations);
            if (Path.Exists(target))
                throw Exists(target);
            if (staging is null || !TryWrite(migrations, target, script, staging))
                WriteBeside(migrations, target, script);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new LeveeException(
                Diagnostic.Error("cannot-write", $"{target} cannot be written: {error.Message}") with
                {
                    Help = ["see that the migrations folder is yours to write and the disk is not full"],
                }
            );
        }
    }

    /// <summary>False where nothing can be moved from there at once: it is on another disk, or not ours to write.</summary>
    private static bool TryWrite(string migrations, string target, string script, string staging)
    {
        try
        {
            WriteFrom(staging, migrations, target, script);
            return true;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static void WriteBeside(string migrations, string target, string script) =>
        WriteFrom(
            Path.Combine(Path.GetDirectoryName(Path.GetFullPath(migrations))!, ".levee"),
            migrations,
            target,
            script
        );

    private static void WriteFrom(string staging, string migrations, string target, string script)
    {
        Directory.CreateDirectory(staging);
        try
        {
            Sweep(staging);
            WriteLock(migrations, staging);
            Publish(target, script, staging);
        }
        finally
        {
            if (!Directory.EnumerateFileSystemEntries(staging).Any())
                Directory.Delete(staging);
        }
    }

    private static void Publish(string target, string script, string staging)
    {
        var unfinished = Path.Combine(staging, $"{Prefix}{Environment.ProcessId}-{Path.GetFileName(target)}");
        try
        {
            Directory.CreateDirectory(unfinished);
            WriteThrough(Path.Combine(unfinished, Migration.FileName), script);
            Directory.Move(unfinished, target);
        }
        finally
        {
            if (Directory.Exists(unfinished))
                Directory.Delete(unfinished, recursive: true);
        }
    }

    private static void WriteLock(string migrations, string staging)
    {
        var path = Path.Combine(migrations, MigrationsFolder.LockFile);
        if (File.Exists(path))
            return;
        var unfinished = Path.Combine(staging, $"{Prefix}{Environment.ProcessId}-{MigrationsFolder.LockFile}");
        try
        {
            WriteThrough(
                unfinished,
                "# Keep this file in git: it names the database of these migrations.\nprovider = \"postgresql\"\n"
            );
            File.Move(unfinished, path, overwrite: true);
        }
        finally
        {
            File.Delete(unfinished);
        }
    }

    private static void WriteThrough(string path, string text)
    {
        using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write);
        file.Write(Encoding.UTF8.GetBytes(text));
        file.Flush(flushToDisk: true);
    }

    /// <summary>Removes what a killed run left. What a living one still works on stays.</summary>
    private static void Sweep(string staging)
    {
        foreach (var left in Directory.EnumerateFileSystemEntries(staging, Prefix + "*"))
        {
            var owner = Path.GetFileName(left)[Prefix.Length..].Split('-')[0];
            if (int.TryParse(owner, out var pid) && IsAlive(pid))
                continue;
            if (Directory.Exists(left))
                Directory.Delete(left, recursive: true);
            else
                File.Delete(left);
        }
    }

    private static bool IsAlive(int pid)
    {
        try
        {
            using var process = System.Diagnostics.Process.GetProcessById(pid);
            return pid != Environment.ProcessId;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private static LeveeException Exists(string target) =>
        new(
            Diagnostic.Error("migration-exists", $"{target} exists already, and Levee writes over nothing") with
            {
                Help = ["take another name"],
            }
        );
}
