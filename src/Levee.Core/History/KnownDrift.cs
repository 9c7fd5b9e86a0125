using Levee.Core.Plan;
using Levee.Core.Schema;

namespace Levee.Core.History;

/// <summary>What the schema and the migrations do not agree on, and this branch has no part in: what its base lacks
/// already, and what somebody accepted.</summary>
/// <param name="Inherited">What a plan of the base would do.</param>
/// <param name="Accepted">By <see cref="PlannedChange.Text"/>.</param>
public sealed record KnownDrift(ValueList<PlannedChange> Inherited, ValueList<string> Accepted)
{
    public static readonly KnownDrift None = new([], []);

    public bool IsNone => Inherited.Count == 0 && Accepted.Count == 0;

    /// <summary>Parts a plan into what is this branch's own and what is known.</summary>
    public DividedPlan Divide(MigrationPlan plan)
    {
        if (IsNone)
            return new(plan, plan, []);
        var created = plan
            .Steps.OfType<MigrationStep.CreateTable>()
            .Where(step => !PlannedChange.Of(step).All(IsKnown))
            .Select(step => step.Table.Name)
            .ToHashSet();
        var known = new List<PlannedChange>();
        var own = new List<MigrationStep>();
        foreach (var step in plan.Steps)
        {
            // What belongs to a table that this branch makes comes with it.
            if (TableOf(step) is { } table && created.Contains(table))
                own.Add(step);
            else if (step is MigrationStep.AlterTable or MigrationStep.AlterEnum { Removed.Count: 0 })
            {
                known.AddRange(PlannedChange.Of(step).Where(IsKnown));
                if (OwnPartOf(step) is { } part)
                    own.Add(part);
            }
            else if (PlannedChange.Of(step).All(IsKnown))
                known.AddRange(PlannedChange.Of(step));
            else
                own.Add(step);
        }
        return new(plan, plan with { Steps = own.ToValueList() }, known.Where(IsToBeTold).ToValueList())
        {
            TakenOver = own.SelectMany(PlannedChange.Of).Where(IsOtherForm).ToValueList(),
        };
    }

    /// <summary>A step of several changes without those that are known; null where none is left.</summary>
    private MigrationStep? OwnPartOf(MigrationStep step)
    {
        if (step is MigrationStep.AlterTable table)
        {
            var changes = table.Changes.Where(change => !IsKnown(PlannedChange.Of(table.Table, change))).ToValueList();
            return changes.Count == 0 ? null : table with { Changes = changes };
        }
        if (step is not MigrationStep.AlterEnum type)
            return step;
        var added = type.Added.Where(value => !IsKnown(PlannedChange.OfValue(type.Enum.After, value))).ToValueList();
        return added.Count == 0 ? null : type with { Added = added };
    }

    private bool IsOtherForm(PlannedChange change) =>
        Inherited.Any(known => known.Text == change.Text && !known.Equals(change));

    private bool IsToBeTold(PlannedChange change) => !Accepted.Contains(change.Text);

    private bool IsKnown(PlannedChange change) => Inherited.Contains(change) || Accepted.Contains(change.Text);

    private static ObjectName? TableOf(MigrationStep step) =>
        step switch
        {
            MigrationStep.CreateIndex(var on, _, _) => on.Name,
            MigrationStep.AddForeignKey(var on, _) => on.Name,
            _ => null,
        };
}

/// <param name="Whole">Everything that is missing.</param>
/// <param name="Own">What this branch has to answer for.</param>
/// <param name="Known">What the base lacks as well and nobody accepted, one an object.</param>
public sealed record DividedPlan(MigrationPlan Whole, MigrationPlan Own, ValueList<PlannedChange> Known)
{
    /// <summary>What the base lacks as well, but in another form: it is this branch's own now.</summary>
    public ValueList<PlannedChange> TakenOver { get; init; } = [];
}
