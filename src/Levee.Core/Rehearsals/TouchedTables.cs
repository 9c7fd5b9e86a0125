using Levee.Core.Effects;

namespace Levee.Core.Rehearsals;

/// <summary>Which table of the database a name means while a statement runs.</summary>
internal sealed class TouchedTables(DatabaseSnapshot catalog)
{
    private readonly ILookup<RelationName, SeenTable> _byName = catalog.Tables.ToLookup(table => new RelationName(
        table.Schema,
        table.Name
    ));
    private readonly Dictionary<long, SeenTable> _byOid = catalog.Tables.ToDictionary(table => table.Oid);
    private readonly ILookup<long, SeenTable> _parts = catalog
        .Tables.Where(table => table.Parent != 0)
        .ToLookup(table => table.Parent);

    /// <returns>Nothing for a table that the script made. More than one where the script gave names away meanwhile.</returns>
    public IEnumerable<SeenTable> Named(AttemptResult run, int statement, RelationName name)
    {
        if (name.Schema.StartsWith("pg_temp", StringComparison.Ordinal))
            return [];
        var (before, after) = (ProbeAt(run, statement), ProbeAt(run, statement + 1));
        var found = new HashSet<SeenTable>(ReferenceEqualityComparer.Instance);
        foreach (var probe in new[] { before, after })
        {
            if (probe is null)
                continue;
            foreach (var table in _byName[name].Where(table => NameAt(probe, table) == name))
                found.Add(table);
            foreach (var (oid, now) in probe.Names)
            {
                if (now == name && _byOid.TryGetValue(oid, out var table))
                    found.Add(table);
            }
        }
        if (found.Count > 0 || after is null)
            return after is null ? _byName[name] : found;
        // Nothing had the name before or after: a table of the script's own, or one that it renamed and renamed back.
        return after.Names.Values.Contains(name)
            ? []
            : after.Names.Keys.Where(_byOid.ContainsKey).Select(oid => _byOid[oid]);
    }

    /// <summary>The attribute number of a column by its name while the statement runs; null where there is none.</summary>
    public static int? NumberOf(AttemptResult run, int statement, SeenTable table, string column)
    {
        foreach (var probe in new[] { ProbeAt(run, statement), ProbeAt(run, statement + 1) })
        {
            if (probe is not null && probe.ColumnNames.TryGetValue(table.Oid, out var names))
            {
                foreach (var (number, name) in names)
                {
                    if (name == column)
                        return number;
                }
            }
            else if (table.FindColumn(column) is { } found)
            {
                return found.Number;
            }
        }
        return null;
    }

    /// <summary>The table itself, or what holds its rows: the partitions.</summary>
    public IEnumerable<SeenTable> Leaves(SeenTable table) =>
        table.Kind == RelationKind.Partitioned ? _parts[table.Oid].SelectMany(Leaves) : [table];

    private static RelationName NameAt(StatementProbe probe, SeenTable table) =>
        probe.Names.TryGetValue(table.Oid, out var name) ? name : new(table.Schema, table.Name);

    private static StatementProbe? ProbeAt(AttemptResult run, int place) =>
        place >= 0 && place < run.Probes.Count ? run.Probes[place] : null;
}
