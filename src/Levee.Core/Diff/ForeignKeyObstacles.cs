using Levee.Core.Schema;

namespace Levee.Core.Diff;

/// <summary>
/// Foreign keys that are the same before and after, and yet have to be dropped and added again, because PostgreSQL refuses
/// another change while they are there. Prisma's engine leaves them, and its script fails; from file to file that script is asked for.
/// </summary>
internal sealed class ForeignKeyObstacles(
    Pair<DatabaseSchema> schemas,
    TablePairs tables,
    Dictionary<TablePair, IndexDiffer> indexes
)
{
    private readonly HashSet<TableKey> _rebuiltEnums = EnumDiffer.Rebuilt(schemas);
    private readonly Dictionary<TablePair, bool> _losesKeys = [];

    public bool StandInTheWay(Table table, ForeignKey key) =>
        schemas.Before.Origin == SchemaOrigin.Catalog && (IsOverRebuiltEnum(table, key) || LosesItsTarget(key));

    private bool IsOverRebuiltEnum(Table table, ForeignKey key) =>
        _rebuiltEnums.Count > 0
        && key.Columns.Any(name =>
            table.FindColumn(name)?.Type is ColumnType.Enum type && _rebuiltEnums.Contains(TableKey.Of(type.Name))
        );

    /// <summary>The key leans on a primary key or unique index of the table that it refers to.</summary>
    private bool LosesItsTarget(ForeignKey key)
    {
        if (tables.Find(key.ReferencedTable) is not { } target || !LosesKeys(target))
            return false;
        var columns = key.ReferencedColumns.ToHashSet();
        if (target.Tables.Before.PrimaryKey is { } primary && columns.SetEquals(primary.Columns))
            return target.KeyIsReplaced;
        return UniquesOf(target)
            .Any(index =>
                columns.SetEquals(index.Columns.Select(column => column.Name)) && indexes[target].Loses(index)
            );
    }

    private bool LosesKeys(TablePair target)
    {
        if (!_losesKeys.TryGetValue(target, out var loses))
            _losesKeys.Add(target, loses = target.KeyIsReplaced || UniquesOf(target).Any(indexes[target].Loses));
        return loses;
    }

    private static IEnumerable<TableIndex> UniquesOf(TablePair pair) =>
        pair.Tables.Before.Indexes.Where(index => index.IsUnique && index.Predicate is null);
}
