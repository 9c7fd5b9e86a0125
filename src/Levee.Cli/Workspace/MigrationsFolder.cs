using System.Text;
using Levee.Core;
using Levee.Core.Diagnostics;
using Levee.Core.History;
using Levee.Core.Text;

namespace Levee.Cli.Workspace;

/// <summary>Reads a migrations folder. Stray files and <c>migration_lock.toml</c> are nobody's migration.</summary>
internal static class MigrationsFolder
{
    public const string LockFile = MigrationLock.FileName;

    /// <summary>The history in the order of folders; empty where the folder does not exist.</summary>
    /// <param name="shown">The folder's path as messages show it.</param>
    /// <param name="read">Reads the file at a path, shown as the second says; null where there is none.</param>
    /// <exception cref="LeveeException">A folder has no script, or an empty one, or one that is no text in UTF-8.</exception>
    public static ValueList<Migration> Read(string folder, string shown, Func<string, string, byte[]?> read)
    {
        if (!Directory.Exists(folder))
            return [];
        var diagnostics = new DiagnosticBag();
        var @lock = $"{shown}/{LockFile}";
        if (
            TextOf(read(Path.Combine(folder, LockFile), @lock)) is { } text
            && MigrationLock.Check(new(@lock, text)) is { } wrong
        )
            diagnostics.Add(wrong);
        var migrations = new List<Migration>();
        foreach (
            var path in Directory.GetDirectories(folder).OrderBy(path => Path.GetFileName(path)!, FolderOrder.Instance)
        )
        {
            var name = Path.GetFileName(path);
            var file = $"{shown}/{name}/{Migration.FileName}";
            var bytes = read(Path.Combine(path, Migration.FileName), file);
            var sql = TextOf(bytes);
            if (FileEncoding.Check(file, bytes) is { } broken)
                diagnostics.Add(broken);
            else if (string.IsNullOrWhiteSpace(sql))
                diagnostics.Add(NoScript(path, $"{shown}/{name}", sql is null));
            else
            {
                var script = new SourceText(file, sql);
                if (ConflictMarkers.FindInSql(script) is { } unfinished)
                    diagnostics.Add(unfinished);
                migrations.Add(new(name, script));
            }
        }
        return diagnostics.HasErrors ? throw new LeveeException(diagnostics.Sorted()) : migrations.ToValueList();
    }

    /// <summary>The text as it is, with a byte order mark if it has one: the checksum of a migration is that of its bytes.
    /// Null where there is no such file.</summary>
    private static string? TextOf(byte[]? bytes) => bytes is null ? null : Encoding.UTF8.GetString(bytes);

    private static Diagnostic NoScript(string path, string shown, bool isMissing)
    {
        var others = Directory
            .EnumerateFileSystemEntries(path)
            .Select(entry => Path.GetFileName(entry)!)
            .Where(name => name != Migration.FileName)
            .Order(ByteOrder.Instance)
            .ToList();
        return Diagnostic.Error(
            "empty-migration-folder",
            isMissing ? $"{shown} has no {Migration.FileName}" : $"{shown}/{Migration.FileName} is empty"
        ) with
        {
            Notes =
                others.Count == 0
                    ? []
                    :
                    [
                        $"it holds {string.Join(", ", others.Take(5))}{(others.Count > 5 ? " …" : "")}",
                        "Prisma runs no other file, and deploys nothing while the folder is there (P3015)",
                    ],
            Help =
                !isMissing ? [$"write the SQL into {shown}/{Migration.FileName}, or bring it back from git"]
                : others.Count > 0
                    ? [$"bring its {Migration.FileName} back from git, or keep the folder outside of the migrations"]
                : [$"rmdir {ShellText.Quote(shown)}   or bring its {Migration.FileName} back from git"],
        };
    }
}
