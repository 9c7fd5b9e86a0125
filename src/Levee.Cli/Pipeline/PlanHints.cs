using Levee.Core;
using Levee.Core.Diagnostics;
using Levee.Core.Diff;
using Levee.Core.Diff.Renames;
using Levee.Core.Plan;
using Levee.Core.Psl.Binding;
using Levee.Core.Rules;

namespace Levee.Cli.Pipeline;

/// <summary>What only the plan knows of a loss: that it looks like a rename or a move, or how the index is kept.</summary>
internal sealed record PlanHints(
    ValueList<RenameHint> Renames,
    ValueList<MoveHint> Moves,
    ValueList<UnmodelledIndex> Unmodelled
)
{
    public static PlanHints Of(MigrationPlan plan, Datamodel? datamodel) =>
        new(RenameHints.Find(plan), MoveHint.Find(plan), UnmodelledIndex.In(plan, datamodel));

    /// <summary>The finding with the advice that comes first.</summary>
    public Diagnostic AddTo(Diagnostic finding) =>
        Ruleset.Refuses(finding) && HelpFor(finding) is { } help
            ? finding with
            {
                Help = [help, .. finding.Help],
            }
            : finding;

    private string? HelpFor(Diagnostic finding) =>
        Renames.FirstOrDefault(hint => hint.Object == finding.Object) is { } rename
            ? $"looks like a rename: to keep what it holds, run again with --rename '{rename.Request}'"
        : Moves.FirstOrDefault(hint => hint.Object == finding.Object) is { } move
            ? $"looks like a move: to keep what it holds, write a migration with {move.Statement};"
        : Unmodelled.FirstOrDefault(index => index.Object == finding.Object)?.Help;
}
