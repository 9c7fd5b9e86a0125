using Levee.Core;
using Levee.Core.Diagnostics;
using Levee.Core.Text;

namespace Levee.Cli.Git;

/// <summary>A git repository with a work tree, asked through the git command line.</summary>
/// <param name="Folder">Where git is started: the workspace.</param>
/// <param name="Prefix">The workspace relative to the repository: empty, or ending in a slash.</param>
/// <param name="GitFolder">Absolute.</param>
internal sealed record GitRepository(string Folder, string Prefix, string GitFolder, bool IsShallow)
{
    /// <exception cref="LeveeException">There is no git, or the folder is in no repository.</exception>
    public static async Task<GitRepository> OpenAsync(string folder, CancellationToken cancel)
    {
        var answer = await GitProcess.RunAsync(
            folder,
            ["rev-parse", "--is-inside-work-tree", "--absolute-git-dir", "--is-shallow-repository", "--show-prefix"],
            cancel
        );
        var lines = answer.Text.Split('\n');
        if (answer.ExitCode != 0 || lines is not ["true", var gitFolder, var isShallow, var prefix, ..])
            throw new LeveeException(
                Diagnostic.Error("no-repository", $"{folder} is in no git repository that Levee can ask") with
                {
                    Notes = LinesOf(answer.Error),
                    Help = ["go to a clone of the project, or give its folder with --workspace"],
                }
            );
        return new(folder, prefix, gitFolder, isShallow is "true");
    }

    /// <summary>The commit that <paramref name="revision"/> names.</summary>
    /// <exception cref="LeveeException">It names none.</exception>
    public async Task<string> ResolveAsync(string revision, CancellationToken cancel) =>
        await TryResolveAsync(revision, cancel)
        ?? throw new LeveeException(
            Diagnostic.Error("no-revision", $"git knows no revision {revision}") with
            {
                Help = ["git fetch brings what only the remote has"],
            }
        );

    /// <summary>Null where <paramref name="revision"/> names no commit.</summary>
    public async Task<string?> TryResolveAsync(string revision, CancellationToken cancel)
    {
        if (revision.StartsWith('-') || revision.Any(char.IsControl))
            return null;
        var answer = await TryRunAsync(
            ["rev-parse", "--verify", "--quiet", "--end-of-options", revision + "^{commit}"],
            cancel
        );
        return answer.ExitCode == 0 ? answer.Line : null;
    }

    /// <summary>The newest commit that both have; null where there is none.</summary>
    public async Task<string?> MergeBaseAsync(string one, string other, CancellationToken cancel)
    {
        var answer = await TryRunAsync(["merge-base", one, other], cancel);
        return answer.ExitCode switch
        {
            0 => answer.Line,
            1 => null,
            _ => throw Failed("merge-base", answer),
        };
    }

    /// <summary>Every file at or below a path of the workspace in a commit, by its path relative to the workspace. Links are followed
    /// to what the commit has, inside of the workspace.</summary>
    /// <param name="commit">As <see cref="ResolveAsync"/> gave it.</param>
    public Task<ValueList<SourceText>> ReadFilesAsync(string commit, string path, CancellationToken cancel) =>
        ReadFilesAsync(commit, path, [path], cancel);

    /// <param name="entered">Where links led so far: each place is entered once.</param>
    private async Task<ValueList<SourceText>> ReadFilesAsync(
        string commit,
        string path,
        HashSet<string> entered,
        CancellationToken cancel
    )
    {
        var tree = await RunAsync(["ls-tree", "-r", "-z", "--full-tree", commit, "--", Prefix + path], cancel);
        // A submodule is a commit of another repository, and no file of this one.
        var files = tree
            .Text.Split('\0', StringSplitOptions.RemoveEmptyEntries)
            .Select(entry => entry.Split('\t', 2))
            .Select(entry => (Object: entry[0].Split(' '), Path: entry[1][Prefix.Length..]))
            .Where(entry => entry.Object[1] == "blob")
            .ToList();
        var texts = await ReadBlobsAsync(
            files.ConvertAll(file => file.Object[2]),
            files.ConvertAll(file => file.Path),
            cancel
        );
        var read = new List<SourceText>();
        foreach (var (file, text) in files.Zip(texts))
        {
            if (file.Object[0] != TreeLink.Mode)
                read.Add(text);
            else if (TreeLink.Follow(text.Path, text.Text) is { } target && entered.Add(target))
                foreach (var linked in await ReadFilesAsync(commit, target, entered, cancel))
                    read.Add(new SourceText(text.Path + linked.Path[target.Length..], linked.Text));
        }
        return read.ToValueList();
    }

    /// <summary>Files of the workspace in a commit, which has them all, in the order that is asked for.</summary>
    /// <param name="paths">Relative to the workspace.</param>
    public Task<ValueList<SourceText>> ReadFilesAsync(
        string commit,
        IReadOnlyList<string> paths,
        CancellationToken cancel
    ) => ReadBlobsAsync([.. paths.Select(path => $"{commit}:{Prefix}{path}")], paths, cancel);

    /// <param name="blobs">As git is asked for them, without line ends.</param>
    private async Task<ValueList<SourceText>> ReadBlobsAsync(
        IReadOnlyList<string> blobs,
        IReadOnlyList<string> paths,
        CancellationToken cancel
    )
    {
        if (blobs.Count == 0)
            return [];
        var answer = await RunAsync(["cat-file", "--batch"], cancel, string.Concat(blobs.Select(blob => blob + "\n")));
        return new BlobReader(answer.Bytes)
            .Read(blobs.Count)
            .Zip(paths, (text, path) => new SourceText(path, text))
            .ToValueList();
    }

    /// <summary>What stands at a path of the workspace in each commit, as an object; null where there is
    /// nothing.</summary>
    /// <param name="commits">Full commit ids.</param>
    public async Task<ValueList<GitObject?>> FindObjectsAsync(
        IReadOnlyList<string> commits,
        string path,
        CancellationToken cancel
    )
    {
        if (commits.Count == 0)
            return [];
        var specs = string.Concat(commits.Select(commit => $"{commit}:{Prefix}{path}\n"));
        var answer = await RunAsync(["cat-file", "--batch-check"], cancel, specs);
        return answer
            .Text.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line =>
                line.Split(' ') is [var id, ("blob" or "tree") and var kind, _]
                    ? new GitObject(id, kind is "tree")
                    : null
            )
            .ToValueList();
    }

    /// <summary>Files by their object ids, in the order that is asked for.</summary>
    public Task<ValueList<SourceText>> ReadObjectsAsync(
        IReadOnlyList<string> ids,
        string path,
        CancellationToken cancel
    ) => ReadBlobsAsync(ids, [.. ids.Select(_ => path)], cancel);

    /// <summary>The path of every file of the workspace in a commit, relative to it.</summary>
    public async Task<ValueList<string>> ListFilesAsync(string commit, CancellationToken cancel)
    {
        ValueList<string> below = Prefix.Length == 0 ? [] : ["--", Prefix];
        var tree = await RunAsync(["ls-tree", "-r", "-z", "--name-only", "--full-tree", commit, .. below], cancel);
        return tree
            .Text.Split('\0', StringSplitOptions.RemoveEmptyEntries)
            .Select(file => file[Prefix.Length..])
            .ToValueList();
    }

    /// <summary>For each file of the workspace, whether git would commit it as the commit has it: after what its
    /// attributes and <c>core.autocrlf</c> do to line ends.</summary>
    public async Task<bool[]> FindUnchangedAsync(string commit, ValueList<string> paths, CancellationToken cancel)
    {
        // It answers 1 where there is none.
        var filters = await TryRunAsync(["config", "-z", "--name-only", "--get-regexp", @"^filter\."], cancel);
        var unfiltered = GitEnvironment.WithoutFilters(filters.Text.Split('\0', StringSplitOptions.RemoveEmptyEntries));
        // Both stop at a path that is not there: it is changed, and what comes after it is not known to be unchanged.
        // Read from a pipe, paths are relative to the repository's root.
        var here = TryRunAsync(
            [.. unfiltered, "hash-object", "--stdin-paths"],
            cancel,
            string.Concat(paths.Select(path => $"{Prefix}{path}\n"))
        );
        var there = await TryRunAsync(["rev-parse", .. paths.Select(path => $"{commit}:{Prefix}{path}")], cancel);
        var (mine, theirs) = ((await here).Text.Split('\n'), there.Text.Split('\n'));
        return
        [
            .. paths.Select((_, index) => index < theirs.Length && mine.ElementAtOrDefault(index) == theirs[index]),
        ];
    }

    /// <summary>The files below a path of the workspace that a sparse checkout leaves out of the work tree, relative to
    /// the workspace.</summary>
    public async Task<ValueList<string>> FindLeftOutAsync(string path, CancellationToken cancel)
    {
        var answer = await RunAsync(["ls-files", "-z", "-t", "--", $":(literal){path}"], cancel);
        return answer
            .Text.Split('\0', StringSplitOptions.RemoveEmptyEntries)
            .Where(line => line.StartsWith("S ", StringComparison.Ordinal))
            .Select(line => line[2..])
            .ToValueList();
    }

    /// <summary>The folders below the workspace that hold a file of this name, as the index knows them; relative to the workspace.</summary>
    public async Task<ValueList<string>> FindFoldersAsync(string file, CancellationToken cancel)
    {
        var answer = await RunAsync(["ls-files", "-z", "--", $":(glob)**/{file}"], cancel);
        return answer
            .Text.Split('\0', StringSplitOptions.RemoveEmptyEntries)
            .Select(path => Path.GetDirectoryName(path)!)
            .Where(folder => folder.Length > 0)
            .ToValueList();
    }

    /// <summary>The names of the repository's remotes.</summary>
    public async Task<ValueList<string>> RemotesAsync(CancellationToken cancel) =>
        (await RunAsync(["remote"], cancel)).Text.Split('\n', StringSplitOptions.RemoveEmptyEntries).ToValueList();

    /// <summary>The branch that was the remote's HEAD when the repository was cloned; null where it does not remember.</summary>
    public async Task<string?> RememberedMainBranchAsync(string remote, CancellationToken cancel)
    {
        var start = $"refs/remotes/{remote}/";
        var answer = await TryRunAsync(["symbolic-ref", "--quiet", $"{start}HEAD"], cancel);
        return answer.ExitCode == 0 && answer.Line.StartsWith(start, StringComparison.Ordinal)
            ? answer.Line[start.Length..]
            : null;
    }

    /// <exception cref="LeveeException">git failed.</exception>
    internal async Task<GitAnswer> RunAsync(ValueList<string> arguments, CancellationToken cancel, string? input = null)
    {
        var answer = await TryRunAsync(arguments, cancel, input);
        return answer.ExitCode == 0 ? answer : throw Failed(arguments[0], answer);
    }

    /// <summary>For questions that git may answer with a failure: the caller looks at the exit code.</summary>
    internal Task<GitAnswer> TryRunAsync(ValueList<string> arguments, CancellationToken cancel, string? input = null) =>
        GitProcess.RunAsync(Folder, arguments, cancel, input);

    internal static LeveeException Failed(string what, GitAnswer answer) =>
        IsObjectMissing(what, answer.Error)
            ? NoObject(answer.Error)
            : new(Diagnostic.Error("git-failed", $"git {what} failed") with { Notes = LinesOf(answer.Error) });

    private static bool IsObjectMissing(string what, string error) =>
        what == "cat-file" || error.Contains("promisor remote", StringComparison.Ordinal);

    private static LeveeException NoObject(string error) =>
        new(
            Diagnostic.Error("git-failed", "an object of this repository is missing, and git could not get it") with
            {
                Notes = LinesOf(error),
                Help =
                [
                    "in a partial clone (git clone --filter) git fetches what it is asked for: the remote must be at hand",
                    "git fsck   says what else is missing",
                ],
            }
        );

    internal static ValueList<string> LinesOf(string error) =>
        error
            .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            // Of a line that was written over and over, the last.
            .Select(line => line[(line.LastIndexOf('\r') + 1)..])
            .TakeLast(6)
            .ToValueList();

    /// <summary>The answer of <c>cat-file --batch</c>: <c>id type size LF bytes LF</c> for each object.</summary>
    private sealed class BlobReader(byte[] bytes)
    {
        private int _at;

        public IEnumerable<string> Read(int count)
        {
            for (var i = 0; i < count; i++)
            {
                var end = Array.IndexOf(bytes, (byte)'\n', _at);
                var header = end < 0 ? "" : System.Text.Encoding.ASCII.GetString(bytes, _at, end - _at);
                if (header.Split(' ') is not [_, _, var length] || !int.TryParse(length, out var size))
                    throw NoObject(header);
                yield return System.Text.Encoding.UTF8.GetString(bytes, end + 1, size);
                _at = end + 1 + size + 1;
            }
        }
    }
}

/// <param name="IsTree">A folder; else a file.</param>
internal sealed record GitObject(string Id, bool IsTree);
