using Levee.Core;
using Levee.Core.Plan;
using Levee.Core.Render;
using Levee.Core.Reports;
using Levee.Core.Sql;

namespace Levee.Cli.Pipeline;

/// <summary>A plan's script as it is printed and written.</summary>
internal static class ScriptText
{
    /// <summary>Ends in exactly one newline. An empty plan is the one line that Prisma prints for it.</summary>
    public static string Of(MigrationPlan plan, SqlScript script) =>
        plan.IsEmpty ? SqlRenderer.EmptyScript : script.Source.Text.TrimEnd('\n') + "\n";

    public static ReportedMigration Reported(string name, MigrationPlan plan, SqlScript script, MigrationState state) =>
        new(name, script.Source, state) { Steps = plan.Steps.Select(Reported).ToValueList() };

    private static ReportedStep Reported(MigrationStep step) => new(step.GetType().Name, StepSummary.Of(step));
}
