using Levee.Core;
using Levee.Core.Psl;
using Levee.Core.Schema;
using Levee.Core.Text;

namespace Levee.Cli.Git;

/// <summary>The schema as commits have it.</summary>
internal static class SchemaInGit
{
    /// <summary>Its files; empty where the commit has none.</summary>
    /// <param name="path">A file or a folder, relative to the workspace.</param>
    public static async Task<ValueList<SourceText>> ReadAsync(
        GitRepository repository,
        string commit,
        string path,
        CancellationToken cancel
    )
    {
        var files = await repository.ReadFilesAsync(commit, path, cancel);
        return files
            .Where(file => file.Path.EndsWith(".prisma", StringComparison.Ordinal) || file.Path == path)
            .OrderBy(file => file.Path, PathOrder.Instance)
            .ToValueList();
    }

    /// <summary>What it describes: nothing where the commit has none, null where it cannot be read.</summary>
    /// <param name="path">A file or a folder, relative to the workspace.</param>
    public static async Task<DatabaseSchema?> LoadAsync(
        GitRepository repository,
        string commit,
        string path,
        CancellationToken cancel
    )
    {
        var files = await ReadAsync(repository, commit, path, cancel);
        return files.Count == 0 ? DatabaseSchema.Empty : PrismaSchema.Load(files).Schema;
    }
}
