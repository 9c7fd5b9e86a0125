namespace Levee.Core.Effects;

/// <summary>Rows by primary key, values by meaning.</summary>
public sealed partial class SnapshotComparison
{
    private readonly Dictionary<long, SeenRows> _oldRows;
    private readonly Dictionary<long, SeenRows> _newRows;

    private void CompareRows()
    {
        foreach (var old in _before.Tables)
        {
            if (
                !_tables.TryGetValue(old.Oid, out var table)
                || !_oldRows.TryGetValue(old.Oid, out var oldRows)
                || oldRows.Rows.Count == 0
            )
                continue;
            if (!_newRows.ContainsKey(table.Oid))
                continue;
            var columns = Surviving(old);
            var matching = RowMatching.Of(
                columns,
                KeyOf(oldRows, columns),
                Values(old, oldRows, columns),
                NewValues(table, columns)
            );
            if (matching.Unmatched.Count > 0 && _undeleted.Contains(old.Oid))
                matching = RowMatching.Of(columns, [], Values(old, oldRows, columns), NewValues(table, columns));
            var gone = matching.Unmatched.Count - CountMoved(old, oldRows, matching);
            if (gone > 0)
            {
                _effects.Add(
                    new Effect.LostRows(old.FullName, gone, oldRows.Rows.Count)
                    {
                        Identity = new(old.Oid),
                        ByTruncate =
                            matching.Pairs.Count == 0 && table.Oid == old.Oid && table.FileNode != old.FileNode,
                    }
                );
            }
            for (var i = 0; i < columns.Count; i++)
            {
                var (before, after) = columns[i];
                if (before.IsGenerated || (gone > 0 && matching.Pairs.Count == 0))
                    continue;
                var isRetyped = table.Oid == old.Oid && before.Number == after.Number && before.Type != after.Type;
                var pairs = matching.Pairs.Select(pair => (pair.Before[i], pair.After[i]));
                if (isRetyped && before.Type == "real" && TypeName.Of(after.Type).IsNumber)
                    pairs = pairs.Where(pair => !ValueMeaning.IsSameReal(pair.Item1, pair.Item2));
                if (ValueChange.Find(pairs, isRetyped && !_isRandom && !AreAlike(before.Type, after.Type)) is { } seen)
                {
                    _effects.Add(
                        new Effect.ChangedValues($"{old.FullName}.{before.Name}", seen.Changed, seen.Of, seen.Example)
                        {
                            Identity = new(old.Oid, before.Number),
                            NewType = before.Type != after.Type ? after.Type : null,
                        }
                    );
                }
            }
        }
    }

    private List<(SeenColumn Before, SeenColumn After)> Surviving(SeenTable old) =>
        [
            .. from column in old.Columns
            where _columns.ContainsKey((old.Oid, column.Number))
            select (column, _columns[(old.Oid, column.Number)]),
        ];

    private static List<int> KeyOf(SeenRows rows, List<(SeenColumn Before, SeenColumn After)> columns)
    {
        var key = rows.Key.Select(number => columns.FindIndex(column => column.Before.Number == number)).ToList();
        return key.Contains(-1) ? [] : key;
    }

    private List<string?[]> Values(SeenTable table, SeenRows rows, List<(SeenColumn Before, SeenColumn After)> columns)
    {
        var values = Project(rows, columns.ConvertAll(column => column.Before.Number));
        for (var i = 0; i < columns.Count; i++)
        {
            if (RenamedLabels(columns[i].Before) is not { Count: > 0 } renamed)
                continue;
            foreach (var row in values)
                row[i] = row[i] is { } value ? Rename(value, renamed) : null;
        }
        return values;
    }

    // A text that becomes a text, a number that becomes a number, says nothing new by its type: whatever differs was changed.
    private static bool AreAlike(string before, string after) =>
        (IsTime(before) && IsTime(after))
        || (TypeName.Of(before), TypeName.Of(after))
            is
                ({ IsText: true }, { IsText: true })
                or
                ({ IsNumber: true }, { IsNumber: true });

    private static bool IsTime(string type) => type == "date" || type.StartsWith("timestamp", StringComparison.Ordinal);

    // A label keeps its identity when it gets another name, and so do the rows that hold it.
    private Dictionary<string, string> RenamedLabels(SeenColumn column)
    {
        var old = _before.Types.FirstOrDefault(type =>
            type.Kind == 'e' && (type.Oid == column.TypeOid || type.Oid == column.Element)
        );
        var now = old is null ? null : _after.Types.FirstOrDefault(type => type.Oid == old.Oid);
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

    private List<string?[]> NewValues(SeenTable table, List<(SeenColumn Before, SeenColumn After)> columns) =>
        Project(_newRows[table.Oid], columns.ConvertAll(column => column.After.Number));

    private static List<string?[]> Project(SeenRows rows, List<int> columns)
    {
        var places = columns.ConvertAll(number => rows.Columns.ToList().IndexOf(number));
        return [.. rows.Rows.Select(row => places.ConvertAll(place => place < 0 ? null : row.Values[place]).ToArray())];
    }

    // A row that left its partition for another of the same table is not gone.
    private int CountMoved(SeenTable old, SeenRows oldRows, RowMatching matching)
    {
        if (old.Parent == 0 || matching.Unmatched.Count == 0)
            return 0;
        var siblings = _after.Tables.Where(table => table.Parent == old.Parent && table.Oid != old.Oid).ToList();
        var names = Surviving(old).ConvertAll(column => column.After.Name);
        var elsewhere = siblings
            .Where(table => _newRows.ContainsKey(table.Oid))
            .SelectMany(table =>
                Project(_newRows[table.Oid], names.ConvertAll(name => table.FindColumn(name)?.Number ?? -1))
            )
            .ToList();
        var known = siblings
            .Where(table => _oldRows.ContainsKey(table.Oid))
            .SelectMany(table =>
                Project(_oldRows[table.Oid], names.ConvertAll(name => table.FindColumn(name)?.Number ?? -1))
            )
            .Select(row => string.Join('\u0001', row))
            .ToHashSet(StringComparer.Ordinal);
        return Math.Min(matching.Unmatched.Count, elsewhere.Count(row => !known.Contains(string.Join('\u0001', row))));
    }

    /// <summary>Whether a table that was made anew under the name holds all that the old one held. No rows are no evidence.</summary>
    private bool HoldsEveryRow(SeenTable old, SeenTable table)
    {
        if (!_oldRows.TryGetValue(old.Oid, out var oldRows) || oldRows.Rows.Count == 0)
            return false;
        var columns = old.Columns.Select(column => (column, table.FindColumn(column.Name)!)).ToList();
        // A partitioned table holds what its partitions hold.
        var newRows = Members(table)
            .Where(member => _newRows.ContainsKey(member.Oid))
            .SelectMany(member =>
                Project(
                    _newRows[member.Oid],
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
        table.Kind == 'p' ? _after.Tables.Where(member => member.Parent == table.Oid).SelectMany(Members) : [table];

    private bool HoldsEveryValue(SeenTable old, SeenColumn column, SeenTable table, SeenColumn namesake)
    {
        if (
            table.Oid != old.Oid
            || !_oldRows.TryGetValue(old.Oid, out var oldRows)
            || !_newRows.TryGetValue(table.Oid, out var newRows)
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
        return values.Exists(pair => pair.Item1 is not null) && ValueChange.Find(values, retyped: false) is null;
    }
}
