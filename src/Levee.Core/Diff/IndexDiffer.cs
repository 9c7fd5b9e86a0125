using Levee.Core.Plan;
using Levee.Core.Schema;

namespace Levee.Core.Diff;

/// <summary>
/// The indexes of a table on both sides, compared by shape and not by name (parity 05, 5.5).
/// Several indexes of one shape are one.
/// </summary>
internal sealed class IndexDiffer
{
    private readonly TablePair _pair;
    private readonly bool _comparesPredicates;
    private readonly Dictionary<IndexShape, TableIndex> _after = [];
    private readonly HashSet<IndexShape> _before = [];
    private readonly List<TableIndex> _counted = [];
    private readonly PrismaStyle _style;
    private Dictionary<(ValueList<string>, bool), int>? _byColumns;

    public IndexDiffer(TablePair pair, bool comparesPredicates, PrismaStyle style)
    {
        _pair = pair;
        _comparesPredicates = comparesPredicates;
        _style = style;
        foreach (var index in pair.Tables.After.Indexes)
            _after.TryAdd(IndexShape.Of(index, comparesPredicates), index);
        foreach (var index in pair.Tables.Before.Indexes)
        {
            if (!Counts(index))
                continue;
            _counted.Add(index);
            _before.UnionWith(ShapesOf(index));
        }
    }

    public IEnumerable<TableIndex> Dropped =>
        from index in _counted
        where FindAfter(index) is null && !IsLeftAlone(index)
        select index;

    public IEnumerable<TableIndex> Created =>
        from index in _pair.Tables.After.Indexes
        let shape = IndexShape.Of(index, _comparesPredicates)
        where
            !_before.Contains(shape)
            || (LosesItsColumn(index) && (ReferenceEquals(_after[shape], index) || !IsSingle(index)))
        select index;

    public IEnumerable<Pair<TableIndex>> Renamed =>
        from index in _counted
        where IsSingle(index)
        let after = FindAfter(index)
        // PostgreSQL drops it with its column, so there is nothing left to rename; Prisma's engine tries.
        where after is not null && after.Name != index.Name && !LosesItsColumn(index)
        select new Pair<TableIndex>(index, after);

    /// <summary>Indexes that are the same on both sides, although Prisma's engine does not see it.</summary>
    public IEnumerable<Pair<TableIndex>> UnseenByPrisma =>
        from index in _counted
        let after = FindAfter(index)
        where
            after is not null
            && (
                IsBlindTo(index)
                || !IndexShape.ToPrisma(index, _comparesPredicates).Equals(IndexShape.Of(after, _comparesPredicates))
            )
        select new Pair<TableIndex>(index, after);

    /// <summary>Whether a unique index before is gone, or made anew, afterwards.</summary>
    public bool Loses(TableIndex before) =>
        (FindAfter(before) is null && !IsLeftAlone(before)) || LosesItsColumn(before);

    private bool LosesItsColumn(TableIndex index) => index.Columns.Any(column => _pair.Recreates(column.Name));

    /// <summary>Prisma 6 reads no partial index. One that has the name and the shape of an index in the schema counts all the
    /// same: a second one of that name would be refused.</summary>
    private bool Counts(TableIndex index) =>
        _pair.Origin == SchemaOrigin.File || !IsBlindTo(index) || FindAfter(index)?.Name == index.Name;

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
        (_byColumns ??= _counted.CountBy(ColumnsOf).ToDictionary()).GetValueOrDefault(ColumnsOf(index)) < 2;

    private static (ValueList<string>, bool) ColumnsOf(TableIndex index) =>
        (index.Columns.Select(column => column.Name).ToValueList(), index.IsUnique);
}
