using Levee.Cli.Git;
using Levee.Cli.Postgres;
using Levee.Cli.Workspace;
using Levee.Core;
using Levee.Core.Diagnostics;
using Levee.Core.Guards;
using Levee.Core.History;
using Levee.Core.Text;

namespace Levee.Cli.Commands;

/// <summary>What <c>check</c> and <c>rebase</c> ask git and PostgreSQL about a branch's migrations.</summary>
internal static class BranchHistory
{
    /// <summary>Holds the working tree's migrations against the base's newest commit.</summary>
    public static async Task<HistoryComparison> CompareAsync(
        GitRepository repository,
        Project project,
        ValueList<Migration> here,
        BranchState state,
        CancellationToken cancel
    )
    {
        var tip = await ReadAsync(repository, project, state.BaseTip, cancel);
        var fork =
            state.MergeBase == state.BaseTip ? tip : await ReadAsync(repository, project, state.MergeBase, cancel);
        return HistoryComparison.Of(here, tip, fork);
    }

    /// <summary>Replays both histories and compares what they lead to.</summary>
    /// <returns>Null where they are the same scripts in the same order.</returns>
    /// <exception cref="LeveeException">The first one cannot be replayed.</exception>
    public static async Task<OrderProof?> ProveAsync(
        ShadowDatabases shadows,
        ValueList<Migration> one,
        ValueList<Migration> other,
        CancellationToken cancel
    )
    {
        if (
            one.Select(migration => migration.Script.Text)
                .SequenceEqual(other.Select(migration => migration.Script.Text))
        )
            return null;
        var first = await DescribeAsync(shadows, one, cancel);
        if (await ReplayAsync(shadows, other, cancel) is { } failure)
            return new OrderProof.Fails(failure);
        var second = await DescribeAsync(shadows, other, cancel);
        var objects = CatalogText.Compare(first, second);
        return objects.Count == 0 ? new OrderProof.Equal() : new OrderProof.Different(objects);
    }

    /// <returns>Why the history cannot be replayed; null where it can.</returns>
    public static async Task<Diagnostic?> ReplayAsync(
        ShadowDatabases shadows,
        ValueList<Migration> history,
        CancellationToken cancel
    )
    {
        try
        {
            await using var shadow = await shadows.CloneAsync(history, cancel);
            return null;
        }
        catch (LeveeException failure) when (failure.Diagnostics is [{ Code: "sql-error" } error, ..])
        {
            return error;
        }
    }

    private static async Task<CatalogText> DescribeAsync(
        ShadowDatabases shadows,
        ValueList<Migration> history,
        CancellationToken cancel
    )
    {
        await using var shadow = await shadows.CloneAsync(history, cancel);
        await using var session = await shadow.ConnectAsync(cancel);
        return await CatalogText.ReadAsync(session, cancel);
    }

    /// <summary>The migrations as a commit has them, in byte order.</summary>
    public static async Task<ValueList<Migration>> ReadAsync(
        GitRepository repository,
        Project project,
        string commit,
        CancellationToken cancel
    )
    {
        var folder = project.MigrationsPath + "/";
        var files = await repository.ReadFilesAsync(commit, project.MigrationsPath, cancel);
        return files
            .Select(file => (file, parts: file.Path[folder.Length..].Split('/')))
            .Where(entry => entry.parts is [_, MigrationsFolder.ScriptFile])
            .Select(entry => new Migration(entry.parts[0], entry.file))
            .OrderBy(migration => migration.Name, ByteOrder.Instance)
            .ToValueList();
    }
}
