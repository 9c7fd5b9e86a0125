using Levee.Cli.Git;
using Levee.Cli.Workspace;
using Levee.Core;
using Levee.Core.Diagnostics;
using Levee.Core.Guards;
using Levee.Core.Schema;

namespace Levee.Cli.Commands;

/// <summary>Puts the cause to every drop: added on the base and never here, removed here, or written by hand.</summary>
/// <param name="workingTree">The schema as it is there, asked for where something is dropped; null where it cannot be read.</param>
internal sealed class DropCauses(Project project, Func<DatabaseSchema?> workingTree)
{
    private readonly Lazy<DatabaseSchema?> _workingTree = new(workingTree);

    /// <summary>The findings, those about dropped objects with their cause; as they are where it cannot be known.</summary>
    /// <param name="state">Where the branch stands to its base.</param>
    public Task<ValueList<Diagnostic>> ExplainAsync(
        ValueList<Diagnostic> findings,
        GitRepository repository,
        BranchState state,
        CancellationToken cancel
    ) =>
        ExplainAsync(
            findings,
            () => Task.FromResult<Place?>(new(repository, state.Upstream, state.BaseTip, state.MergeBase)),
            cancel
        );

    /// <summary>As before, where nobody asked for the base: by what the last fetch brought, as far as there is a repository and a
    /// base.</summary>
    /// <param name="remote">As given with <c>--remote</c>; null to ask the configuration.</param>
    /// <param name="baseBranch">As given with <c>--base-branch</c>; null to ask the configuration, then the clone.</param>
    public Task<ValueList<Diagnostic>> ExplainAsync(
        ValueList<Diagnostic> findings,
        string? remote,
        string? baseBranch,
        CancellationToken cancel
    ) =>
        ExplainAsync(
            findings,
            () =>
                FindAsync(
                    remote ?? project.Config.Remote ?? Freshness.UsualRemote,
                    baseBranch ?? project.Config.BaseBranch,
                    cancel
                ),
            cancel
        );

    /// <param name="Upstream">The base as git names it: <c>origin/main</c>.</param>
    private sealed record Place(GitRepository Repository, string Upstream, string BaseTip, string MergeBase);

    private async Task<ValueList<Diagnostic>> ExplainAsync(
        ValueList<Diagnostic> findings,
        Func<Task<Place?>> find,
        CancellationToken cancel
    )
    {
        if (!findings.Any(IsDrop))
            return findings;
        try
        {
            if (await find() is not { } place || _workingTree.Value is not { } schema)
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
                    schema,
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

    private async Task<Place?> FindAsync(string remote, string? branch, CancellationToken cancel)
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
