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
            else if (step is MigrationStep.AlterTable alter)
            {
                var rest = alter.Changes.ToLookup(change => IsKnown(PlannedChange.Of(alter.Table, change)));
                known.AddRange(rest[true].Select(change => PlannedChange.Of(alter.Table, change)));
                if (rest[false].Any())
                    own.Add(alter with { Changes = rest[false].ToValueList() });
            }
            else if (PlannedChange.Of(step).All(IsKnown))
                known.AddRange(PlannedChange.Of(step));
            else
                own.Add(step);
        }
        return new(plan, plan with { Steps = own.ToValueList() }, known.Where(IsToBeTold).ToValueList());
    }

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
public sealed record DividedPlan(MigrationPlan Whole, MigrationPlan Own, ValueList<PlannedChange> Known);
