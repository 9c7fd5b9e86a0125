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
    /// <summary>The findings, those about dropped objects with their cause. Where it cannot be known (no repository, no base, a schema
    /// that cannot be read) they come back as they are.</summary>
    /// <param name="remote">As given with <c>--remote</c>; null to ask the configuration.</param>
    /// <param name="baseBranch">As given with <c>--base-branch</c>; null to ask the configuration, then the remote.</param>
    public static async Task<ValueList<Diagnostic>> ExplainAsync(
        ValueList<Diagnostic> findings,
        Project project,
        string? remote,
        string? baseBranch,
        CancellationToken cancel
    )
    {
        if (!findings.Any(IsDrop))
            return findings;
        try
        {
            var repository = await GitRepository.OpenAsync(project.Root, cancel);
            var name = remote ?? project.Config.Remote ?? "origin";
            var upstream = await UpstreamAsync(repository, name, baseBranch ?? project.Config.BaseBranch, cancel);
            if (
                upstream is not var (shown, tip)
                || await repository.MergeBaseAsync("HEAD", tip, cancel) is not { } mergeBase
            )
                return findings;
            if (PrismaSchema.Load(Project.TextsOf(project.ReadTruth())).Schema is not { } workingTree)
                return findings;
            var blame = new SchemaBlame(repository, project.SchemaPath, project.MigrationsPath);
            var explained = new List<Diagnostic>();
            foreach (var finding in findings)
            {
                explained.Add(
                    IsDrop(finding)
                        ? DropCause
                            .Of(await blame.FactsAsync(finding.Object!, shown, tip, mergeBase, workingTree, cancel))
                            .Explain(finding)
                        : finding
                );
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

    // What the last fetch brought: whoever skipped the freshness check still sees what that knew.
    private static async Task<(string Shown, string Tip)?> UpstreamAsync(
        GitRepository repository,
        string remote,
        string? branch,
        CancellationToken cancel
    )
    {
        foreach (
            var candidate in branch is null
                ? [$"{remote}/HEAD", $"{remote}/main", $"{remote}/master"]
                : new[] { $"{remote}/{branch}" }
        )
        {
            if (await repository.TryResolveAsync($"refs/remotes/{candidate}", cancel) is not { } tip)
                continue;
            var shown = candidate;
            if (candidate.EndsWith("/HEAD", StringComparison.Ordinal))
            {
                var target = await repository.RunAsync(
                    ["symbolic-ref", "--short", $"refs/remotes/{candidate}"],
                    cancel
                );
                shown = target.ExitCode == 0 ? target.Line : candidate;
            }
            return (shown, tip);
        }
        return null;
    }
}
