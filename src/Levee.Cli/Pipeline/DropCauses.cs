using Levee.Cli.Git;
using Levee.Cli.Workspace;
using Levee.Core;
using Levee.Core.Diagnostics;
using Levee.Core.Guards;
using Levee.Core.Reports;
using Levee.Core.Schema;

namespace Levee.Cli.Pipeline;

/// <summary>Puts the cause to every drop: added on the base and never here, removed here, or written by hand.</summary>
internal sealed class DropCauses
{
    private readonly SchemaBlame _blame;
    private readonly BranchPoint _branch;
    private readonly DatabaseSchema _workingTree;
    private readonly Dictionary<string, DropFacts> _facts = new(StringComparer.Ordinal);

    /// <summary>Whether the SQL is Levee's own, made from the schema.</summary>
    public bool IsOfPlan { get; init; }

    /// <summary>What this branch adds, each with what was there before and after it, where that is known.</summary>
    public ValueList<ReportedMigration> OwnMigrations { get; init; } = [];

    private DropCauses(GitRepository repository, Project project, BranchPoint branch, DatabaseSchema workingTree)
    {
        _blame = new(repository, project.SchemaPath, project.MigrationsPath);
        _branch = branch;
        _workingTree = workingTree;
    }

    /// <summary>Of a branch of which it is known where it stands.</summary>
    /// <param name="own">The migrations of this branch that are judged; null for a plan that Levee made from the schema.</param>
    public static DropCauses Of(
        GitRepository repository,
        Project project,
        BranchState state,
        DatabaseSchema workingTree,
        ValueList<ReportedMigration>? own = null
    ) =>
        new(repository, project, new(state.Upstream, state.BaseTip, state.MergeBase, state.Head), workingTree)
        {
            IsOfPlan = own is null,
            OwnMigrations = own ?? [],
        };

    /// <summary>Asks git where the branch stands. Null where that, or the schema, cannot be known.</summary>
    /// <param name="workingTree">Reads the schema there.</param>
    /// <param name="remote">As given with <c>--remote</c>; null to ask the configuration.</param>
    /// <param name="baseBranch">As given with <c>--base-branch</c>; null to ask the configuration, then the clone.</param>
    /// <param name="isOfPlan">Whether the SQL is Levee's own, made from the schema.</param>
    public static async Task<DropCauses?> OpenAsync(
        Project project,
        Func<DatabaseSchema?> workingTree,
        string? remote,
        string? baseBranch,
        bool isOfPlan,
        CancellationToken cancel
    )
    {
        try
        {
            if (workingTree() is not { } schema)
                return null;
            var repository = await GitRepository.OpenAsync(project.Root, cancel);
            var point = await FindAsync(
                repository,
                remote ?? project.Config.Remote ?? Freshness.UsualRemote,
                baseBranch ?? project.Config.BaseBranch,
                cancel
            );
            return point is null ? null : new(repository, project, point, schema) { IsOfPlan = isOfPlan };
        }
        catch (LeveeException)
        {
            return null;
        }
    }

    /// <summary>The findings, those about dropped objects with their cause where it can be known.</summary>
    /// <param name="open">Only called where something is dropped.</param>
    public static async Task<ValueList<Diagnostic>> ExplainAsync(
        ValueList<Diagnostic> findings,
        Func<Task<DropCauses?>> open,
        CancellationToken cancel
    ) => findings.Any(IsDrop) && await open() is { } causes ? await causes.ExplainAsync(findings, cancel) : findings;

    /// <summary>Looks for the cause of drops that findings will hardly fail to be about.</summary>
    /// <param name="objects">As findings name them.</param>
    public async Task LookAsync(IEnumerable<string> objects, CancellationToken cancel)
    {
        foreach (var about in objects)
            await FactsAsync(about, cancel);
    }

    /// <summary>The findings, those about dropped objects with their cause.</summary>
    public async Task<ValueList<Diagnostic>> ExplainAsync(ValueList<Diagnostic> findings, CancellationToken cancel)
    {
        var explained = new List<Diagnostic>();
        foreach (var finding in findings)
        {
            explained.Add(
                IsDrop(finding) && await FactsAsync(finding.Object!, cancel) is { } facts
                    ? DropCause.Of(facts).Explain(finding)
                    : finding
            );
        }
        return explained.ToValueList();
    }

    /// <summary>Null where git cannot tell: a refusal without its cause is still a refusal.</summary>
    private async Task<DropFacts?> FactsAsync(string about, CancellationToken cancel)
    {
        if (_facts.TryGetValue(about, out var known))
            return known;
        try
        {
            return _facts[about] = await _blame.FactsAsync(about, _branch, _workingTree, cancel) with
            {
                IsPlanned = IsOfPlan,
                AddedByOwnMigration = AddedBy(about),
            };
        }
        catch (LeveeException)
        {
            return null;
        }
    }

    private string? AddedBy(string about) =>
        OwnMigrations is [{ Schemas: { } first }, ..] && !SchemaLookup.Has(first.Before, about)
            ? OwnMigrations
                .FirstOrDefault(migration => migration.Schemas is { } schemas && SchemaLookup.Has(schemas.After, about))
                ?.Name
            : null;

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

    // What the last fetch brought: whoever skipped the freshness check still sees what that knew.
    public static async Task<BranchPoint?> FindAsync(
        GitRepository repository,
        string remote,
        string? branch,
        CancellationToken cancel
    )
    {
        branch ??= await repository.RememberedMainBranchAsync(remote, cancel);
        foreach (var candidate in branch is null ? ["main", "master"] : new[] { branch })
        {
            if (await repository.TryResolveAsync($"refs/remotes/{remote}/{candidate}", cancel) is not { } tip)
                continue;
            return
                await repository.TryResolveAsync("HEAD", cancel) is { } head
                && await repository.MergeBaseAsync(head, tip, cancel) is { } mergeBase
                ? new($"{remote}/{candidate}", tip, mergeBase, head)
                : null;
        }
        return null;
    }
}
