using System.Text;
using Levee.Core;
using Levee.Core.Diagnostics;
using Levee.Core.History;
using Levee.Core.Text;

namespace Levee.Cli.Workspace;

/// <summary>Reads a migrations folder. Stray files and <c>migration_lock.toml</c> are nobody's migration.</summary>
internal static class MigrationsFolder
{
    public const string LockFile = "migration_lock.toml";

    /// <summary>The history in byte order; empty where the folder does not exist.</summary>
    /// <param name="shown">The folder's path as messages show it.</param>
    /// <param name="read">Reads the file at a path, shown as the second says; null where there is none.</param>
    /// <exception cref="LeveeException">A folder has no script, or an empty one.</exception>
    public static ValueList<Migration> Read(string folder, string shown, Func<string, string, byte[]?> read)
    {
        if (!Directory.Exists(folder))
            return [];
        var diagnostics = new DiagnosticBag();
        var migrations = new List<Migration>();
        foreach (
            var path in Directory.GetDirectories(folder).OrderBy(path => Path.GetFileName(path)!, ByteOrder.Instance)
        )
        {
            var name = Path.GetFileName(path);
            var text = TextOf(read(Path.Combine(path, Migration.FileName), $"{shown}/{name}/{Migration.FileName}"));
            if (string.IsNullOrWhiteSpace(text))
                diagnostics.Add(NoScript($"{shown}/{name}", text is null));
            else
                migrations.Add(new(name, new SourceText($"{shown}/{name}/{Migration.FileName}", text)));
        }
        return diagnostics.HasErrors ? throw new LeveeException(diagnostics.Sorted()) : migrations.ToValueList();
    }

    /// <summary>The text as it is, with a byte order mark if it has one: the checksum of a migration is that of its bytes.
    /// Null where there is no such file.</summary>
    private static string? TextOf(byte[]? bytes) => bytes is null ? null : Encoding.UTF8.GetString(bytes);

    private static Diagnostic NoScript(string folder, bool isMissing) =>
        Diagnostic.Error(
            "empty-migration-folder",
            isMissing ? $"{folder} has no {Migration.FileName}" : $"{folder}/{Migration.FileName} is empty"
        ) with
        {
            Help =
            [
                $"rm -r '{folder}' if nothing was meant to be there; else bring its {Migration.FileName} back from git",
            ],
        };
}
