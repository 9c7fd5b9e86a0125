namespace Levee.Core.Effects;

/// <summary>What took the place of each thing: itself under whatever name, or what was made anew and holds all that it held.
/// Tables and columns are found first; all else is compared by where they are now.</summary>
internal sealed class Successors(DatabaseSnapshot before, DatabaseSnapshot after)
{
    public DatabaseSnapshot Before => before;

    public DatabaseSnapshot After => after;

    public Dictionary<long, SeenTable> OldTables { get; } = before.Tables.ToDictionary(table => table.Oid);

    public Dictionary<long, SeenTable> NewTables { get; } = after.Tables.ToDictionary(table => table.Oid);

    public Dictionary<long, SeenRows> OldRows { get; } = before.Rows.ToDictionary(rows => rows.Table);

    public Dictionary<long, SeenRows> NewRows { get; } = after.Rows.ToDictionary(rows => rows.Table);

    /// <summary>By the oid that a table had.</summary>
    public Dictionary<long, SeenTable> Tables { get; } = [];

    /// <summary>By the table and the number that a column had.</summary>
    public Dictionary<(long Table, int Column), SeenColumn> Columns { get; } = [];

    public HashSet<(long Table, int Column)> LostColumns { get; } = [];

    /// <summary>The columns whose values stand elsewhere now.</summary>
    public Dictionary<(long Table, int Column), MovedColumn> Moved { get; } = [];

    /// <summary>The columns of a table that are still there, each with what took its place.</summary>
    public List<(SeenColumn Before, SeenColumn After)> Surviving(SeenTable old) =>
        [
            .. from column in old.Columns
            where Columns.ContainsKey((old.Oid, column.Number))
            select (column, Columns[(old.Oid, column.Number)]),
        ];

    /// <summary>The attribute numbers that the columns have now; null when one of them is gone.</summary>
    public ValueList<int>? Map(long table, ValueList<int> keys)
    {
        var mapped = new List<int>(keys.Count);
        foreach (var key in keys)
        {
            if (key <= 0)
                mapped.Add(key);
            else if (Columns.TryGetValue((table, key), out var column))
                mapped.Add(column.Number);
            else
                return null;
        }
        return mapped.ToValueList();
    }

    // An expression or a predicate does not say which columns it is about: any that fell may have taken it along.
    public string? ColumnThatTook(long table, ValueList<int> keys)
    {
        var number = keys.FirstOrDefault(key => LostColumns.Contains((table, key)));
        if (number == 0 && keys.Contains(0))
            number = LostColumns.FirstOrDefault(lost => lost.Table == table).Column;
        return number > 0 && OldTables[table].FindColumn(number) is { } column
            ? $"column {OldTables[table].FullName}.{column.Name}"
            : null;
    }

    /// <summary>A unique index on these columns and more; null for none.</summary>
    public string? FindWider(SeenTable table, ValueList<int> keys, string? predicate) =>
        after.Indexes.FirstOrDefault(index =>
            index.Table == table.Oid
            && index is { IsUnique: true, IsValid: true }
            && index.Predicate == predicate
            && index.Keys.Count > keys.Count
            && keys.All(key => index.Keys.Contains(key))
        )
            is { } wider
            ? $"{wider.Schema}.{wider.Name}"
            : null;
}
