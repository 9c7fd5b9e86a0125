namespace Levee.Core.Effects;

/// <summary>What is there that was not.</summary>
internal sealed class Additions(Successors things, List<Effect> effects)
{
    private readonly RuleEquality _rules = new(things);

    public void Find()
    {
        foreach (var table in things.After.Tables)
        {
            if (!things.OldTables.TryGetValue(table.Oid, out var old))
                continue;
            var added = table.Columns.Where(column => old.FindColumn(column.Number) is null);
            foreach (
                var column in added.Where(column =>
                    column is { IsRequired: true, Default: null, IsNumbered: false, IsGenerated: false }
                )
            )
                effects.Add(new Effect.Required($"{table.FullName}.{column.Name}", IsNew: true));
        }

        var oldIndexes = things.Before.Indexes.Select(index => index.Oid).ToHashSet();
        foreach (var index in things.After.Indexes)
        {
            if (
                !oldIndexes.Contains(index.Oid)
                && index.Constraint == 0
                && things.NewTables.TryGetValue(index.Table, out var table)
            )
                effects.Add(
                    new Effect.AddedIndex($"{index.Schema}.{index.Name}", table.FullName, index.IsUnique, IsOld(table))
                    {
                        Identity = new(index.Oid),
                    }
                );
        }

        var oldConstraints = things.Before.Constraints.Select(constraint => constraint.Oid).ToHashSet();
        foreach (var constraint in things.After.Constraints)
        {
            if (
                oldConstraints.Contains(constraint.Oid)
                || things.Before.Constraints.Any(old => _rules.IsSame(old, constraint))
                || !things.NewTables.TryGetValue(constraint.Table, out var table)
            )
                continue;
            effects.Add(
                new Effect.AddedConstraint(
                    $"{table.FullName}.{constraint.Name}",
                    constraint.Kind,
                    constraint.Definition
                )
                {
                    Identity = new(constraint.Oid),
                    IsValidated = constraint.IsValidated,
                    OnOldTable = IsOld(table),
                    Columns = constraint.Keys.Select(key => table.FindColumn(key)?.Name).OfType<string>().ToValueList(),
                    TakesOldWrites = TakesOldWrites(constraint, table),
                    LacksIndex =
                        constraint.Kind == ConstraintKind.ForeignKey
                        && !things.After.Indexes.Any(index => Serves(index, constraint)),
                }
            );
        }

        foreach (var type in things.After.Types)
        {
            if (
                things.Before.Types.FirstOrDefault(old =>
                    old.Oid == type.Oid || (old.FullName == type.FullName && old.Kind == type.Kind)
                ) is
                { } old
            )
            {
                foreach (
                    var label in type.Labels.Where(label =>
                        old.Labels.All(other => other.Text != label.Text && other.Oid != label.Oid)
                    )
                )
                    effects.Add(new Effect.AddedLabel(type.FullName, label.Text));
            }
        }
    }

    private bool IsOld(SeenTable table) => things.OldTables.ContainsKey(table.Oid);

    // What was running before writes no column that is new: NULL stands there, or its default.
    private bool TakesOldWrites(SeenConstraint constraint, SeenTable table)
    {
        var keys = constraint.Keys.Select(table.FindColumn).OfType<SeenColumn>().ToList();
        var added = things.OldTables.TryGetValue(table.Oid, out var old)
            ? keys.FindAll(column => old.FindColumn(column.Number) is null)
            : [];
        if (added.Count == 0)
            return false;
        var isAllNew = added.Count == keys.Count;
        var hasNull = added.Exists(column => column is { Default: null, IsNumbered: false, IsRequired: false });
        var countsNull =
            constraint.Definition.Contains("NULLS NOT DISTINCT", StringComparison.Ordinal)
            || (!isAllNew && constraint.Definition.Contains("MATCH FULL", StringComparison.Ordinal));
        return constraint.Kind switch
        {
            ConstraintKind.Check => isAllNew,
            ConstraintKind.ForeignKey => isAllNew || (hasNull && !countsNull),
            ConstraintKind.Unique or ConstraintKind.Exclusion => (hasNull && !countsNull)
                || added.Exists(column => column.IsNumbered),
            ConstraintKind.PrimaryKey => false,
        };
    }

    private static bool Serves(SeenIndex index, SeenConstraint key) =>
        index.Table == key.Table
        && index.Predicate is null
        && key.Keys.All(column => index.Keys.Take(key.Keys.Count).Contains(column));
}
