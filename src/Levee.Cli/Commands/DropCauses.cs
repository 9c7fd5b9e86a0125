using Levee.Cli.Git;
using Levee.Cli.Workspace;
using Levee.Core;
using Levee.Core.Diagnostics;
using Levee.Core.Guards;
using Levee.Core.Psl;

namespace Levee.Cli.Commands;

/// <summary>Puts the cause to every drop: added on the base and never here, removed here, or written by hand.</summary>
internal static class DropCauses
{
    /// <summary>The findings, those about dropped objects with their cause. Where it cannot be known (a schema that cannot be read)
    /// they come back as they are.</summary>
    /// <param name="state">Where the branch stands to its base.</param>
    public static Task<ValueList<Diagnostic>> ExplainAsync(
        ValueList<Diagnostic> findings,
        Project project,
        GitRepository repository,
        BranchState state,
        CancellationToken cancel
    ) =>
        ExplainAsync(
            findings,
            project,
            () => Task.FromResult<Place?>(new(repository, state.Upstream, state.BaseTip, state.MergeBase)),
            cancel
        );

    /// <summary>As before, where nobody asked for the base: by what the last fetch brought, as far as there is a repository and a
    /// base.</summary>
    /// <param name="remote">As given with <c>--remote</c>; null to ask the configuration.</param>
    /// <param name="baseBranch">As given with <c>--base-branch</c>; null to ask the configuration, then the clone.</param>
    public static Task<ValueList<Diagnostic>> ExplainAsync(
        ValueList<Diagnostic> findings,
        Project project,
        string? remote,
        string? baseBranch,
        CancellationToken cancel
    ) =>
        ExplainAsync(
            findings,
            project,
            () =>
                FindAsync(
                    project,
                    remote ?? project.Config.Remote ?? Freshness.UsualRemote,
                    baseBranch ?? project.Config.BaseBranch,
                    cancel
                ),
            cancel
        );

    /// <param name="Upstream">The base as git names it: <c>origin/main</c>.</param>
    private sealed record Place(GitRepository Repository, string Upstream, string BaseTip, string MergeBase);

    private static async Task<ValueList<Diagnostic>> ExplainAsync(
        ValueList<Diagnostic> findings,
        Project project,
        Func<Task<Place?>> find,
        CancellationToken cancel
    )
    {
        if (!findings.Any(IsDrop))
            return findings;
        try
        {
            if (
                await find() is not { } place
                || PrismaSchema.Load(Project.TextsOf(project.ReadTruth())).Schema is not { } workingTree
            )
                return findings;
            var blame = new SchemaBlame(place.Repository, project.SchemaPath, project.MigrationsPath);
            var explained = new List<Diagnostic>();
            foreach (var finding in findings)
            {
                if (!IsDrop(finding))
                {
                    explained.Add(finding);
                    continue;
                }
                var facts = await blame.FactsAsync(
                    finding.Object!,
                    place.Upstream,
                    place.BaseTip,
                    place.MergeBase,
                    workingTree,
                    cancel
                );
                explained.Add(DropCause.Of(facts).Explain(finding));
            }
            return explained.ToValueList();
        }
        catch (LeveeException)
        {
            // A refusal without its cause is still a refusal.
            return findings;
        }
    }

    private static bool IsDrop(Diagnostic finding) =>
        finding.Code
            is "drop-table"
                or "drop-column"
                or "drop-index"
                or "drop-constraint"
                or "drop-type"
                or "remove-enum-value"
                or "cascade-loss"
                or "drop-and-recreate"
        && finding.Object is { } about
        && SchemaLookup.IsKnownKind(about);

    private static async Task<Place?> FindAsync(
        Project project,
        string remote,
        string? branch,
        CancellationToken cancel
    )
    {
        var repository = await GitRepository.OpenAsync(project.Root, cancel);
        branch ??= await repository.RememberedMainBranchAsync(remote, cancel);
        foreach (var candidate in branch is null ? ["main", "master"] : new[] { branch })
        {
            if (await repository.TryResolveAsync($"refs/remotes/{remote}/{candidate}", cancel) is { } tip)
                return await repository.MergeBaseAsync("HEAD", tip, cancel) is { } mergeBase
                    ? new(repository, $"{remote}/{candidate}", tip, mergeBase)
                    : null;
        }
        return null;
    }
}
