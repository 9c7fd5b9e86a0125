using Levee.Cli.Catalog;
using Levee.Cli.Git;
using Levee.Cli.Replay;
using Levee.Cli.Workspace;
using Levee.Core;
using Levee.Core.Diagnostics;
using Levee.Core.Guards;
using Levee.Core.History;
using Levee.Core.Text;

namespace Levee.Cli.Pipeline;

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
        var tip = await ReadAsync(repository, project, here, state.BaseTip, cancel);
        var fork =
            state.MergeBase == state.BaseTip
                ? tip
                : await ReadAsync(repository, project, here, state.MergeBase, cancel);
        return HistoryComparison.Of(await AsCommittedAsync(repository, project, here, tip, state, cancel), tip, fork);
    }

    /// <summary>The working tree's migrations as git would commit them, as far as it is asked: a checkout that turned
    /// line ends into CR LF is no edit.</summary>
    private static async Task<ValueList<Migration>> AsCommittedAsync(
        GitRepository repository,
        Project project,
        ValueList<Migration> here,
        ValueList<Migration> tip,
        BranchState state,
        CancellationToken cancel
    )
    {
        var merged = tip.ToDictionary(migration => migration.Name, StringComparer.Ordinal);
        var converted = here.Where(mine =>
                merged.TryGetValue(mine.Name, out var theirs)
                && mine.Script.Text != theirs.Script.Text
                && WithoutReturns(mine) == WithoutReturns(theirs)
            )
            .ToList();
        if (converted.Count == 0)
            return here;
        var paths = converted
            .Select(mine => $"{project.MigrationsPath}/{mine.Name}/{Migration.FileName}")
            .ToValueList();
        var unchanged = await repository.FindUnchangedAsync(state.BaseTip, paths, cancel);
        var untouched = converted.Where((_, index) => unchanged[index]).ToHashSet();
        return here.Select(mine => untouched.Contains(mine) ? merged[mine.Name] : mine).ToValueList();
    }

    private static string WithoutReturns(Migration migration) =>
        migration.Script.Text.Replace("\r\n", "\n", StringComparison.Ordinal);

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

    /// <summary>Finds the merged migration that a branch's own ones do not go with, by halving: up to it they may be
    /// moved after the merged ones, and no further.</summary>
    /// <param name="different">The proof that the order matters at all.</param>
    public static async Task<OrderProof> WithCulpritAsync(
        ShadowDatabases shadows,
        HistoryComparison history,
        OrderProof.Different different,
        CancellationToken cancel
    )
    {
        var goal = await DescribeAsync(shadows, history.MergedFirst, cancel);
        var (unequal, equal) = (0, history.Base.Count);
        while (equal - unequal > 1)
        {
            var middle = (unequal + equal) / 2;
            var order = history.MergedFirstUpTo(middle);
            var isEqual =
                await ReplayAsync(shadows, order, cancel) is null
                && CatalogText.Compare(goal, await DescribeAsync(shadows, order, cancel)).Count == 0;
            (unequal, equal) = isEqual ? (unequal, middle) : (middle, equal);
        }
        return different with { With = history.Base[equal - 1].Name };
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

    /// <summary>The migrations as a commit has them, in the order of folders. Where it keeps none in the project's folder, those
    /// of the folder that was moved: the one with the most names of the working tree.</summary>
    public static async Task<ValueList<Migration>> ReadAsync(
        GitRepository repository,
        Project project,
        ValueList<Migration> here,
        string commit,
        CancellationToken cancel
    )
    {
        var found = await ReadAsync(repository, project.MigrationsPath, commit, cancel);
        if (found.Count > 0 || here.Count == 0)
            return found;
        var names = here.Select(migration => migration.Name).ToHashSet(StringComparer.Ordinal);
        var elsewhere = (await repository.ListFilesAsync(commit, cancel))
            .Where(file => Path.GetFileName(file) == Migration.FileName)
            .Select(file => Path.GetDirectoryName(file)!)
            .Where(folder => names.Contains(Path.GetFileName(folder)))
            .GroupBy(folder => Path.GetDirectoryName(folder)!)
            .MaxBy(group => group.Count());
        return elsewhere is null ? found : await ReadAsync(repository, elsewhere.Key, commit, cancel);
    }

    /// <summary>The migrations of a folder as a commit has them, in the order of folders.</summary>
    public static async Task<ValueList<Migration>> ReadAsync(
        GitRepository repository,
        string path,
        string commit,
        CancellationToken cancel
    )
    {
        var files = await repository.ReadFilesAsync(commit, path, cancel);
        return files
            .Select(file => Migration.NameOf(file.Path, path) is { } name ? new Migration(name, file) : null)
            .OfType<Migration>()
            .OrderBy(migration => migration.Name, FolderOrder.Instance)
            .ToValueList();
    }
}
