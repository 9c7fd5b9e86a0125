using Levee.Core.Plan;

namespace Levee.Core.Diff;

/// <summary>The tables and columns that a plan drops, as the findings of its rehearsal will name them.</summary>
public static class PlannedDrops
{
    public static ValueList<string> Of(MigrationPlan plan) =>
        plan
            .Steps.SelectMany(step =>
                step switch
                {
                    MigrationStep.DropTable(var table) => [$"table {table.Name.FullName}"],
                    MigrationStep.AlterTable(var table, var changes) => changes
                        .OfType<TableChange.DropColumn>()
                        .Select(drop => $"column {table.Before.Name.FullName}.{drop.Column.Name}"),
                    _ => Enumerable.Empty<string>(),
                }
            )
            .ToValueList();
}
