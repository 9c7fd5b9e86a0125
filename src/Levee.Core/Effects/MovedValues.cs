namespace Levee.Core.Effects;

/// <summary>Values that left one place and stand in another. Made-up rows have keys that a script does not come to by counting, so
/// that a value which stands beside the key of its row was moved there.</summary>
internal sealed class MovedValues(Successors things)
{
    private readonly Lazy<List<Place>> _places = new(() => [.. things.After.Tables.SelectMany(PlaceOf(things))]);

    /// <summary>A table with the rows that it did not hold before.</summary>
    /// <param name="Rows">Also those that it held, where they have a column more, or another value.</param>
    /// <param name="Fresh">Those that hold something new in the columns that were there before.</param>
    private sealed record Place(
        SeenTable Table,
        ValueList<SeenColumn> Columns,
        List<string?[]> Rows,
        List<string?[]> Fresh,
        IReadOnlySet<int> Old
    )
    {
        /// <summary>The rows that may have got their value in this column from elsewhere.</summary>
        public List<string?[]> RowsFor(int column) => Old.Contains(Columns[column].Number) ? Fresh : Rows;
    }

    /// <summary>Where the values of a column stand now, each beside the key of its row or in a row that its row refers to.</summary>
    /// <returns>The other column; null where one of the values stands nowhere.</returns>
    public MovedColumn? FindPlaceOf(SeenTable old, SeenColumn column)
    {
        if (!things.OldRows.TryGetValue(old.Oid, out var rows))
            return null;
        var value = rows.Columns.ToList().IndexOf(column.Number);
        var stored = rows.Rows.Where(row => value >= 0 && row.Values[value] is not null).ToList();
        if (stored.Select(row => row.Values[value]).Distinct(StringComparer.Ordinal).Count() < 2)
            return null;
        foreach (var key in KeysOf(old).Where(key => !key.Contains(column.Number)))
        {
            var places = key.Select(number => rows.Columns.ToList().IndexOf(number)).ToList();
            var byKey = stored.ConvertAll(row => (KeyOf(row.Values, places), row.Values[value]));
            if (byKey.Exists(pair => pair.Item1 is null))
                continue;
            var names = key.Select(number => old.FindColumn(number)!.Name).ToList();
            if (FindBeside(old, names, byKey) is { } beside)
                return beside;
            if (FindReferred(old, key, byKey) is { } referred)
                return referred;
        }
        return null;
    }

    /// <summary>Where all rows of a table stand now, each whole.</summary>
    public SeenTable? FindPlaceOf(SeenTable old) =>
        things.OldRows.TryGetValue(old.Oid, out var rows) && rows.Rows.Count > 1
            ? _places
                .Value.Find(place =>
                    place.Table.Oid != old.Oid && CountIn(place, old, rows, rows.Rows) == rows.Rows.Count
                )
                ?.Table
            : null;

    /// <summary>How many of these rows stand whole in one other table.</summary>
    /// <param name="gone">Rows of the table, with the values of these columns.</param>
    public int CountMoved(SeenTable old, List<SeenColumn> columns, List<string?[]> gone)
    {
        var lost = new SeenRows(
            old.Oid,
            columns.Select(column => column.Number).ToValueList(),
            [],
            gone.Select(row => new SeenRow(row.ToValueList())).ToValueList()
        );
        return gone.Count == 0
            ? 0
            : _places
                .Value.Where(place => place.Table.Oid != old.Oid)
                .Select(place => CountIn(place, old, lost, lost.Rows))
                .DefaultIfEmpty(0)
                .Max();
    }

    private int CountIn(Place place, SeenTable old, SeenRows rows, IEnumerable<SeenRow> wanted)
    {
        // A number that only counted the rows, and that nobody refers to, may be another one there.
        var needed = rows
            .Columns.Select((number, i) => (Column: old.FindColumn(number), Place: i))
            .Where(item =>
                item.Column is { IsGenerated: false } column
                && !(column.IsNumbered && IsUnreferred(old, column) && !HasNamesake(place, column))
            )
            .Select(item => item.Place)
            .ToList();
        var free = place.Fresh.ConvertAll(row => row.Select(ValueMeaning.Of).ToList());
        var found = 0;
        foreach (var row in wanted)
        {
            var values = needed
                .Where(i => row.Values[i] is not null)
                .Select(i => ValueMeaning.Of(row.Values[i]))
                .ToList();
            var at = values.Count == 0 ? -1 : free.FindIndex(candidate => Contains(candidate, values));
            if (at < 0)
                continue;
            free.RemoveAt(at);
            found++;
        }
        return found;
    }

    private bool IsUnreferred(SeenTable old, SeenColumn column) =>
        !things.Before.Constraints.Any(key => key.Target == old.Oid && key.TargetKeys.Contains(column.Number));

    private static bool HasNamesake(Place place, SeenColumn column) =>
        place.Columns.Any(other => other.Name == column.Name);

    private static bool Contains(List<string> row, List<string> values)
    {
        var rest = new List<string>(row);
        return values.TrueForAll(rest.Remove);
    }

    private MovedColumn? FindBeside(SeenTable old, List<string> key, List<(string? Key, string? Value)> stored)
    {
        foreach (var place in _places.Value)
        {
            foreach (var own in KeysIn(place, old, key))
            {
                for (var i = 0; i < place.Columns.Count; i++)
                {
                    if (own.Contains(i) || (place.Table.Oid == old.Oid && !IsNew(old, place.Columns[i])))
                        continue;
                    if (Holds(place, own, i, stored))
                        return new(place.Table, place.Columns[i]);
                }
            }
        }
        return null;
    }

    /// <summary>The value stands in a row that a new column of its own row refers to: a lookup table.</summary>
    private MovedColumn? FindReferred(SeenTable old, ValueList<int> key, List<(string? Key, string? Value)> stored)
    {
        if (
            !things.NewTables.TryGetValue(old.Oid, out var table)
            || !things.NewRows.TryGetValue(old.Oid, out var rows)
            || key.Any(number => table.FindColumn(number) is null)
        )
            return null;
        var numbers = rows.Columns.ToList();
        var places = key.Select(number => numbers.IndexOf(number)).ToList();
        foreach (var link in table.Columns.Where(column => IsNew(old, column)))
        {
            var linked = new Dictionary<string, string?>(StringComparer.Ordinal);
            foreach (var row in rows.Rows)
            {
                if (KeyOf(row.Values, places) is { } own)
                    linked[own] = row.Values[numbers.IndexOf(link.Number)];
            }
            var viaLink = stored.ConvertAll(pair => (Of(linked.GetValueOrDefault(pair.Key!)), pair.Value));
            if (viaLink.Exists(pair => pair.Item1 is null))
                continue;
            foreach (var place in _places.Value.Where(place => place.Table.Oid != old.Oid))
            {
                for (var target = 0; target < place.Columns.Count; target++)
                {
                    for (var i = 0; i < place.Columns.Count; i++)
                    {
                        if (i != target && Holds(place, [target], i, viaLink))
                            return new(place.Table, place.Columns[i]);
                    }
                }
            }
        }
        return null;

        static string? Of(string? value) => value is null ? null : ValueMeaning.Of(value);
    }

    /// <summary>Whether each value stands in a row of its key, as it was or converted one to one.</summary>
    private static bool Holds(Place place, List<int> key, int column, List<(string? Key, string? Value)> stored)
    {
        var byKey = place
            .RowsFor(column)
            .ToLookup(row => KeyOf(row, key) ?? "\0", row => row[column], StringComparer.Ordinal);
        if (stored.TrueForAll(pair => byKey[pair.Key!].Any(value => Means(value, pair.Value))))
            return true;
        var single = stored.ConvertAll(pair => (pair.Value, byKey[pair.Key!].FirstOrDefault()));
        return stored.TrueForAll(pair => byKey[pair.Key!].Count() == 1) && OneToOne.Holds(single);
    }

    private static bool Means(string? value, string? other) =>
        value is not null && ValueMeaning.Of(value) == ValueMeaning.Of(other);

    private static IEnumerable<List<int>> KeysIn(Place place, SeenTable old, List<string> key)
    {
        var named = key.ConvertAll(name => place.Columns.ToList().FindIndex(column => column.Name == name));
        if (place.Table.Oid == old.Oid || key.Count > 1)
            return named.Contains(-1) ? [] : [named];
        return Enumerable.Range(0, place.Columns.Count).Select(i => new List<int> { i });
    }

    private IEnumerable<ValueList<int>> KeysOf(SeenTable table) =>
        things
            .Before.Indexes.Where(index =>
                index.Table == table.Oid && index is { IsUnique: true, Predicate: null, Expressions: null }
            )
            .Select(index => index.Keys)
            .Concat(
                things.Before.Rows.Where(rows => rows.Table == table.Oid && rows.Key.Count > 0).Select(rows => rows.Key)
            )
            .Distinct();

    private static bool IsNew(SeenTable old, SeenColumn column) => old.FindColumn(column.Number) is null;

    private static string? KeyOf(IReadOnlyList<string?> row, List<int> places) =>
        places.Exists(place => place < 0 || row[place] is null)
            ? null
            : string.Join('\u0001', places.Select(place => ValueMeaning.Of(row[place])));

    private static Func<SeenTable, IEnumerable<Place>> PlaceOf(Successors things) =>
        table =>
        {
            if (!things.NewRows.TryGetValue(table.Oid, out var rows))
                return [];
            var known =
                things.OldRows.TryGetValue(table.Oid, out var old) && old.Columns.Equals(rows.Columns)
                    ? old.Rows.Select(Text).ToHashSet(StringComparer.Ordinal)
                    : [];
            var added = rows.Rows.Where(row => !known.Contains(Text(row))).Select(row => row.Values.ToArray()).ToList();
            var columns = rows.Columns.Select(number => table.FindColumn(number)).OfType<SeenColumn>().ToValueList();
            if (added.Count == 0 || columns.Count != rows.Columns.Count)
                return [];
            var shared = old?.Columns.Where(number => rows.Columns.Contains(number)).ToList() ?? [];
            var held = old is null ? [] : Projected(old, shared).Select(Joined).ToHashSet(StringComparer.Ordinal);
            var fresh = old is null
                ? added
                : added
                    .Zip(
                        Projected(
                            rows with
                            {
                                Rows = added.Select(row => new SeenRow(row.ToValueList())).ToValueList(),
                            },
                            shared
                        )
                    )
                    .Where(pair => !held.Contains(Joined(pair.Second)))
                    .Select(pair => pair.First)
                    .ToList();
            return [new Place(table, columns, added, fresh, shared.ToHashSet())];
        };

    private static IEnumerable<string?[]> Projected(SeenRows rows, List<int> columns)
    {
        var places = columns.ConvertAll(column => rows.Columns.ToList().IndexOf(column));
        return rows.Rows.Select(row => places.ConvertAll(place => row.Values[place]).ToArray());
    }

    private static string Joined(string?[] values) => string.Join('\u0001', values.Select(value => value ?? "\0"));

    private static string Text(SeenRow row) => string.Join('\u0001', row.Values.Select(value => value ?? "\0"));
}

/// <summary>Where the values of a column are now.</summary>
internal sealed record MovedColumn(SeenTable Table, SeenColumn Column)
{
    public string FullName => $"{Table.FullName}.{Column.Name}";
}
