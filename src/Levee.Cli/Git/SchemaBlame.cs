using System.Globalization;
using Levee.Core;
using Levee.Core.Diagnostics;
using Levee.Core.Guards;
using Levee.Core.History;
using Levee.Core.Schema;

namespace Levee.Cli.Git;

/// <summary>Where a branch stands, as full commit ids.</summary>
/// <param name="Upstream"><c>origin/main</c>.</param>
/// <param name="BaseTip">Its newest commit.</param>
/// <param name="MergeBase">The newest commit that the branch shares with it.</param>
internal sealed record BranchPoint(string Upstream, string BaseTip, string MergeBase, string Head);

/// <summary>Which commits added a thing to the schema, and which took it out: by reading the schema in them, not by matching lines.</summary>
/// <param name="schema">The schema's file or folder, relative to the workspace.</param>
/// <param name="migrations">The migrations' folder, relative to the workspace.</param>
internal sealed class SchemaBlame(GitRepository repository, string schema, string migrations)
{
    /// <summary>Commits that touch the schema, looked at from new to old.</summary>
    private const int Most = 150;

    private readonly Dictionary<string, DatabaseSchema?> _schemas = new(StringComparer.Ordinal);

    /// <summary>The schema in a commit; null where it cannot be read as one.</summary>
    private async Task<DatabaseSchema?> ReadAsync(string commit, CancellationToken cancel)
    {
        if (_schemas.TryGetValue(commit, out var known))
            return known;
        return _schemas[commit] = await SchemaInGit.LoadAsync(repository, commit, schema, cancel);
    }

    /// <param name="about">The object, as findings name it.</param>
    public async Task<DropFacts> FactsAsync(
        string about,
        BranchPoint branch,
        DatabaseSchema workingTree,
        CancellationToken cancel
    )
    {
        async Task<bool> HasAsync(string commit) =>
            await ReadAsync(commit, cancel) is { } read && SchemaLookup.Has(read, about);

        var needle = NamedObject.Of(about).LastName;
        var (upstream, baseTip, mergeBase, head) = branch;
        var inBase = await HasAsync(baseTip);
        var inMergeBase = await HasAsync(mergeBase);
        return new(about, upstream, inMergeBase, inBase, await HasAsync(head), SchemaLookup.Has(workingTree, about))
        {
            Other =
                await ReadAsync(mergeBase, cancel) is { } known && inMergeBase
                    ? new(
                        await IsOtherAsync(baseTip, known, about, cancel),
                        await IsOtherAsync(head, known, about, cancel),
                        !SchemaLookup.IsSame(known, workingTree, about)
                    )
                    : default,
            AddedOnBase =
                inBase || inMergeBase
                    ? await FindAsync(inBase ? baseTip : mergeBase, needle, added: true, HasAsync, cancel)
                    : null,
            RemovedOnBranch =
                head != mergeBase
                    ? await FindAsync($"{mergeBase}..{head}", needle, added: false, HasAsync, cancel)
                    : null,
        };
    }

    private async Task<bool> IsOtherAsync(
        string commit,
        DatabaseSchema known,
        string about,
        CancellationToken cancel
    ) => await ReadAsync(commit, cancel) is { } read && !SchemaLookup.IsSame(known, read, about);

    /// <summary>The newest commit of the range across which the thing came (or went).</summary>
    private async Task<CommitFact?> FindAsync(
        string range,
        string needle,
        bool added,
        Func<string, Task<bool>> hasAsync,
        CancellationToken cancel
    )
    {
        // The name may be mapped, so that its text is not in the schema file: then every commit is looked at.
        return await SearchAsync(range, ["-S", needle], added, hasAsync, cancel)
            ?? await SearchAsync(range, [], added, hasAsync, cancel);
    }

    private async Task<CommitFact?> SearchAsync(
        string range,
        ValueList<string> filter,
        bool added,
        Func<string, Task<bool>> hasAsync,
        CancellationToken cancel
    )
    {
        var log = await repository.RunAsync(
            [
                "log",
                "-m",
                $"-n{Most}",
                "--format=%H%x1f%P%x1f%an%x1f%at%x1f%s%x1e",
                "--no-patch",
                .. filter,
                range,
                "--",
                $":(literal){schema}",
            ],
            cancel
        );
        if (log.ExitCode != 0)
            return null;
        foreach (
            var line in log
                .Text.Split('\x1e', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                .Distinct(StringComparer.Ordinal)
        )
        {
            if (line.Split('\x1f') is not [var id, var parents, var author, var date, var subject])
                continue;
            var before = false;
            foreach (var parent in parents.Split(' ', StringSplitOptions.RemoveEmptyEntries))
                before |= await hasAsync(parent);
            var after = await hasAsync(id);
            if (before != after && after == added)
                return new(
                    id,
                    author,
                    long.Parse(date, CultureInfo.InvariantCulture),
                    subject,
                    await MigrationOfAsync(id, cancel)
                );
        }
        return null;
    }

    private async Task<string?> MigrationOfAsync(string commit, CancellationToken cancel)
    {
        var files = await repository.RunAsync(["show", "--format=", "--name-only", "--diff-filter=A", commit], cancel);
        return files
            .Text.Split('\n')
            .Select(file => Migration.NameOf(file, repository.Prefix + migrations))
            .FirstOrDefault(name => name is not null);
    }
}
