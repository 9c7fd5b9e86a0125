namespace Levee.Core.Effects;

/// <summary>Indexes and constraints.</summary>
internal sealed class RuleComparison(Successors things, List<Effect> effects)
{
    private readonly RuleEquality _rules = new(things);

    public void Compare()
    {
        CompareIndexes();
        CompareConstraints();
    }

    private void CompareIndexes()
    {
        var alive = things.After.Indexes.ToDictionary(index => index.Oid);
        foreach (var old in things.Before.Indexes)
        {
            if (alive.TryGetValue(old.Oid, out var same) && (same.IsValid || !old.IsValid))
            {
                if (same.Name != old.Name && old.Constraint == 0)
                    effects.Add(
                        new Effect.Renamed(ObjectKind.Index, $"{old.Schema}.{old.Name}", $"{same.Schema}.{same.Name}")
                    );
                continue;
            }
            // A constraint stands for its index, a table for all of its own.
            if (old.Constraint != 0 || !things.Tables.TryGetValue(old.Table, out var table))
                continue;
            if (things.After.Indexes.Any(index => _rules.Replaces(index, old)) || _rules.WentAlong(old))
                continue;
            effects.Add(
                new Effect.Lost(
                    ObjectKind.Index,
                    $"{old.Schema}.{old.Name}",
                    things.ColumnThatTook(old.Table, old.Keys)
                )
                {
                    Identity = new(old.Oid),
                    IsRecreated = things.After.Indexes.Any(index =>
                        index.Schema == old.Schema && index.Name == old.Name
                    ),
                    IsBeyondPrisma = old.Expressions is not null || old.Predicate is not null,
                    WidenedBy =
                        old.IsUnique && things.Map(old.Table, old.Keys) is { } keys
                            ? things.FindWider(table, keys, old.Predicate)
                            : null,
                }
            );
        }
    }

    private void CompareConstraints()
    {
        var alive = things.After.Constraints.ToDictionary(constraint => constraint.Oid);
        foreach (var old in things.Before.Constraints)
        {
            if (alive.TryGetValue(old.Oid, out var same) && (same.IsEnforced || !old.IsEnforced))
                continue;
            if (OwnerOf(old) is not { } owner || _rules.Stands(old))
                continue;
            var keys = old.Table != 0 ? things.Map(old.Table, old.Keys) : null;
            effects.Add(
                new Effect.Lost(ObjectKind.Constraint, $"{owner}.{old.Name}", TakenWith(old))
                {
                    Identity = new(old.Oid),
                    IsRecreated = things.After.Constraints.Any(constraint =>
                        constraint.Name == old.Name
                        && constraint.Oid != old.Oid
                        && OwnerNow(constraint) == OwnerNow(old)
                    ),
                    WidenedBy =
                        old.Kind is ConstraintKind.Unique or ConstraintKind.PrimaryKey && keys is not null
                            ? things.FindWider(things.Tables[old.Table], keys, null)
                            : null,
                }
            );
        }
    }

    /// <returns>The table or domain as it was called; null when it is gone and stands for its constraints.</returns>
    private string? OwnerOf(SeenConstraint constraint)
    {
        if (constraint.Table != 0)
            return things.Tables.ContainsKey(constraint.Table) ? things.OldTables[constraint.Table].FullName : null;
        var domain = things.Before.Types.FirstOrDefault(type => type.Oid == constraint.Domain);
        return
            domain is not null
            && things.After.Types.Any(type => type.Oid == domain.Oid || type.FullName == domain.FullName)
            ? domain.FullName
            : null;
    }

    private string? OwnerNow(SeenConstraint constraint) =>
        things.NewTables.TryGetValue(constraint.Table, out var table) ? table.FullName
        : things.Tables.TryGetValue(constraint.Table, out var successor) ? successor.FullName
        : things.After.Types.FirstOrDefault(type => type.Oid == constraint.Domain)?.FullName;

    private string? TakenWith(SeenConstraint constraint)
    {
        if (
            constraint.Target != 0
            && things.OldTables.TryGetValue(constraint.Target, out var target)
            && !things.Tables.ContainsKey(target.Oid)
        )
            return $"table {target.FullName}";
        if (things.ColumnThatTook(constraint.Table, constraint.Keys) is { } own)
            return own;
        return constraint.Target == 0 ? null : things.ColumnThatTook(constraint.Target, constraint.TargetKeys);
    }
}
