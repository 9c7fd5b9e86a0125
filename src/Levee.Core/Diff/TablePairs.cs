using Levee.Core.Schema;

namespace Levee.Core.Diff;

/// <summary>The tables of both sides, paired by name. There is no guessing at renames.</summary>
internal sealed class TablePairs
{
    private readonly Dictionary<TableKey, TablePair> _pairs = [];

    public TablePairs(Pair<DatabaseSchema> schemas)
    {
        Tables = schemas.Map(schema => schema.Tables.Where(IsOurs).ToValueList());
        var after = Tables.After.ToDictionary(table => TableKey.Of(table.Name));
        var dropped = new List<Table>();
        foreach (var table in Tables.Before)
        {
            var key = TableKey.Of(table.Name);
            if (after.Remove(key, out var next))
                _pairs.Add(key, new(new(table, next), schemas.Before.Origin));
            else
                dropped.Add(table);
        }
        Dropped = dropped;
        Created = [.. Tables.After.Where(table => after.ContainsKey(TableKey.Of(table.Name)))];
    }

    /// <summary>All tables that take part, in the order of their schema.</summary>
    public Pair<ValueList<Table>> Tables { get; }

    /// <summary>In the order of the schema before.</summary>
    public IReadOnlyCollection<TablePair> Pairs => _pairs.Values;

    /// <summary>In the order of the schema before.</summary>
    public IReadOnlyList<Table> Dropped { get; }

    /// <summary>In the order of the schema after.</summary>
    public IReadOnlyList<Table> Created { get; }

    public TablePair? Find(ObjectName name) => _pairs.GetValueOrDefault(TableKey.Of(name));

    /// <summary>Prisma's own table, and those of PostGIS, belong to neither side.</summary>
    private static bool IsOurs(Table table) =>
        table.Name.Name != "_prisma_migrations" && !OfPostGis.Contains(table.Name.Name);

    private static readonly HashSet<string> OfPostGis = new(StringComparer.OrdinalIgnoreCase)
    {
        "spatial_ref_sys",
        "geometry_columns",
        "geography_columns",
        "raster_columns",
        "raster_overviews",
    };
}
