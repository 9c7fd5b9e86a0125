using Levee.Core.Schema;

namespace Levee.Core.Diff;

/// <summary>The foreign keys of a table on both sides, compared by shape and not by name.</summary>
internal sealed class ForeignKeyDiffer
{
    private readonly TablePair _pair;
    private readonly Dictionary<Shape, ForeignKey> _after = [];
    private readonly HashSet<Shape> _before = [];
    private readonly SchemaOrigin _origin;
    private readonly Predicate<ForeignKey> _mustBeMadeAnew;

    /// <param name="origin">From file to file Prisma's bytes count; from a database, what PostgreSQL takes.</param>
    /// <param name="mustBeMadeAnew">Whether a key before stands in the way of another change.</param>
    public ForeignKeyDiffer(TablePair pair, SchemaOrigin origin, Predicate<ForeignKey> mustBeMadeAnew)
    {
        _pair = pair;
        _origin = origin;
        _mustBeMadeAnew = mustBeMadeAnew;
        foreach (var key in pair.Tables.After.ForeignKeys)
            _after.TryAdd(ShapeOf(key), key);
        foreach (var key in pair.Tables.Before.ForeignKeys)
        {
            if (!IsMadeAnew(key))
                _before.Add(ShapeOf(key));
        }
    }

    public IEnumerable<ForeignKey> Dropped =>
        _pair.Tables.Before.ForeignKeys.Where(key => IsMadeAnew(key) || !_after.ContainsKey(ShapeOf(key)));

    public IEnumerable<ForeignKey> Added =>
        _pair.Tables.After.ForeignKeys.Where(key => !_before.Contains(ShapeOf(key)));

    /// <summary>Of several keys of one shape the first takes the name, unless another one has it.</summary>
    public IEnumerable<Pair<ForeignKey>> Renamed =>
        IsJoinTable(_pair.Tables.Before) && IsJoinTable(_pair.Tables.After)
            ? []
            : from key in _pair.Tables.Before.ForeignKeys
            where !IsMadeAnew(key)
            group key by ShapeOf(key) into same
            let after = _after.GetValueOrDefault(same.Key)
            where after is not null && same.All(key => key.Name != after.Name)
            select new Pair<ForeignKey>(same.First(), after);

    private bool IsMadeAnew(ForeignKey key) => key.Columns.Any(_pair.ChangesType) || _mustBeMadeAnew(key);

    private static bool IsJoinTable(Table table) =>
        table.Columns.Count == 2
        && table.Columns.Any(column => column.Name == "A")
        && table.Columns.Any(column => column.Name == "B");

    /// <summary>Prisma's engine does not see that a key now leads to the table of the same name in another namespace, and drops the old
    /// table from under it.</summary>
    private Shape ShapeOf(ForeignKey key)
    {
        var referenced = TableKey.Of(key.ReferencedTable);
        var target = _origin == SchemaOrigin.Catalog ? referenced : referenced with { Namespace = "" };
        return new(key.Columns, target, key.ReferencedColumns, key.OnDelete, key.OnUpdate);
    }

    private sealed record Shape(
        ValueList<string> Columns,
        TableKey Referenced,
        ValueList<string> ReferencedColumns,
        ReferentialAction OnDelete,
        ReferentialAction OnUpdate
    );
}
