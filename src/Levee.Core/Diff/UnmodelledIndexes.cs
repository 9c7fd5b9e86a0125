using Levee.Core.Plan;
using Levee.Core.Psl;
using Levee.Core.Psl.Binding;
using Levee.Core.Schema;

namespace Levee.Core.Diff;

/// <summary>An index that a plan drops because no model has it, and the line that keeps it.</summary>
/// <param name="Line">Null where the schema language cannot say it.</param>
public sealed record UnmodelledIndex(Table On, TableIndex Index, string? Line)
{
    /// <summary>As findings name it.</summary>
    public string Object => $"index {(On.Name with { Name = Index.Name }).FullName}";

    /// <summary>What to do to keep it.</summary>
    public string Help =>
        Line is null
            ? $"to keep {Index.Name}, take its DROP INDEX out of the migration: the schema language has no line for it"
            : $"to keep {Index.Name}, write this line into the model of {On.Name}: {Line}";

    /// <summary>Of every index that goes while its columns stay.</summary>
    public static ValueList<UnmodelledIndex> In(MigrationPlan plan, Datamodel? datamodel) =>
        plan
            .Steps.OfType<MigrationStep.DropIndex>()
            .Where(drop => Keeps(plan.Schemas.After, drop))
            .Select(drop => new UnmodelledIndex(
                drop.On,
                drop.Index,
                datamodel?.FindModel(drop.On.Name) is { } model ? IndexLine.Of(drop.Index, model) : null
            ))
            .ToValueList();

    private static bool Keeps(DatabaseSchema after, MigrationStep.DropIndex drop) =>
        after.FindTable(drop.On.Name) is { } table
        && drop.Index.Columns.All(column => table.FindColumn(column.Name) is not null);
}
