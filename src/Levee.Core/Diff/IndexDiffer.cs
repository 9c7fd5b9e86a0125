using Levee.Core.Schema;

namespace Levee.Core.Diff;

/// <summary>
/// The indexes of a table on both sides, compared by shape and not by name.
/// Several indexes of one shape are one.
/// </summary>
internal sealed class IndexDiffer
{
    private readonly TablePair _pair;
    private readonly bool _comparesPredicates;
    private readonly List<(TableIndex Index, IndexShape Shape)> _shapes = [];

    /// <summary>The first index of each shape.</summary>
    private readonly Dictionary<IndexShape, TableIndex> _after = [];

    /// <summary>The shapes of the table after that an index before has.</summary>
    private readonly HashSet<IndexShape> _kept = [];

    /// <summary>The indexes before that take part, each with the one that it becomes.</summary>
    private readonly List<(TableIndex Index, TableIndex? After)> _counted = [];
    private readonly PrismaStyle _style;
    private Dictionary<(ValueList<string>, bool), int>? _byColumns;

    public IndexDiffer(TablePair pair, bool comparesPredicates, PrismaStyle style)
    {
        _pair = pair;
        _comparesPredicates = comparesPredicates;
        _style = style;
        foreach (var index in pair.Tables.After.Indexes)
        {
            var shape = ShapeOf(index);
            _shapes.Add((index, shape));
            _after.TryAdd(shape, index);
        }
        foreach (var index in pair.Tables.Before.Indexes)
        {
            var kept = ShapesOf(index).Where(_after.ContainsKey).ToList();
            var after = kept.Count > 0 ? _after[kept[0]] : null;
            if (!Counts(index, after))
                continue;
            _counted.Add((index, after));
            _kept.UnionWith(kept);
        }
    }

    public IEnumerable<TableIndex> Dropped =>
        from counted in _counted
        where counted.After is null && !IsLeftAlone(counted.Index)
        select counted.Index;

    public IEnumerable<TableIndex> Created =>
        from made in _shapes
        where
            !_kept.Contains(made.Shape)
            || (
                LosesItsColumn(made.Index) && (ReferenceEquals(_after[made.Shape], made.Index) || !IsSingle(made.Index))
            )
        select made.Index;

    public IEnumerable<Pair<TableIndex>> Renamed =>
        from counted in _counted
        where counted.After is { } after && after.Name != counted.Index.Name
        // PostgreSQL drops it with its column, so there is nothing left to rename; Prisma's engine tries.
        where IsSingle(counted.Index) && !LosesItsColumn(counted.Index)
        select new Pair<TableIndex>(counted.Index, counted.After!);

    /// <summary>Indexes that are the same on both sides, although Prisma's engine does not see it.</summary>
    public IEnumerable<Pair<TableIndex>> UnseenByPrisma =>
        from counted in _counted
        where
            counted.After is { } after
            && (
                IsBlindTo(counted.Index)
                || !IndexShape
                    .ToPrisma(counted.Index, _comparesPredicates)
                    .Equals(IndexShape.Of(after, _comparesPredicates))
            )
        select new Pair<TableIndex>(counted.Index, counted.After!);

    /// <summary>Indexes of the table after that would be made although there is one whose columns are the same: perhaps PostgreSQL
    /// only prints their operator classes or predicate otherwise.</summary>
    public IEnumerable<TableIndex> Doubtful =>
        from made in _shapes
        where !_kept.Contains(made.Shape)
        where made.Index.Predicate is not null || made.Index.Columns.Any(column => column.OperatorClass is not null)
        where
            _counted.Exists(counted =>
                counted.After is null
                && counted.Index.Algorithm == made.Index.Algorithm
                && ColumnsOf(counted.Index).Equals(ColumnsOf(made.Index))
            )
        select made.Index;

    /// <summary>The shape of the index in the database that PostgreSQL says is the same one, else its own.</summary>
    private IndexShape ShapeOf(TableIndex after) =>
        after.Stored is { } stored
        && _pair.Origin == SchemaOrigin.Catalog
        && _pair.Tables.Before.Indexes.FirstOrDefault(index => IsStoredAs(index, stored)) is { } same
            ? IndexShape.ToPrisma(same, _comparesPredicates)
            : IndexShape.Of(after, _comparesPredicates);

    private static bool IsStoredAs(TableIndex index, TableIndex stored) =>
        index.IsUnique == stored.IsUnique
        && index.Algorithm == stored.Algorithm
        && index.IncludedColumns == stored.IncludedColumns
        && index.Columns.Equals(stored.Columns)
        && index.Predicate == stored.Predicate;

    /// <summary>Whether a unique index before is gone, or made anew, afterwards.</summary>
    public bool Loses(TableIndex before) =>
        (FindAfter(before) is null && !IsLeftAlone(before)) || LosesItsColumn(before);

    private bool LosesItsColumn(TableIndex index) => index.Columns.Any(column => _pair.Recreates(column.Name));

    /// <summary>Prisma 6 reads no partial index. One that has the name and the shape of an index in the schema counts all the
    /// same: a second one of that name would be refused.</summary>
    private bool Counts(TableIndex index, TableIndex? after) =>
        _pair.Origin == SchemaOrigin.File || !IsBlindTo(index) || after?.Name == index.Name;

    private bool IsBlindTo(TableIndex index) => index.Predicate is not null && _style == PrismaStyle.Six;

    /// <summary>Prisma 7 without the preview feature does not drop a partial index.</summary>
    private bool IsLeftAlone(TableIndex index) =>
        _pair.Origin == SchemaOrigin.Catalog && index.Predicate is not null && !_comparesPredicates;

    private TableIndex? FindAfter(TableIndex before)
    {
        foreach (var shape in ShapesOf(before))
        {
            if (_after.TryGetValue(shape, out var after))
                return after;
        }
        return null;
    }

    private IEnumerable<IndexShape> ShapesOf(TableIndex index) =>
        _pair.Origin == SchemaOrigin.Catalog
            ? IndexShape.OfCatalog(index, _comparesPredicates)
            : [IndexShape.Of(index, _comparesPredicates)];

    /// <summary>Prisma's engine renames no index of several over the same columns.</summary>
    private bool IsSingle(TableIndex index) =>
        (_byColumns ??= _counted.CountBy(counted => ColumnsOf(counted.Index)).ToDictionary()).GetValueOrDefault(
            ColumnsOf(index)
        ) < 2;

    private static (ValueList<string>, bool) ColumnsOf(TableIndex index) =>
        (index.Columns.Select(column => column.Name).ToValueList(), index.IsUnique);
}
