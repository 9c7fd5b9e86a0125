using Levee.Core;
using Levee.Core.Diagnostics;
using Levee.Core.Guards;
using Levee.Core.History;
using Levee.Core.Text;

namespace Levee.Cli.Git;

/// <summary>
/// Finds out where HEAD stands to its base. Asks the remote first, always, fetches what is new, and refuses where the answer cannot be known: not
/// known is not fresh.
/// </summary>
/// <param name="schema">The schema's path relative to the workspace, a file or a folder.</param>
/// <param name="migrations">The migrations folder's path relative to the workspace.</param>
internal sealed class BranchReader(GitRepository repository, string schema, string migrations)
{
    public const string Code = "freshness-unknown";
    public const string SparseCode = "sparse-checkout";

    /// <summary>The most commits that are looked at one by one.</summary>
    private const int MostCommits = 500;

    /// <param name="baseBranch">Null to ask the remote which branch is its HEAD.</param>
    /// <exception cref="LeveeException">It cannot be known whether the branch is fresh.</exception>
    public async Task<BranchState> ReadAsync(string remote, string? baseBranch, CancellationToken cancel)
    {
        if (!RefName.IsValidRemote(remote))
            throw Unknown($"'{remote}' cannot be the name of a git remote", "git remote lists the names");
        if (baseBranch is not null && !RefName.IsValidBranch(baseBranch))
            throw Unknown(
                $"'{baseBranch}' cannot be the name of a branch",
                $"git ls-remote --heads {Quoted(remote)} lists the names"
            );
        // All questions at once: a process costs more than its answer, and the remote's takes the longest.
        var commit = repository.TryResolveAsync("HEAD", cancel);
        var name = repository.TryRunAsync(["symbolic-ref", "--quiet", "--short", "HEAD"], cancel);
        var asking = AskAsync(remote, baseBranch, cancel);
        var known = baseBranch is null ? null : repository.TryResolveAsync(Tracking(remote, baseBranch), cancel);
        // What is wrong here is told before what the remote has to say to it.
        await Task.WhenAll(RequireRemoteAsync(remote, cancel), RequireWholeAsync(cancel), commit, name);
        var head =
            await commit
            ?? throw Unknown(
                "there is no commit on this branch yet, so nothing that could be fresh",
                $"git fetch {Quoted(remote)} && git switch -c my-change {Quoted($"{remote}/{baseBranch ?? "<base>"}")}"
            );
        var (@base, remoteTip) = await asking;
        var tip = await (known ?? repository.TryResolveAsync(Tracking(remote, @base), cancel));
        // Where the remote's tip is here already a fetch brings nothing.
        if (tip is null || tip != remoteTip)
        {
            await FetchAsync(remote, @base, cancel);
            tip =
                await repository.TryResolveAsync(Tracking(remote, @base), cancel)
                ?? throw Unknown(
                    $"the fetch brought no {remote}/{@base}",
                    $"git fetch {Quoted(remote)} {Quoted(@base)}"
                );
        }
        return await CompareAsync(
            remote,
            @base,
            await name is { ExitCode: 0 } branch ? branch.Line : null,
            head,
            tip,
            cancel
        );
    }

    /// <summary>Where HEAD stands to a branch of this clone, for a repository without a remote.</summary>
    /// <param name="baseBranch">Null for <c>main</c> or <c>master</c>.</param>
    /// <returns>Null where there is no such branch, or no commit.</returns>
    /// <exception cref="LeveeException">The branch that was asked for is not there.</exception>
    public async Task<BranchState?> ReadLocalAsync(string? baseBranch, CancellationToken cancel)
    {
        await RequireWholeAsync(cancel);
        if (await repository.TryResolveAsync("HEAD", cancel) is not { } head)
            return null;
        var name = await repository.TryRunAsync(["symbolic-ref", "--quiet", "--short", "HEAD"], cancel);
        ValueList<string> candidates = baseBranch is null ? ["main", "master"] : [baseBranch];
        foreach (var candidate in candidates)
        {
            if (await repository.TryResolveAsync($"refs/heads/{candidate}", cancel) is { } tip)
                return await CompareAsync("", candidate, name is { ExitCode: 0 } ? name.Line : null, head, tip, cancel);
        }
        return baseBranch is null ? null : throw Unknown($"there is no branch {baseBranch}", "git branch lists them");
    }

    private static string Name(string remote, string @base) => remote.Length == 0 ? @base : $"{remote}/{@base}";

    private static string Quoted(string word) => ShellText.Quote(word);

    private static string Tracking(string remote, string branch) => $"refs/remotes/{remote}/{branch}";

    private async Task<BranchState> CompareAsync(
        string remote,
        string @base,
        string? name,
        string head,
        string tip,
        CancellationToken cancel
    )
    {
        var mergeBase = head == tip ? head : await repository.MergeBaseAsync(head, tip, cancel);
        if (mergeBase == tip)
            return new(remote, @base, name, head, tip, tip, []);
        if (repository.IsShallow && mergeBase != head && await HeadIsCutOffAsync(head, cancel))
            throw Unknown(
                $"this clone is shallow: whether {remote}/{@base} is in the part that was cut off cannot be known",
                $"git fetch --unshallow {Quoted(remote)}",
                "in GitHub Actions: actions/checkout with fetch-depth: 0"
            );
        if (mergeBase is null)
            throw Unknown(
                $"{(name is null ? $"the detached HEAD {head[..10]}" : name)} and {Name(remote, @base)} have no commit in common",
                name is null
                    ? $"git switch to the branch that you work on"
                    : $"start the branch from {Name(remote, @base)}"
            );
        return new(remote, @base, name, head, tip, mergeBase, await MissingAsync(head, tip, cancel));
    }

    /// <summary>What a sparse checkout leaves out is not deleted, and what comes of the rest is nobody's
    /// database.</summary>
    private async Task RequireWholeAsync(CancellationToken cancel)
    {
        var leftOut = await repository.FindLeftOutAsync(migrations, cancel);
        if (leftOut.Count == 0)
            return;
        var add = $"git sparse-checkout add {ShellText.Quote(repository.Prefix + migrations)}";
        throw new LeveeException(
            Diagnostic.Error(SparseCode, $"this sparse checkout leaves out files of {migrations}") with
            {
                Notes = [$"{leftOut.Count} of them, {leftOut[0]} for one"],
                Help = [add, "or all of the repository: git sparse-checkout disable"],
            }
        );
    }

    private async Task RequireRemoteAsync(string remote, CancellationToken cancel)
    {
        var remotes = await repository.RemotesAsync(cancel);
        if (!remotes.Contains(remote, StringComparer.Ordinal))
            throw Unknown(
                remotes.Count == 0
                    ? "this repository has no remote, so there is no base to compare with"
                    : $"this repository has no remote {remote} (it has {string.Join(", ", remotes)})",
                remotes.Count == 0
                    ? $"git remote add {Quoted(remote)} <url>"
                    : $"--remote {remotes[0]}, or remote = \"{remotes[0]}\" in levee.toml"
            );
    }

    /// <summary>Asks the remote for its base and the commit that it stands at now.</summary>
    /// <returns>A null tip where the remote has no such branch.</returns>
    private async Task<(string Base, string? Tip)> AskAsync(string remote, string? baseBranch, CancellationToken cancel)
    {
        var wanted = baseBranch is null ? "HEAD" : $"refs/heads/{baseBranch}";
        var answer = await repository.TryRunAsync(["ls-remote", "--symref", remote, wanted], cancel);
        if (answer.ExitCode != 0)
            throw FetchFailed(remote, baseBranch ?? "HEAD", answer);
        // "HEAD" also matches refs/remotes/x/HEAD of a remote that is a clone itself.
        var tip = answer
            .Text.Split('\n')
            .FirstOrDefault(line =>
                line.EndsWith($"\t{wanted}", StringComparison.Ordinal)
                && !line.StartsWith("ref: ", StringComparison.Ordinal)
            )
            ?.Split('\t')[0];
        if (baseBranch is not null)
            return (baseBranch, tip);
        return MainBranchIn(answer) is { } name
            ? (name, tip)
            : throw Unknown(
                $"{remote} does not say which branch is its main one",
                "--base-branch <name>, or base-branch = \"<name>\" in levee.toml"
            );
    }

    /// <summary>The branch that the remote's HEAD stands for; null where it does not say.</summary>
    public static async Task<string?> MainBranchAsync(
        GitRepository repository,
        string remote,
        CancellationToken cancel
    ) =>
        await repository.TryRunAsync(["ls-remote", "--symref", remote, "HEAD"], cancel) is { ExitCode: 0 } answer
            ? MainBranchIn(answer)
            : null;

    private static string? MainBranchIn(GitAnswer answer)
    {
        const string start = "ref: refs/heads/";
        var line = answer
            .Text.Split('\n')
            .FirstOrDefault(line =>
                line.StartsWith(start, StringComparison.Ordinal) && line.EndsWith("\tHEAD", StringComparison.Ordinal)
            );
        return line?[start.Length..].Split('\t')[0] is { } name && RefName.IsValidBranch(name) ? name : null;
    }

    private async Task FetchAsync(string remote, string @base, CancellationToken cancel)
    {
        // The full refspec: in a clone of a single branch "fetch origin main" would not update origin/main.
        ValueList<string> fetch =
        [
            "fetch",
            // It says something every second, and so is known to be alive.
            "--progress",
            "--no-tags",
            "--no-recurse-submodules",
            "--no-auto-maintenance",
            remote,
            $"+refs/heads/{@base}:refs/remotes/{remote}/{@base}",
        ];
        var answer = await repository.TryRunAsync(fetch, cancel);
        // Another fetch of the same branch at the same moment; it has done the work.
        if (answer.ExitCode != 0 && answer.Error.Contains("cannot lock ref", StringComparison.Ordinal))
            answer = await repository.TryRunAsync(fetch, cancel);
        if (answer.ExitCode == 0)
            return;
        throw answer.Error.Contains("find remote ref", StringComparison.Ordinal)
            ? Unknown($"{remote} has no branch {@base}", $"git ls-remote --heads {Quoted(remote)} lists what it has")
            : FetchFailed(remote, @base, answer);
    }

    /// <summary>Whether the history of HEAD reaches a commit whose parents this clone does not have.</summary>
    private async Task<bool> HeadIsCutOffAsync(string head, CancellationToken cancel)
    {
        var path = (await repository.RunAsync(["rev-parse", "--git-path", "shallow"], cancel)).Line;
        var file = Path.Combine(repository.Folder, path);
        var cuts = File.Exists(file) ? await File.ReadAllLinesAsync(file, cancel) : [];
        var reached = (await repository.RunAsync(["rev-list", head], cancel)).Text.Split('\n');
        return reached.Intersect(cuts, StringComparer.Ordinal).Any();
    }

    private async Task<ValueList<MissingCommit>> MissingAsync(string head, string tip, CancellationToken cancel)
    {
        var answer = await repository.RunAsync(
            [
                "log",
                "--no-textconv",
                "--no-ext-diff",
                "-z",
                $"--max-count={MostCommits}",
                "--name-only",
                "--no-renames",
                "--date=short",
                "--format=%x01%H%x02%ad%x02%an%x02%s%x02",
                $"{head}..{tip}",
            ],
            cancel
        );
        return answer.Text.Split('\u0001', StringSplitOptions.RemoveEmptyEntries).Select(ReadCommit).ToValueList();
    }

    private MissingCommit ReadCommit(string record)
    {
        var fields = record.Split('\u0002');
        var files = fields[4].Split(['\0', '\n'], StringSplitOptions.RemoveEmptyEntries).ToValueList();
        return new(fields[0], fields[1], fields[2], fields[3], files)
        {
            TouchesSchema = files.Any(file => IsAtOrBelow(repository.Prefix + schema, file)),
            Migrations = files
                .Select(file => Migration.NameOf(file, repository.Prefix + migrations))
                .OfType<string>()
                .ToValueList(),
        };
    }

    private static bool IsAtOrBelow(string path, string file) =>
        file == path || file.StartsWith(path + "/", StringComparison.Ordinal);

    private static LeveeException FetchFailed(string remote, string @base, GitAnswer answer) =>
        new(
            Diagnostic.Error(Code, $"{remote} could not be asked, so it is not known whether the branch is fresh") with
            {
                Notes = GitRepository.LinesOf(answer.Error),
                Help =
                [
                    $"git fetch {Quoted(remote)} {Quoted(@base)}   must work first: see to the network and your access",
                ],
            }
        );

    private static LeveeException Unknown(string message, params ReadOnlySpan<string> help) =>
        new(Diagnostic.Error(Code, message) with { Help = ValueList.Create(help) });
}
