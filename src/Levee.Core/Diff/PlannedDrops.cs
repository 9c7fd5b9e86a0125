using Levee.Core.Plan;
using Levee.Core.Schema;

namespace Levee.Core.Diff;

/// <summary>The tables and columns that a plan drops, as the findings of its rehearsal will name them.</summary>
public static class PlannedDrops
{
    public static ValueList<string> Of(MigrationPlan plan) =>
        plan
            .Steps.SelectMany(step =>
                step switch
                {
                    MigrationStep.DropTable(var table) => [$"table {Shown(table.Name)}"],
                    MigrationStep.AlterTable(var table, var changes) => changes
                        .OfType<TableChange.DropColumn>()
                        .Select(drop => $"column {Shown(table.Before.Name)}.{drop.Column.Name}"),
                    _ => Enumerable.Empty<string>(),
                }
            )
            .ToValueList();

    private static string Shown(ObjectName name) => $"{name.Namespace ?? "public"}.{name.Name}";
}
