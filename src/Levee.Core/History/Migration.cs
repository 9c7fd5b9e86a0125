using Levee.Core.Text;

namespace Levee.Core.History;

/// <summary>One folder of the migrations directory.</summary>
/// <param name="Name">The folder's name; may contain blanks. The history is in the order of <see cref="FolderOrder"/>.</param>
/// <param name="Script">The text of its <c>migration.sql</c>.</param>
public sealed record Migration(string Name, SourceText Script)
{
    /// <summary>What the script of every migration is called.</summary>
    public const string FileName = "migration.sql";

    /// <summary>The name of the migration whose script a file is; null for any other file.</summary>
    /// <param name="folder">The migrations folder, relative to what the file is relative to.</param>
    public static string? NameOf(string file, string folder) =>
        file.StartsWith($"{folder}/", StringComparison.Ordinal)
        && file[(folder.Length + 1)..].Split('/') is [var name, FileName]
            ? name
            : null;
}
