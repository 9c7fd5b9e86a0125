using Levee.Cli.Git;
using Levee.Cli.Workspace;
using Levee.Core;
using Levee.Core.Guards;
using Levee.Core.Schema;

namespace Levee.Cli.Pipeline;

/// <summary>Reads where the branch stands, and what the commits that it lacks would bring.</summary>
internal static class Freshness
{
    /// <summary>The remote that is meant where nothing names one.</summary>
    public const string UsualRemote = "origin";

    /// <summary>The most commits whose schema is read.</summary>
    private const int MostRead = 20;

    /// <summary>Where the branch stands.</summary>
    /// <param name="remote">As given with <c>--remote</c>; null to ask the configuration.</param>
    /// <param name="baseBranch">As given with <c>--base-branch</c>; null to ask the configuration, then the remote.</param>
    /// <exception cref="Levee.Core.Diagnostics.LeveeException">It cannot be known.</exception>
    public static Task<BranchState> FindAsync(
        GitRepository repository,
        Project project,
        string? remote,
        string? baseBranch,
        CancellationToken cancel
    ) =>
        new BranchReader(repository, project.SchemaPath, project.MigrationsPath).ReadAsync(
            remote ?? project.Config.Remote ?? UsualRemote,
            baseBranch ?? project.Config.BaseBranch,
            cancel
        );

    /// <summary>Where the branch stands, each missing commit with what it adds.</summary>
    /// <inheritdoc cref="FindAsync"/>
    public static async Task<BranchState> ReadAsync(
        GitRepository repository,
        Project project,
        string? remote,
        string? baseBranch,
        CancellationToken cancel
    )
    {
        var state = await FindAsync(repository, project, remote, baseBranch, cancel);
        var described = new List<MissingCommit>();
        foreach (var commit in state.Missing)
            described.Add(
                commit.TouchesSchema && described.Count(known => known.TouchesSchema) < MostRead
                    ? commit with
                    {
                        Adds = await AddsAsync(repository, commit, project.SchemaPath, cancel),
                    }
                    : commit
            );
        return state with { Missing = described.ToValueList() };
    }

    /// <summary>What the commit adds to the schema of its parent. Nothing where either of them cannot be read as a schema.</summary>
    private static async Task<ValueList<string>> AddsAsync(
        GitRepository repository,
        MissingCommit commit,
        string schemaPath,
        CancellationToken cancel
    )
    {
        var before = await repository.TryResolveAsync(commit.Id + "^", cancel) is { } parent
            ? await SchemaInGit.LoadAsync(repository, parent, schemaPath, cancel)
            : DatabaseSchema.Empty;
        var after = await SchemaInGit.LoadAsync(repository, commit.Id, schemaPath, cancel);
        return before is null || after is null ? [] : SchemaAdditions.Between(new(before, after));
    }
}
