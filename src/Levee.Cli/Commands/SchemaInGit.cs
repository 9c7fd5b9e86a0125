using Levee.Cli.Git;
using Levee.Core;
using Levee.Core.Text;

namespace Levee.Cli.Commands;

internal static class SchemaInGit
{
    /// <summary>The files of a schema, a file or a folder, as a commit has them; empty where it has none.</summary>
    public static async Task<ValueList<SourceText>> ReadAsync(
        GitRepository repository,
        string commit,
        string schemaPath,
        CancellationToken cancel
    )
    {
        var files = await repository.ReadFilesAsync(commit, schemaPath, cancel);
        return files
            .Where(file => file.Path.EndsWith(".prisma", StringComparison.Ordinal) || file.Path == schemaPath)
            .ToValueList();
    }
}
