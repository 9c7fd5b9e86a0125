using Levee.Cli.CommandLine;
using Levee.Cli.Git;
using Levee.Cli.Workspace;
using Levee.Core;
using Levee.Core.Diagnostics;
using Levee.Core.Guards;
using Levee.Core.History;

namespace Levee.Cli.Pipeline;

/// <summary>The configuration that a branch is judged by.</summary>
internal static class ConfigOfBase
{
    /// <summary>What the branch is judged by, and what is to be said of its own configuration.</summary>
    /// <param name="here">Its migrations; null where they cannot be read.</param>
    public static async Task<(Config Counts, ValueList<Diagnostic> Found)> JudgeAsync(
        GitRepository repository,
        Project project,
        BranchState state,
        ValueList<Migration>? here,
        CancellationToken cancel
    )
    {
        var own = project.Config;
        if (await ReadAsync(repository, state.BaseTip, cancel) is not { } read)
            return (own, []);
        var old = SameProject(read, project);
        var found = GuardedKeys.Compare(old, own, state.Upstream);
        if (old.Migrations is { } moved && moved != own.Migrations && here is not null)
            found = [.. found, .. await FindLostAsync(repository, state, moved, here, cancel)];
        return old.Policy.FailOn > own.Policy.FailOn
            ? (own with { Policy = own.Policy with { FailOn = old.Policy.FailOn } }, found)
            : (own, found);
    }

    /// <summary>Whether the base lets SQL run that reaches beyond the database where nothing holds it in. What this clone knows of the
    /// base counts, for nothing is fetched in the middle of a replay. A folder without git has no branches of strangers.</summary>
    public static async Task<bool> AllowsUncontainedAsync(Config own, Run run, CancellationToken cancel)
    {
        if (own.Policy.Uncontained != Uncontained.Allow)
            return false;
        var root = Project.FindRoot(run.Workspace);
        if (!Project.IsInRepository(root))
            return true;
        var repository = await GitRepository.OpenAsync(root, cancel);
        var remote = run.Remote ?? Freshness.UsualRemote;
        string[] names =
            (await repository.RemotesAsync(cancel)).Count == 0
                ? ["refs/heads/main", "refs/heads/master"]
                : [.. new[] { "HEAD", "main", "master" }.Select(name => $"refs/remotes/{remote}/{name}")];
        foreach (var name in names)
        {
            if (await repository.TryResolveAsync(name, cancel) is { } commit)
                return await ReadAsync(repository, commit, cancel) is { Policy.Uncontained: Uncontained.Allow };
        }
        return false;
    }

    /// <summary>Of several projects the one of the same name. A new one has only what all of them have to be compared with.</summary>
    private static Config SameProject(Config read, Project project)
    {
        if (read.Projects.Count == 0)
            return read;
        var name = Project
            .OpenAll(project.Root)
            .Where(other =>
                (other.Project.SchemaPath, other.Project.MigrationsPath) == (project.SchemaPath, project.MigrationsPath)
            )
            .Select(other => other.Name)
            .FirstOrDefault();
        return read.Projects.FirstOrDefault(other => other.Name == name)?.Config
            ?? read with
            {
                Projects = [],
                Schema = project.Config.Schema,
                Migrations = project.Config.Migrations,
            };
    }

    /// <summary>Null where the base has none, or one that this version cannot read.</summary>
    private static async Task<Config?> ReadAsync(GitRepository repository, string commit, CancellationToken cancel)
    {
        var files = await repository.ReadFilesAsync(commit, Config.FileName, cancel);
        try
        {
            return files.Count == 0 ? null : ConfigReader.Read(files[0]);
        }
        catch (LeveeException)
        {
            return null;
        }
    }

    /// <summary>An error where the folder that the base names holds migrations that the one named now does not.</summary>
    /// <param name="old">The base's folder, relative to the workspace.</param>
    private static async Task<ValueList<Diagnostic>> FindLostAsync(
        GitRepository repository,
        BranchState state,
        string old,
        ValueList<Migration> here,
        CancellationToken cancel
    )
    {
        var known = here.Select(migration => (migration.Name, migration.Script.Text)).ToHashSet();
        var merged = await BranchHistory.ReadAsync(repository, old, state.BaseTip, cancel);
        var lost = merged.Where(migration => !known.Contains((migration.Name, migration.Script.Text))).ToList();
        return lost.Count == 0
            ? []
            :
            [
                Diagnostic.Error(
                    GuardedKeys.Code,
                    $"migrations names another folder, which lacks {lost.Count} of the migrations of {state.Upstream}, {lost[0].Name} for one"
                ) with
                {
                    Help = ["move the folder as a whole, or name the old one"],
                },
            ];
    }
}
