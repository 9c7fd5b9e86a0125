using System.Globalization;
using Levee.Core.Effects;
using Levee.Core.Statements;

namespace Levee.Core.Canaries;

/// <summary>The rows for one table.</summary>
/// <param name="Columns">What is written, in this order: all columns but the computed ones.</param>
public sealed record CanaryTable(SeenTable Table, ValueList<SeenColumn> Columns, ValueList<CanaryRow> Rows);

/// <param name="Values">Null for NULL.</param>
/// <param name="IsReferable">Whether rows of other tables may refer to it. Rows with NULLs and oddities are no parents, so that
/// a statement that deletes them is not blamed for their children.</param>
public sealed record CanaryRow(ValueList<string?> Values, bool IsReferable);

/// <summary>Makes up rows. Pure: the same database, script and rung give the same rows.</summary>
public sealed class CanaryRows
{
    /// <summary>From one number of a row to the next.</summary>
    private const int Step = 7;

    private readonly DatabaseSnapshot _database;
    private readonly ScriptLiterals _script;
    private readonly CanaryRung _rows;
    private readonly CanaryColumns _rich;
    private readonly CanaryColumns _poor;

    // Of the table whose rows are being made.
    private CanaryRung _rung;
    private CanaryColumns _columns;

    private readonly Dictionary<long, CanaryTable> _made = [];
    private readonly HashSet<long> _making = [];

    /// <summary>Whether the script may go from row to row.</summary>
    private readonly bool _walks;

    /// <summary>Foreign keys whose parents were not there yet.</summary>
    private readonly HashSet<long> _open = [];

    public CanaryRows(DatabaseSnapshot database, ScriptLiterals script, CanaryRung rows)
    {
        (_database, _script, _rows) = (database, script, rows);
        (_rich, _poor) = (new(database, script, rows), new(database, script, rows.Poor?.Rows ?? rows));
        (_rung, _columns) = (rows, _rich);
        _walks = script.Words.Overlaps(["loop", "while", "recursive"]);
    }

    /// <summary>Parents before children. Partitioned tables get none themselves: their partitions do.</summary>
    public ValueList<CanaryTable> For(IEnumerable<SeenTable> tables)
    {
        var result = new List<CanaryTable>();
        foreach (var table in tables.Where(table => table.Kind == RelationKind.Table))
            Make(table, result);
        return result.Select(CloseCircles).ToValueList();
    }

    /// <summary>Rows that refer to their own table, or round in a circle, were made before those that they refer to.</summary>
    private CanaryTable CloseCircles(CanaryTable made)
    {
        var open = _database
            .Constraints.Where(key =>
                key.Kind == ConstraintKind.ForeignKey
                && key.Table == made.Table.Oid
                && _open.Contains(key.Oid)
                && _made.ContainsKey(key.Target)
            )
            .ToList();
        return open.Count == 0
            ? made
            : made with
            {
                Rows = made
                    .Rows.Select(
                        (row, i) => i % 3 == 2 && !_walks ? row : row with { Values = Refer(made, row, i, open) }
                    )
                    .ToValueList(),
            };
    }

    private ValueList<string?> Refer(CanaryTable made, CanaryRow row, int place, List<SeenConstraint> keys)
    {
        var values = row.Values.ToArray();
        foreach (var key in keys)
        {
            var parent = _made[key.Target];
            var (own, from) = (
                key.Keys.Select(number => IndexOf(made.Columns, number)).ToList(),
                key.TargetKeys.Select(number => IndexOf(parent.Columns, number)).ToList()
            );
            if (own.Contains(-1) || from.Contains(-1) || parent.Rows.Count == 0)
                continue;
            if (_walks && key.Target == key.Table)
            {
                GrowTree(made, values, place, own, from);
                continue;
            }
            // To itself where its parent could not be deleted otherwise: a statement that deletes rows must not fail for that.
            var isItself =
                key.Target == key.Table && !key.Definition.Contains("ON DELETE CASCADE", StringComparison.Ordinal);
            var chosen = isItself ? row : parent.Rows[key.Target == key.Table ? place / 2 : place % parent.Rows.Count];
            for (var i = 0; i < own.Count; i++)
                values[own[i]] = chosen.Values[from[i]];
        }
        return values.ToValueList();
    }

    // A root, its child and its grandchild: code that walks up a tree comes to an end.
    private static void GrowTree(CanaryTable made, string?[] values, int place, List<int> own, List<int> from)
    {
        var isRoot = place % 3 == 0;
        // A root whose parent is required refers to itself.
        var parent = made.Rows[isRoot ? place : place - 1];
        for (var i = 0; i < own.Count; i++)
            values[own[i]] = isRoot && !made.Columns[own[i]].IsRequired ? null : parent.Values[from[i]];
    }

    private void Make(SeenTable table, List<CanaryTable> result)
    {
        if (_made.ContainsKey(table.Oid) || !_making.Add(table.Oid))
            return;
        var keys = _database
            .Constraints.Where(constraint =>
                constraint.Kind == ConstraintKind.ForeignKey && constraint.Table == table.Oid
            )
            .ToList();
        foreach (var key in keys.Where(key => key.Target != table.Oid))
        {
            if (
                _database.Tables.FirstOrDefault(parent =>
                    parent.Oid == key.Target && parent.Kind == RelationKind.Table
                ) is
                { } parent
            )
                Make(parent, result);
        }
        (_rung, _columns) =
            _rows.Poor is { } poor && poor.Tables.Contains(table.Oid) ? (poor.Rows, _poor) : (_rows, _rich);
        var made = Build(table, keys);
        _made[table.Oid] = made;
        result.Add(made);
    }

    private CanaryTable Build(SeenTable table, List<SeenConstraint> keys)
    {
        var columns = table.Columns.Where(column => !column.IsGenerated).ToValueList();
        var draft = new List<(string?[] Values, bool IsReferable)>();
        if (!_rung.IsEmpty && columns.Count > 0 && !_rung.Without.Contains(table.Oid))
            Draft(table, columns, draft, keys);

        var unique = _database
            .Indexes.Where(index => index.IsUnique && index.Table == table.Oid)
            .Select(index => index.Keys.Select(key => IndexOf(columns, key)).ToList())
            .Where(set => set.Count > 0 && !set.Contains(-1))
            .ToList();
        var used = unique.ConvertAll(_ => new HashSet<string>(StringComparer.Ordinal));
        var numbers = columns.Select(column => column.IsNumbered ? FirstNumber(table, column) : 0).ToArray();
        var rows = new List<CanaryRow>();
        foreach (var (values, isReferable) in draft.Take(Math.Max(_rung.Most, 0)))
        {
            var i = rows.Count;
            for (var c = 0; c < columns.Count; c++)
            {
                if (columns[c].IsNumbered && values[c] is null)
                    values[c] = (numbers[c] + (Step * i)).ToString(CultureInfo.InvariantCulture);
                if (
                    _rung.Filled is { } filled
                    && !columns[c].IsRequired
                    && !filled.Contains($"{table.FullName}.{columns[c].Name}")
                )
                    values[c] = null;
            }
            if (_rung.HasHighKeys)
                Raise(columns, values, unique, i);
            foreach (var key in keys)
                Refer(columns, values, key, i);
            for (var u = 0; u < unique.Count; u++)
                MakeUnique(columns, values, unique[u], used[u], i);
            rows.Add(new(values.ToValueList(), isReferable));
        }
        return new(table, columns, rows.ToValueList());
    }

    private void Draft(
        SeenTable table,
        ValueList<SeenColumn> columns,
        List<(string?[], bool)> draft,
        List<SeenConstraint> keys
    )
    {
        // Every parent gets a child that may have children itself: a loss is followed down to the grandchildren.
        var parents = keys.Select(key =>
                _made.TryGetValue(key.Target, out var parent) ? parent.Rows.Count(row => row.IsReferable) : 0
            )
            .DefaultIfEmpty(0)
            .Max();
        var plain = Math.Clamp(parents, 3, Math.Max(3, Math.Min(20, _rung.Most / 2)));

        var pools = columns.Select(column => column.IsNumbered ? null : _columns.PoolOf(table, column)).ToArray();
        var compared = columns.Select(column => _columns.Compared(column)).ToArray();

        void Add(Func<int, string?> value, bool isReferable) =>
            draft.Add(([.. Enumerable.Range(0, columns.Count).Select(value)], isReferable));
        string? Plain(int c, int i) => pools[c] is { } pool ? pool.Plain[(i + c + Turn(c)) % pool.Plain.Count] : null;
        bool IsAssigned(int c) => _script.Assigned.Contains(columns[c].Name);
        int Turn(int c) => IsAssigned(c) ? _rung.Turn : 0;

        for (var i = 0; i < plain; i++)
        {
            var row = i;
            Add(c => Plain(c, row), isReferable: true);
        }
        if (_rung.Kinds.HasFlag(CanaryKinds.Literals))
        {
            // Rows that meet a whole condition, and rows that meet one part of it.
            var most = Math.Min(compared.Max(values => values.Count), 8);
            for (var i = 0; i < most; i++)
            {
                var row = i;
                Add(
                    c => compared[c].Count > 0 ? compared[c][row % compared[c].Count] : Plain(c, row),
                    isReferable: true
                );
                Add(
                    c =>
                        compared[c].Count > 0 && !IsAssigned(c)
                            ? compared[c][row % compared[c].Count]
                            : Plain(c, row + 1),
                    isReferable: true
                );
                if (_rung.Kinds.HasFlag(CanaryKinds.Nulls))
                    Add(
                        c =>
                            compared[c].Count > 0 ? compared[c][row % compared[c].Count]
                            : columns[c].IsRequired ? Plain(c, row)
                            : null,
                        false
                    );
            }
            for (var c = 0; c < columns.Count && draft.Count < 32 + plain; c++)
            {
                var only = c;
                foreach (var value in compared[c].Take(4))
                    Add(other => other == only ? value : Plain(other, only), isReferable: true);
            }
        }
        if (_rung.Kinds.HasFlag(CanaryKinds.Duplicates))
        {
            Add(c => Plain(c, 0), isReferable: false);
            Add(c => compared[c].Count > 0 ? compared[c][0] : Plain(c, 0), isReferable: false);
        }
        if (_rung.Kinds.HasFlag(CanaryKinds.Nulls) && columns.Any(column => !column.IsRequired))
        {
            Add(c => columns[c].IsRequired ? Plain(c, 1) : null, isReferable: false);
            for (var i = 0; i < 3; i++)
            {
                var row = i;
                Add(c => columns[c].IsRequired || (c + row) % 3 != 0 ? Plain(c, row) : null, isReferable: false);
            }
        }
        var spread = pools.Max(pool => pool?.All.Count ?? 0);
        for (var i = 0; i < spread && draft.Count < _rung.Most; i++)
        {
            var row = i;
            Add(
                c => pools[c] is { } pool ? pool.All[(row + (c * 3) + Turn(c)) % pool.All.Count] : null,
                isReferable: false
            );
        }
    }

    private static void Raise(ValueList<SeenColumn> columns, string?[] values, List<List<int>> unique, int row)
    {
        foreach (var place in unique.SelectMany(set => set).Distinct())
        {
            long? first = columns[place].Type switch
            {
                "smallint" => 31_000,
                "integer" or "bigint" => 1_900_000_000,
                _ => null,
            };
            if (first is { } high)
                values[place] = (high + row).ToString(CultureInfo.InvariantCulture);
        }
    }

    // On from where the sequence stands, from elsewhere for each table and apart from other numbers: what only counts rows comes
    // to others.
    private long FirstNumber(SeenTable table, SeenColumn column)
    {
        var next = _database
            .Sequences.FirstOrDefault(sequence =>
                sequence.OwnerTable == table.Oid && sequence.OwnerColumn == column.Number
            )
            ?.Next;
        return Math.Max(next ?? 1, 1) + 200 + (11 * (_made.Count % 30));
    }

    private void Refer(ValueList<SeenColumn> columns, string?[] values, SeenConstraint key, int row)
    {
        var places = key.Keys.Select(number => IndexOf(columns, number)).ToList();
        if (places.Contains(-1))
            return;
        if (!_made.TryGetValue(key.Target, out var parent))
        {
            // To itself, or round in a circle: filled in when the others are there.
            _open.Add(key.Oid);
            foreach (var place in places.Where(place => !columns[place].IsRequired))
                values[place] = null;
            return;
        }
        var parents = parent.Rows.Where(candidate => candidate.IsReferable).ToList();
        var from = key.TargetKeys.Select(number => IndexOf(parent.Columns, number)).ToList();
        if (parents.Count == 0 || from.Contains(-1))
            return;
        var chosen = parents[row % parents.Count];
        for (var i = 0; i < places.Count; i++)
        {
            if (values[places[i]] is not null || columns[places[i]].IsRequired)
                values[places[i]] = chosen.Values[from[i]];
        }
    }

    private void MakeUnique(
        ValueList<SeenColumn> columns,
        string?[] values,
        List<int> set,
        HashSet<string> used,
        int row
    )
    {
        if (set.Exists(place => values[place] is null) || used.Add(Key()))
            return;
        // What is compared with a constant keeps it: another column of the set tells the rows apart.
        foreach (
            var place in set.OrderBy(place => _columns.Compared(columns[place]).Count).ThenByDescending(place => place)
        )
        {
            var before = values[place];
            values[place] = _columns.Fresh(columns[place], before!, row);
            if (used.Add(Key()))
                return;
            values[place] = before;
        }

        string Key() => string.Join('\u0001', set.Select(place => values[place]));
    }

    private static int IndexOf(ValueList<SeenColumn> columns, int number)
    {
        for (var i = 0; i < columns.Count; i++)
        {
            if (columns[i].Number == number)
                return i;
        }
        return -1;
    }
}
