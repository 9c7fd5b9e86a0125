namespace Levee.Core.Effects;

/// <summary>Tables and columns: finds what took their place.</summary>
/// <param name="traits">A table or column that was made anew counts as whole only where the script could not have cut it.</param>
internal sealed class TableComparison(Successors things, MovedValues moved, List<Effect> effects, ScriptTraits traits)
{
    private readonly StoredRows _rows = new(things);
    private readonly bool _mayCut = (traits & (ScriptTraits.CutsRows | ScriptTraits.FoldsRows)) != ScriptTraits.None;

    public void Compare()
    {
        CompareTables();
        CompareColumns();
    }

    private void CompareTables()
    {
        foreach (var old in things.Before.Tables)
        {
            if (things.NewTables.TryGetValue(old.Oid, out var same))
            {
                things.Tables[old.Oid] = same;
                if (same.Schema != old.Schema)
                    effects.Add(new Effect.MovedToSchema(ObjectKind.Table, old.FullName, same.FullName));
                else if (same.Name != old.Name)
                    effects.Add(new Effect.Renamed(ObjectKind.Table, old.FullName, same.FullName));
            }
            else if (FindReplacement(old) is { } replacement)
            {
                things.Tables[old.Oid] = replacement;
            }
            else if (!_mayCut && moved.FindPlaceOf(old) is { } place)
            {
                effects.Add(new Effect.Renamed(ObjectKind.Table, old.FullName, place.FullName));
            }
            else
            {
                effects.Add(
                    new Effect.Lost(ObjectKind.Table, old.FullName, TakenWith(old))
                    {
                        Identity = new(old.Oid),
                        IsRecreated = things.After.Tables.Any(table => table.FullName == old.FullName),
                    }
                );
            }
        }
    }

    // A partition that fell with its table.
    private string? TakenWith(SeenTable old) =>
        things.OldTables.TryGetValue(old.Parent, out var parent) && !things.NewTables.ContainsKey(parent.Oid)
            ? $"table {parent.FullName}"
            : null;

    private SeenTable? FindReplacement(SeenTable old) =>
        things.After.Tables.FirstOrDefault(table =>
            table.FullName == old.FullName
            && !things.OldTables.ContainsKey(table.Oid)
            && old.Columns.All(column => table.FindColumn(column.Name) is not null)
            && !_mayCut
            && _rows.HoldsEveryRow(old, table)
        );

    private void CompareColumns()
    {
        foreach (var old in things.Before.Tables)
        {
            if (!things.Tables.TryGetValue(old.Oid, out var table))
                continue;
            foreach (var column in old.Columns)
                CompareColumn(old, column, table);
        }
    }

    private void CompareColumn(SeenTable old, SeenColumn column, SeenTable table)
    {
        var name = $"{old.FullName}.{column.Name}";
        var same = table.Oid == old.Oid ? table.FindColumn(column.Number) : table.FindColumn(column.Name);
        var namesake = table.FindColumn(column.Name);
        if (
            same is null
            && namesake is not null
            && old.FindColumn(namesake.Number) is null
            && _rows.HoldsEveryValue(old, column, table, namesake, traits)
        )
            same = namesake;
        if (same is null && !traits.HasFlag(ScriptTraits.CutsRows) && moved.FindPlaceOf(old, column) is { } place)
        {
            things.Moved[(old.Oid, column.Number)] = place;
            effects.Add(new Effect.Renamed(ObjectKind.Column, name, place.FullName));
            return;
        }
        if (same is null)
        {
            things.LostColumns.Add((old.Oid, column.Number));
            effects.Add(
                new Effect.Lost(ObjectKind.Column, name, TypeThatTook(column))
                {
                    Identity = new(old.Oid, column.Number),
                    IsRecreated = namesake is not null,
                }
            );
            return;
        }

        things.Columns[(old.Oid, column.Number)] = same;
        if (same.Name != column.Name)
            effects.Add(new Effect.Renamed(ObjectKind.Column, name, $"{table.FullName}.{same.Name}"));
        if (same.Type != column.Type)
            effects.Add(
                new Effect.Retyped(name, column.Type, same.Type)
                {
                    Table = old.Oid,
                    Converted = CountValues(old, column.Name),
                    HasFewValues =
                        column.Type == "boolean" || column.TypeKind == TypeKind.Enum || IsListed(old, column),
                }
            );
        if (same.IsRequired && !column.IsRequired)
            effects.Add(new Effect.Required(name, IsNew: false) { WasChecked = RefusedNull(old, column) });
        if (
            column.Default is not null
            && same.Default is null
            && same.Identity == IdentityKind.None
            && !column.IsGenerated
        )
            effects.Add(new Effect.DroppedDefault(name, column.Default));
    }

    // A CHECK names all that it may hold.
    private bool IsListed(SeenTable table, SeenColumn column) =>
        things.Before.Constraints.Any(rule =>
            rule is { Kind: ConstraintKind.Check, IsEnforced: true, Keys: [var only] }
            && only == column.Number
            && rule.Table == table.Oid
            && RuleEquality.ListsValues(rule)
        );

    // A partitioned table holds what its partitions hold.
    private int CountValues(SeenTable table, string column) =>
        table.Kind == RelationKind.Partitioned
            ? things
                .Before.Tables.Where(part => part.Parent == table.Oid)
                .Select(part => CountValues(part, column))
                .DefaultIfEmpty(0)
                .Max()
            : _rows.CountValues(table, column);

    // Also by a CHECK that is not validated: it refuses what is written from then on.
    private bool RefusedNull(SeenTable table, SeenColumn column) =>
        things.Before.Constraints.Any(rule =>
            rule is { Kind: ConstraintKind.Check, IsEnforced: true }
            && rule.Table == table.Oid
            && rule.Keys.Contains(column.Number)
            && RuleEquality.AsksForValuesOnly(rule, rule.Keys.Select(table.FindColumn).OfType<SeenColumn>())
        );

    // A column falls with its type when the type is dropped with CASCADE.
    private string? TypeThatTook(SeenColumn column) =>
        things.Before.Types.FirstOrDefault(type => type.Oid == column.TypeOid || type.Oid == column.Element) is { } type
        && things.After.Types.All(other => other.Oid != type.Oid)
            ? $"type {type.FullName}"
            : null;
}
