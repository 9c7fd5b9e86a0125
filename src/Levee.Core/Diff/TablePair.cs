using Levee.Core.Diff.Columns;
using Levee.Core.Plan;
using Levee.Core.Schema;
using Levee.Core.Text;

namespace Levee.Core.Diff;

/// <summary>A table that is on both sides, its columns and keys paired up.</summary>
internal sealed class TablePair
{
    private readonly Dictionary<string, ColumnChange> _columns;

    public TablePair(Pair<Table> tables, SchemaOrigin origin)
    {
        Tables = tables;
        Origin = origin;
        var after = tables.After.Columns.ToDictionary(column => column.Name);
        _columns = new(tables.Before.Columns.Count);
        var dropped = new List<Column>();
        foreach (var column in tables.Before.Columns)
        {
            if (after.Remove(column.Name, out var next))
                _columns.Add(column.Name, ColumnChange.Of(new(column, next), origin));
            else
                dropped.Add(column);
        }
        Dropped = [.. dropped.OrderBy(column => column.Name, ByteOrder.Instance)];
        Added = [.. after.Values.OrderBy(column => column.Name, ByteOrder.Instance)];
        KeyIsReplaced = FindKeyIsReplaced();
    }

    public Pair<Table> Tables { get; }
    public SchemaOrigin Origin { get; }

    /// <summary>By the bytes of their names.</summary>
    public IReadOnlyList<Column> Dropped { get; }

    /// <summary>By the bytes of their names.</summary>
    public IReadOnlyList<Column> Added { get; }

    /// <summary>The columns of both sides, in the order of the table before, whether or not they differ.</summary>
    public IEnumerable<ColumnChange> Columns => _columns.Values;

    /// <summary>Whether the table has a primary key before that is not there any more afterwards, or only anew.</summary>
    public bool KeyIsReplaced { get; }

    public bool ChangesType(string column) =>
        _columns.TryGetValue(column, out var change) && change.Flags.HasFlag(ColumnFlags.Type);

    public bool Recreates(string column) => _columns.TryGetValue(column, out var change) && change.IsRecreated;

    public ColumnChange? Find(string column) => _columns.TryGetValue(column, out var change) ? change : null;

    private bool FindKeyIsReplaced() =>
        (Tables.Before.PrimaryKey, Tables.After.PrimaryKey) switch
        {
            (null, _) => false,
            (_, null) => true,
            var (before, after) => !before.Columns.Equals(after.Columns) || before.Columns.Any(ChangesType),
        };
}
