namespace Levee.Core.Effects;

/// <summary>The rows before and after, side by side: which values a table held, and what holds them now.</summary>
internal sealed class StoredRows(Successors things)
{
    public static List<int> KeyOf(SeenRows rows, List<(SeenColumn Before, SeenColumn After)> columns)
    {
        var key = rows.Key.Select(number => columns.FindIndex(column => column.Before.Number == number)).ToList();
        return key.Contains(-1) ? [] : key;
    }

    public List<string?[]> Values(SeenTable table, SeenRows rows, List<(SeenColumn Before, SeenColumn After)> columns)
    {
        var values = Project(rows, columns.ConvertAll(column => column.Before.Number));
        for (var i = 0; i < columns.Count; i++)
        {
            if (AddedAttributes(columns[i].Before) is > 0 and var added)
            {
                foreach (var row in values.Where(row => row[i]?.EndsWith(')') == true))
                    row[i] = row[i]![..^1] + new string(',', added) + ")";
            }
            if (RenamedLabels(columns[i].Before) is not { Count: > 0 } renamed)
                continue;
            foreach (var row in values)
                row[i] = row[i] is { } value ? Rename(value, renamed) : null;
        }
        return values;
    }

    // ALTER TYPE … ADD ATTRIBUTE: every value gets NULLs at its end.
    private int AddedAttributes(SeenColumn column)
    {
        var old = things.Before.Types.FirstOrDefault(type =>
            type.Kind == TypeKind.Composite && type.Oid == column.TypeOid
        );
        var now = old is null ? null : things.After.Types.FirstOrDefault(type => type.Oid == old.Oid);
        return now?.Shape.StartsWith(old!.Shape + ", ", StringComparison.Ordinal) == true
            ? now.Shape[old.Shape.Length..].Split(", ").Length - 1
            : 0;
    }

    // A label keeps its identity when it gets another name, and so do the rows that hold it.
    private Dictionary<string, string> RenamedLabels(SeenColumn column)
    {
        var old = things.Before.Types.FirstOrDefault(type =>
            type.Kind == TypeKind.Enum && (type.Oid == column.TypeOid || type.Oid == column.Element)
        );
        var now = old is null ? null : things.After.Types.FirstOrDefault(type => type.Oid == old.Oid);
        return now is null
            ? []
            : old!
                .Labels.Join(
                    now.Labels,
                    label => label.Oid,
                    label => label.Oid,
                    (before, after) => (before.Text, after.Text)
                )
                .Where(pair => pair.Item1 != pair.Item2)
                .ToDictionary(pair => pair.Item1, pair => pair.Item2, StringComparer.Ordinal);
    }

    private static string Rename(string value, Dictionary<string, string> labels) =>
        value.StartsWith('{') && value.EndsWith('}')
            ? $"{{{string.Join(',', value[1..^1].Split(',').Select(item => labels.GetValueOrDefault(item, item)))}}}"
            : labels.GetValueOrDefault(value, value);

    public List<string?[]> NewValues(SeenTable table, List<(SeenColumn Before, SeenColumn After)> columns) =>
        Project(things.NewRows[table.Oid], columns.ConvertAll(column => column.After.Number));

    private static List<string?[]> Project(SeenRows rows, List<int> columns)
    {
        var places = columns.ConvertAll(number => rows.Columns.ToList().IndexOf(number));
        return [.. rows.Rows.Select(row => places.ConvertAll(place => place < 0 ? null : row.Values[place]).ToArray())];
    }

    /// <summary>How many different values a column holds.</summary>
    public int CountValues(SeenTable table, string column) =>
        things.OldRows.TryGetValue(table.Oid, out var rows) && table.FindColumn(column) is { } found
            ? Project(rows, [found.Number])
                .Select(row => row[0])
                .OfType<string>()
                .Distinct(StringComparer.Ordinal)
                .Count()
            : 0;

    // A row that left its partition for another of the same table is not gone.
    public int CountMoved(SeenTable old, SeenRows oldRows, RowMatching matching)
    {
        if (old.Parent == 0 || matching.Unmatched.Count == 0)
            return 0;
        var siblings = things.After.Tables.Where(table => table.Parent == old.Parent && table.Oid != old.Oid).ToList();
        var names = things.Surviving(old).ConvertAll(column => column.After.Name);
        var elsewhere = siblings
            .Where(table => things.NewRows.ContainsKey(table.Oid))
            .SelectMany(table =>
                Project(things.NewRows[table.Oid], names.ConvertAll(name => table.FindColumn(name)?.Number ?? -1))
            )
            .ToList();
        var known = siblings
            .Where(table => things.OldRows.ContainsKey(table.Oid))
            .SelectMany(table =>
                Project(things.OldRows[table.Oid], names.ConvertAll(name => table.FindColumn(name)?.Number ?? -1))
            )
            .Select(row => string.Join('\u0001', row))
            .ToHashSet(StringComparer.Ordinal);
        return Math.Min(matching.Unmatched.Count, elsewhere.Count(row => !known.Contains(string.Join('\u0001', row))));
    }

    /// <summary>Whether a table that was made anew under the name holds all that the old one held. No rows are no evidence.</summary>
    public bool HoldsEveryRow(SeenTable old, SeenTable table)
    {
        if (!things.OldRows.TryGetValue(old.Oid, out var oldRows) || oldRows.Rows.Count == 0)
            return false;
        var columns = old.Columns.Select(column => (column, table.FindColumn(column.Name)!)).ToList();
        // A partitioned table holds what its partitions hold.
        var newRows = Members(table)
            .Where(member => things.NewRows.ContainsKey(member.Oid))
            .SelectMany(member =>
                Project(
                    things.NewRows[member.Oid],
                    columns.ConvertAll(column => member.FindColumn(column.column.Name)?.Number ?? -1)
                )
            )
            .ToList();
        var matching = RowMatching.Of(columns, KeyOf(oldRows, columns), Values(old, oldRows, columns), newRows);
        return matching.Unmatched.Count == 0
            && Enumerable
                .Range(0, columns.Count)
                .All(i =>
                    ValueChange.Find(matching.Pairs.Select(pair => (pair.Before[i], pair.After[i])), retyped: false)
                        is null
                );
    }

    private IEnumerable<SeenTable> Members(SeenTable table) =>
        table.Kind == RelationKind.Partitioned
            ? things.After.Tables.Where(member => member.Parent == table.Oid).SelectMany(Members)
            : [table];

    public bool HoldsEveryValue(
        SeenTable old,
        SeenColumn column,
        SeenTable table,
        SeenColumn namesake,
        ScriptTraits traits
    )
    {
        if (
            table.Oid != old.Oid
            || !things.OldRows.TryGetValue(old.Oid, out var oldRows)
            || !things.NewRows.TryGetValue(table.Oid, out var newRows)
        )
            return false;
        // Without a key, the columns that stayed tell which row is which.
        var columns = old
            .Columns.Where(other => other.Number != column.Number)
            .Select(other => (other, table.FindColumn(other.Number)))
            .Where(pair => pair.Item2 is not null)
            .Select(pair => (pair.other, pair.Item2!))
            .Append((column, namesake))
            .ToList();
        var matching = RowMatching.Of(
            columns,
            KeyOf(oldRows, columns),
            Values(old, oldRows, columns),
            NewValues(table, columns)
        );
        var values = matching.Pairs.Select(pair => (pair.Before[^1], pair.After[^1])).ToList();
        return values.Exists(pair => pair.Item1 is not null)
            && !traits.HasFlag(ScriptTraits.CutsRows)
            && (
                ValueChange.Find(values, retyped: false) is null
                || (!traits.HasFlag(ScriptTraits.IsRandom) && OneToOne.Holds(values))
            );
    }
}
