using System.Globalization;
using Levee.Core;
using Levee.Core.Diagnostics;
using Levee.Core.Guards;
using Levee.Core.History;
using Levee.Core.Psl;
using Levee.Core.Schema;
using Levee.Core.Text;

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

    /// <summary>What stands at the schema's path, by commit.</summary>
    private readonly Dictionary<string, GitObject?> _objects = new(StringComparer.Ordinal);

    /// <summary>Schemas that are one file, by object: many commits share one.</summary>
    private readonly Dictionary<string, SourceText> _texts = new(StringComparer.Ordinal);

    /// <summary>By object.</summary>
    private readonly Dictionary<string, DatabaseSchema?> _schemas = new(StringComparer.Ordinal);

    /// <summary>Asks git for all of them at once: a process costs more than its answer.</summary>
    private async Task PrepareAsync(IEnumerable<string> commits, CancellationToken cancel)
    {
        var unknown = commits.Distinct(StringComparer.Ordinal).Where(commit => !_objects.ContainsKey(commit)).ToList();
        var found = await repository.FindObjectsAsync(unknown, schema, cancel);
        foreach (var (commit, there) in unknown.Zip(found))
            _objects[commit] = there;
        var files = found
            .OfType<GitObject>()
            .Where(there => !there.IsTree && !_texts.ContainsKey(there.Id))
            .Select(there => there.Id)
            .Distinct(StringComparer.Ordinal)
            .ToList();
        foreach (var (id, text) in files.Zip(await repository.ReadObjectsAsync(files, schema, cancel)))
            _texts[id] = text;
    }

    /// <summary>The schema in a commit; null where it cannot be read as one.</summary>
    private async Task<DatabaseSchema?> ReadAsync(string commit, CancellationToken cancel)
    {
        await PrepareAsync([commit], cancel);
        if (_objects[commit] is not { } there)
            return DatabaseSchema.Empty;
        if (_schemas.TryGetValue(there.Id, out var known))
            return known;
        return _schemas[there.Id] = there.IsTree
            ? await SchemaInGit.LoadAsync(repository, commit, schema, cancel)
            : PrismaSchema.Load([_texts[there.Id]]).Schema;
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
        await PrepareAsync([baseTip, mergeBase, head], cancel);
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
        var log = await repository.TryRunAsync(
            [
                "log",
                "--no-textconv",
                "--no-ext-diff",
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
        // Who did it is told where it can be known: a commit may be missing here, and a needle too long for git.
        if (log.ExitCode != 0)
            return null;
        var commits = log
            .Text.Split('\x1e', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Distinct(StringComparer.Ordinal)
            .Select(line => line.Split('\x1f'))
            .Where(fields => fields.Length == 5)
            .ToList();
        await PrepareAsync(commits.SelectMany(fields => ParentsOf(fields[1]).Append(fields[0])), cancel);
        foreach (var fields in commits)
        {
            var (id, parents, author, date, subject) = (fields[0], fields[1], fields[2], fields[3], fields[4]);
            var before = false;
            foreach (var parent in ParentsOf(parents))
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

    private static string[] ParentsOf(string field) => field.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private async Task<string?> MigrationOfAsync(string commit, CancellationToken cancel)
    {
        var files = await repository.TryRunAsync(
            ["show", "--no-textconv", "--no-ext-diff", "--format=", "--name-only", "--diff-filter=A", commit],
            cancel
        );
        return files
            .Text.Split('\n')
            .Select(file => Migration.NameOf(file, repository.Prefix + migrations))
            .FirstOrDefault(name => name is not null);
    }
}
