using Levee.Core.Sql;

namespace Levee.Core.Effects;

/// <summary>
/// What a migration did, from a snapshot before it and one after. Things are followed by identity: a rename is no loss, a drop
/// under a borrowed name is one, and an equal replacement (an index with the same columns, predicate and uniqueness; a table or
/// column rebuilt with every value) is none.
/// </summary>
public sealed partial class SnapshotComparison
{
    private readonly DatabaseSnapshot _before;
    private readonly DatabaseSnapshot _after;
    private readonly List<Effect> _effects = [];
    private readonly Dictionary<long, SeenTable> _oldTables;
    private readonly Dictionary<long, SeenTable> _newTables;

    // What took a table's place: itself, or a table of its name that holds every row and value.
    private readonly Dictionary<long, SeenTable> _tables = [];
    private readonly Dictionary<(long Table, int Column), SeenColumn> _columns = [];
    private readonly HashSet<(long Table, int Column)> _lostColumns = [];

    private bool _isRandom;
    private IReadOnlySet<long> _undeleted = new HashSet<long>();

    private SnapshotComparison(DatabaseSnapshot before, DatabaseSnapshot after)
    {
        (_before, _after) = (before, after);
        _oldTables = before.Tables.ToDictionary(table => table.Oid);
        _newTables = after.Tables.ToDictionary(table => table.Oid);
        _oldRows = before.Rows.ToDictionary(rows => rows.Table);
        _newRows = after.Rows.ToDictionary(rows => rows.Table);
    }

    /// <summary>Losses first, then what merely changed. Both snapshots are of the same database, taken in the same session settings.</summary>
    /// <param name="isRandom">Whether the script calls what gives another value each time: then a new value that nothing else
    /// became says nothing about the old one.</param>
    /// <param name="undeleted">Tables of which no row was deleted, as the server counted: a key that is gone was changed.</param>
    public static ValueList<Effect> Compare(
        DatabaseSnapshot before,
        DatabaseSnapshot after,
        bool isRandom = false,
        IReadOnlySet<long>? undeleted = null
    )
    {
        var comparison = new SnapshotComparison(before, after) { _isRandom = isRandom };
        comparison._undeleted = undeleted ?? comparison._undeleted;
        comparison.CompareTables();
        comparison.CompareColumns();
        comparison.CompareRows();
        comparison.CompareIndexes();
        comparison.CompareConstraints();
        comparison.CompareTypes();
        comparison.CompareSequences();
        comparison.CompareLargeObjects();
        comparison.CompareCode();
        comparison.FindAdditions();
        return comparison._effects.ToValueList();
    }

    private void CompareTables()
    {
        foreach (var old in _before.Tables)
        {
            if (_newTables.TryGetValue(old.Oid, out var same))
            {
                _tables[old.Oid] = same;
                if (same.Schema != old.Schema)
                    _effects.Add(new Effect.MovedToSchema(ObjectKind.Table, old.FullName, same.FullName));
                else if (same.Name != old.Name)
                    _effects.Add(new Effect.Renamed(ObjectKind.Table, old.FullName, same.FullName));
            }
            else if (FindReplacement(old) is { } replacement)
            {
                _tables[old.Oid] = replacement;
            }
            else
            {
                _effects.Add(
                    new Effect.Lost(ObjectKind.Table, old.FullName, TakenWith(old))
                    {
                        Identity = new(old.Oid),
                        IsRecreated = _after.Tables.Any(table => table.FullName == old.FullName),
                    }
                );
            }
        }
    }

    // A partition that fell with its table.
    private string? TakenWith(SeenTable old) =>
        _oldTables.TryGetValue(old.Parent, out var parent) && !_newTables.ContainsKey(parent.Oid)
            ? $"table {parent.FullName}"
            : null;

    private SeenTable? FindReplacement(SeenTable old) =>
        _after.Tables.FirstOrDefault(table =>
            table.FullName == old.FullName
            && !_oldTables.ContainsKey(table.Oid)
            && old.Columns.All(column => table.FindColumn(column.Name) is not null)
            && HoldsEveryRow(old, table)
        );

    private void CompareColumns()
    {
        foreach (var old in _before.Tables)
        {
            if (!_tables.TryGetValue(old.Oid, out var table))
                continue;
            foreach (var column in old.Columns)
                CompareColumn(old, column, table);
        }
    }

    private void CompareColumn(SeenTable old, SeenColumn column, SeenTable table)
    {
        var name = $"{old.FullName}.{column.Name}";
        var same = table.Oid == old.Oid ? table.FindColumn(column.Number) : table.FindColumn(column.Name);
        var namesake = table.FindColumn(column.Name);
        if (
            same is null
            && namesake is not null
            && old.FindColumn(namesake.Number) is null
            && HoldsEveryValue(old, column, table, namesake)
        )
            same = namesake;
        if (same is null)
        {
            _lostColumns.Add((old.Oid, column.Number));
            _effects.Add(
                new Effect.Lost(ObjectKind.Column, name, TypeThatTook(column))
                {
                    Identity = new(old.Oid, column.Number),
                    IsRecreated = namesake is not null,
                }
            );
            return;
        }

        _columns[(old.Oid, column.Number)] = same;
        if (same.Name != column.Name)
            _effects.Add(new Effect.Renamed(ObjectKind.Column, name, $"{table.FullName}.{same.Name}"));
        if (same.Type != column.Type)
            _effects.Add(new Effect.Retyped(name, column.Type, same.Type));
        if (same.IsRequired && !column.IsRequired)
            _effects.Add(new Effect.Required(name, IsNew: false) { WasChecked = IsChecked(old, column) });
        if (column.Default is not null && same.Default is null && same.Identity == ' ' && !column.IsGenerated)
            _effects.Add(new Effect.DroppedDefault(name, column.Default));
    }

    // Also by a CHECK that is not validated: it refuses what is written from then on.
    private bool IsChecked(SeenTable table, SeenColumn column) =>
        _before.Constraints.Any(constraint =>
            constraint is { Kind: 'c', IsEnforced: true }
            && constraint.Table == table.Oid
            && constraint.Definition.StartsWith(
                $"CHECK (({Identifier.Quote(column.Name)} IS NOT NULL))",
                StringComparison.Ordinal
            )
        );

    // A column falls with its type when the type is dropped with CASCADE.
    private string? TypeThatTook(SeenColumn column) =>
        _before.Types.FirstOrDefault(type => type.Oid == column.TypeOid || type.Oid == column.Element) is { } type
        && _after.Types.All(other => other.Oid != type.Oid)
            ? $"type {type.FullName}"
            : null;

    private void FindAdditions()
    {
        foreach (var table in _after.Tables)
        {
            if (!_oldTables.TryGetValue(table.Oid, out var old))
                continue;
            var added = table.Columns.Where(column => old.FindColumn(column.Number) is null);
            foreach (
                var column in added.Where(column =>
                    column is { IsRequired: true, Default: null, IsNumbered: false, IsGenerated: false }
                )
            )
                _effects.Add(new Effect.Required($"{table.FullName}.{column.Name}", IsNew: true));
        }

        var oldIndexes = _before.Indexes.Select(index => index.Oid).ToHashSet();
        foreach (var index in _after.Indexes)
        {
            if (
                !oldIndexes.Contains(index.Oid)
                && index.Constraint == 0
                && _newTables.TryGetValue(index.Table, out var table)
            )
                _effects.Add(
                    new Effect.AddedIndex($"{index.Schema}.{index.Name}", table.FullName, index.IsUnique, IsOld(table))
                    {
                        Identity = new(index.Oid),
                    }
                );
        }

        var oldConstraints = _before.Constraints.Select(constraint => constraint.Oid).ToHashSet();
        foreach (var constraint in _after.Constraints)
        {
            if (
                oldConstraints.Contains(constraint.Oid)
                || _before.Constraints.Any(old => IsSame(old, constraint))
                || !_newTables.TryGetValue(constraint.Table, out var table)
            )
                continue;
            _effects.Add(
                new Effect.AddedConstraint(
                    $"{table.FullName}.{constraint.Name}",
                    constraint.Kind,
                    constraint.Definition
                )
                {
                    Identity = new(constraint.Oid),
                    IsValidated = constraint.IsValidated,
                    OnOldTable = IsOld(table),
                    Columns = constraint.Keys.Select(key => table.FindColumn(key)?.Name).OfType<string>().ToValueList(),
                    TakesOldWrites = TakesOldWrites(constraint, table),
                    LacksIndex = constraint.Kind == 'f' && !_after.Indexes.Any(index => Serves(index, constraint)),
                }
            );
        }

        foreach (var type in _after.Types)
        {
            if (
                _before.Types.FirstOrDefault(old =>
                    old.Oid == type.Oid || (old.FullName == type.FullName && old.Kind == type.Kind)
                ) is
                { } old
            )
            {
                foreach (
                    var label in type.Labels.Where(label =>
                        old.Labels.All(other => other.Text != label.Text && other.Oid != label.Oid)
                    )
                )
                    _effects.Add(new Effect.AddedLabel(type.FullName, label.Text));
            }
        }
    }

    private bool IsOld(SeenTable table) => _oldTables.ContainsKey(table.Oid);

    // What was running before writes no column that is new: NULL stands there, or its default.
    private bool TakesOldWrites(SeenConstraint constraint, SeenTable table)
    {
        var keys = constraint.Keys.Select(table.FindColumn).OfType<SeenColumn>().ToList();
        var added = _oldTables.TryGetValue(table.Oid, out var old)
            ? keys.FindAll(column => old.FindColumn(column.Number) is null)
            : [];
        if (added.Count == 0)
            return false;
        var isAllNew = added.Count == keys.Count;
        var hasNull = added.Exists(column => column is { Default: null, IsNumbered: false, IsRequired: false });
        var countsNull =
            constraint.Definition.Contains("NULLS NOT DISTINCT", StringComparison.Ordinal)
            || (!isAllNew && constraint.Definition.Contains("MATCH FULL", StringComparison.Ordinal));
        return constraint.Kind switch
        {
            'c' => isAllNew,
            'f' => isAllNew || (hasNull && !countsNull),
            'u' or 'x' => (hasNull && !countsNull) || added.Exists(column => column.IsNumbered),
            _ => false,
        };
    }

    private static bool Serves(SeenIndex index, SeenConstraint key) =>
        index.Table == key.Table
        && index.Predicate is null
        && key.Keys.All(column => index.Keys.Take(key.Keys.Count).Contains(column));
}
