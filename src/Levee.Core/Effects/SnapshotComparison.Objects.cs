namespace Levee.Core.Effects;

/// <summary>Indexes, constraints, types, sequences, large objects and code.</summary>
public sealed partial class SnapshotComparison
{
    private void CompareIndexes()
    {
        var alive = _after.Indexes.ToDictionary(index => index.Oid);
        foreach (var old in _before.Indexes)
        {
            if (alive.TryGetValue(old.Oid, out var same) && (same.IsValid || !old.IsValid))
            {
                if (same.Name != old.Name && old.Constraint == 0)
                    _effects.Add(
                        new Effect.Renamed(ObjectKind.Index, $"{old.Schema}.{old.Name}", $"{same.Schema}.{same.Name}")
                    );
                continue;
            }
            // A constraint stands for its index, a table for all of its own.
            if (old.Constraint != 0 || !_tables.TryGetValue(old.Table, out var table))
                continue;
            if (_after.Indexes.Any(index => index.IsValid && (IsSame(old, index) || TakesPlaceOf(old, index))))
                continue;
            _effects.Add(
                new Effect.Lost(ObjectKind.Index, $"{old.Schema}.{old.Name}", ColumnThatTook(old.Table, old.Keys))
                {
                    Identity = new(old.Oid),
                    IsRecreated = _after.Indexes.Any(index => index.Schema == old.Schema && index.Name == old.Name),
                    IsBeyondPrisma = old.Expressions is not null || old.Predicate is not null,
                    WidenedBy =
                        old.IsUnique && Map(old.Table, old.Keys) is { } keys
                            ? FindWider(table, keys, old.Predicate)
                            : null,
                }
            );
        }
    }

    // A plain index only serves queries, and a new one that begins with its columns serves them all; rows that a unique one
    // does not take are another finding.
    private bool TakesPlaceOf(SeenIndex old, SeenIndex index) =>
        old is { IsUnique: false, Expressions: null }
        && _before.Indexes.All(other => other.Oid != index.Oid)
        && _tables.TryGetValue(old.Table, out var table)
        && index.Table == table.Oid
        && index.Predicate == old.Predicate
        && Map(old.Table, old.Keys) is { } keys
        && index.Keys.Take(keys.Count).SequenceEqual(keys)
        && index.KeyOptions.Take(keys.Count).SequenceEqual(old.KeyOptions);

    private string? FindWider(SeenTable table, ValueList<int> keys, string? predicate) =>
        _after.Indexes.FirstOrDefault(index =>
            index.Table == table.Oid
            && index is { IsUnique: true, IsValid: true }
            && index.Predicate == predicate
            && index.Keys.Count > keys.Count
            && keys.All(key => index.Keys.Contains(key))
        )
            is { } wider
            ? $"{wider.Schema}.{wider.Name}"
            : null;

    private bool IsSame(SeenIndex old, SeenIndex index)
    {
        if (
            !_tables.TryGetValue(old.Table, out var table)
            || index.Table != table.Oid
            || index.IsUnique != old.IsUnique
        )
            return false;
        if (Map(old.Table, old.Keys) is not { } keys || !keys.Equals(index.Keys))
            return false;
        if (old.Expressions == index.Expressions && old.Predicate == index.Predicate)
            return true;
        // PostgreSQL itself rebuilds an index whose column gets another type, and writes its expressions anew.
        return old.Name == index.Name
            && old.Schema == index.Schema
            && old.Expressions is null == index.Expressions is null
            && old.Predicate is null == index.Predicate is null
            && _oldTables[old.Table]
                .Columns.Any(column =>
                    _columns.TryGetValue((old.Table, column.Number), out var now)
                    && (now.Type != column.Type || now.Name != column.Name)
                );
    }

    /// <summary>The attribute numbers that the columns have now; null when one of them is gone.</summary>
    private ValueList<int>? Map(long table, ValueList<int> keys)
    {
        var mapped = new List<int>(keys.Count);
        foreach (var key in keys)
        {
            if (key <= 0)
                mapped.Add(key);
            else if (_columns.TryGetValue((table, key), out var column))
                mapped.Add(column.Number);
            else
                return null;
        }
        return mapped.ToValueList();
    }

    // An expression or a predicate does not say which columns it is about: any that fell may have taken it along.
    private string? ColumnThatTook(long table, ValueList<int> keys)
    {
        var number = keys.FirstOrDefault(key => _lostColumns.Contains((table, key)));
        if (number == 0 && keys.Contains(0))
            number = _lostColumns.FirstOrDefault(lost => lost.Table == table).Column;
        return number > 0 && _oldTables[table].FindColumn(number) is { } column
            ? $"column {_oldTables[table].FullName}.{column.Name}"
            : null;
    }

    private void CompareConstraints()
    {
        var alive = _after.Constraints.ToDictionary(constraint => constraint.Oid);
        foreach (var old in _before.Constraints)
        {
            if (alive.TryGetValue(old.Oid, out var same) && (same.IsEnforced || !old.IsEnforced))
                continue;
            if (OwnerOf(old) is not { } owner || _after.Constraints.Any(constraint => IsSame(old, constraint)))
                continue;
            var keys = old.Table != 0 ? Map(old.Table, old.Keys) : null;
            if (
                old.Kind == 'u'
                && keys is not null
                && _after.Indexes.Any(index => IsUniqueOn(index, _tables[old.Table].Oid, keys))
            )
                continue; // the rule lives on as a unique index
            _effects.Add(
                new Effect.Lost(ObjectKind.Constraint, $"{owner}.{old.Name}", TakenWith(old))
                {
                    Identity = new(old.Oid),
                    IsRecreated = _after.Constraints.Any(constraint =>
                        constraint.Name == old.Name
                        && constraint.Oid != old.Oid
                        && OwnerNow(constraint) == OwnerNow(old)
                    ),
                    WidenedBy =
                        old.Kind is 'u' or 'p' && keys is not null ? FindWider(_tables[old.Table], keys, null) : null,
                }
            );
        }
    }

    private static bool IsUniqueOn(SeenIndex index, long table, ValueList<int> keys) =>
        index is { IsUnique: true, IsValid: true, Predicate: null } && index.Table == table && index.Keys.Equals(keys);

    /// <returns>The table or domain as it was called; null when it is gone and stands for its constraints.</returns>
    private string? OwnerOf(SeenConstraint constraint)
    {
        if (constraint.Table != 0)
            return _tables.ContainsKey(constraint.Table) ? _oldTables[constraint.Table].FullName : null;
        var domain = _before.Types.FirstOrDefault(type => type.Oid == constraint.Domain);
        return
            domain is not null && _after.Types.Any(type => type.Oid == domain.Oid || type.FullName == domain.FullName)
            ? domain.FullName
            : null;
    }

    private string? OwnerNow(SeenConstraint constraint) =>
        _newTables.TryGetValue(constraint.Table, out var table) ? table.FullName
        : _tables.TryGetValue(constraint.Table, out var successor) ? successor.FullName
        : _after.Types.FirstOrDefault(type => type.Oid == constraint.Domain)?.FullName;

    private string? TakenWith(SeenConstraint constraint)
    {
        if (
            constraint.Target != 0
            && _oldTables.TryGetValue(constraint.Target, out var target)
            && !_tables.ContainsKey(target.Oid)
        )
            return $"table {target.FullName}";
        if (ColumnThatTook(constraint.Table, constraint.Keys) is { } own)
            return own;
        return constraint.Target == 0 ? null : ColumnThatTook(constraint.Target, constraint.TargetKeys);
    }

    private bool IsSame(SeenConstraint old, SeenConstraint constraint)
    {
        if (constraint.Kind != old.Kind || (!constraint.IsEnforced && old.IsEnforced))
            return false;
        if (old.Table == 0)
            return constraint.Domain == old.Domain && constraint.Name == old.Name;
        if (!_tables.TryGetValue(old.Table, out var table) || constraint.Table != table.Oid)
            return false;
        if (Map(old.Table, old.Keys) is not { } keys)
            return false;
        // The columns of a CHECK are in the order of its expression: another order is no other rule.
        var sameKeys =
            old.Kind == 'c' ? keys.Order().SequenceEqual(constraint.Keys.Order()) : keys.Equals(constraint.Keys);
        if (!sameKeys || (old.Kind == 'c' && keys.Count == 0 && old.Definition != constraint.Definition))
            return false;
        if (old.Target == 0)
            return true;
        return _tables.TryGetValue(old.Target, out var target)
            && target.Oid == constraint.Target
            && Map(old.Target, old.TargetKeys) is { } targets
            && targets.Equals(constraint.TargetKeys);
    }

    private void CompareTypes()
    {
        var alive = _after.Types.ToDictionary(type => type.Oid);
        foreach (var old in _before.Types)
        {
            if (alive.TryGetValue(old.Oid, out var same))
            {
                if (same.FullName != old.FullName)
                    _effects.Add(new Effect.Renamed(ObjectKind.Type, old.FullName, same.FullName));
                foreach (var label in old.Labels)
                    CompareLabel(
                        old,
                        label,
                        same.Labels.FirstOrDefault(other => other.Oid == label.Oid || other.Text == label.Text)
                    );
                continue;
            }

            var successor = _after.Types.FirstOrDefault(type => type.FullName == old.FullName && type.Kind == old.Kind);
            if (successor is null && old.Kind == 'e')
                successor = _after.Types.FirstOrDefault(type => TookOverColumnsOf(old, type));
            if (successor is null || (old.Kind != 'e' && successor.Shape != old.Shape))
            {
                _effects.Add(
                    new Effect.Lost(ObjectKind.Type, old.FullName)
                    {
                        Identity = new(old.Oid),
                        IsRecreated = successor is not null,
                    }
                );
                continue;
            }
            foreach (var label in old.Labels)
                CompareLabel(old, label, successor.Labels.FirstOrDefault(other => other.Text == label.Text));
        }
    }

    private void CompareLabel(SeenType type, SeenLabel old, SeenLabel now)
    {
        if (now.Text is null)
            _effects.Add(
                new Effect.Lost(ObjectKind.EnumValue, $"{type.FullName}.{old.Text}") { Identity = new(type.Oid) }
            );
        else if (now.Text != old.Text)
            _effects.Add(
                new Effect.Renamed(ObjectKind.EnumValue, $"{type.FullName}.{old.Text}", $"{type.FullName}.{now.Text}")
            );
    }

    private bool TookOverColumnsOf(SeenType old, SeenType type) =>
        type.Kind == 'e'
        && _before.Types.All(other => other.Oid != type.Oid)
        && old.Labels.All(label => type.Labels.Any(other => other.Text == label.Text))
        && _before.Tables.Any(table =>
            table.Columns.Any(column =>
                column.TypeOid == old.Oid
                && _columns.TryGetValue((table.Oid, column.Number), out var now)
                && now.TypeOid == type.Oid
            )
        );

    private void CompareSequences()
    {
        foreach (var old in _before.Sequences)
        {
            if (_after.Sequences.FirstOrDefault(sequence => sequence.Oid == old.Oid) is { } same)
            {
                if (IsBehind(same, old))
                    _effects.Add(new Effect.MovedBack(old.FullName, old.Next, same.Next) { Identity = new(old.Oid) });
                if (same.FullName != old.FullName)
                    _effects.Add(new Effect.Renamed(ObjectKind.Sequence, old.FullName, same.FullName));
                continue;
            }
            if (old.OwnerTable != 0 && !_tables.ContainsKey(old.OwnerTable))
                continue; // the table stands for it
            var successor = _after.Sequences.FirstOrDefault(sequence => TookPlaceOf(old, sequence));
            if (successor is not null && !IsBehind(successor, old))
                continue;
            _effects.Add(
                new Effect.Lost(ObjectKind.Sequence, old.FullName, ColumnThatTook(old.OwnerTable, [old.OwnerColumn]))
                {
                    Identity = new(old.Oid),
                    IsRecreated = successor is not null,
                }
            );
        }
    }

    private bool TookPlaceOf(SeenSequence old, SeenSequence sequence) =>
        old.OwnerTable == 0
            ? sequence.FullName == old.FullName
            : _tables.TryGetValue(old.OwnerTable, out var table)
                && sequence.OwnerTable == table.Oid
                && _columns.TryGetValue((old.OwnerTable, old.OwnerColumn), out var column)
                && sequence.OwnerColumn == column.Number;

    private static bool IsBehind(SeenSequence now, SeenSequence old) =>
        old.Increment > 0 ? now.Next < old.Next : now.Next > old.Next;

    // On a table that the script makes, or rights on a view that it makes: nobody could use it before.
    private bool IsOwn(SeenCode code) =>
        code.Table != 0
        && !_oldTables.ContainsKey(code.Table)
        && _before.Code.All(old => old.Oid != code.Table || old.Kind == code.Kind);

    private void CompareLargeObjects()
    {
        var now = _after.LargeObjects.ToDictionary(item => item.Oid, item => item.Digest);
        var gone = _before.LargeObjects.Count(item =>
            !now.TryGetValue(item.Oid, out var digest) || digest != item.Digest
        );
        if (gone > 0)
            _effects.Add(new Effect.LostLargeObjects(gone, _before.LargeObjects.Count));
    }

    private void CompareCode()
    {
        var now = _after.Code.ToLookup(code => (code.Kind, code.Name));
        var before = _before.Code.ToLookup(code => (code.Kind, code.Name));
        foreach (var old in _before.Code)
        {
            if (old.Table != 0 && !_newTables.ContainsKey(old.Table))
                continue;
            var same =
                _after.Code.FirstOrDefault(code => code.Kind == old.Kind && code.Oid == old.Oid)
                ?? now[(old.Kind, old.Name)].FirstOrDefault();
            if (same is null && old.Kind == "schema")
                _effects.Add(new Effect.DroppedSchema(old.Name));
            else if (same is null)
                _effects.Add(new Effect.ChangedCode(old.Kind, old.Name, CodeChange.Dropped));
            else if (same.Definition != old.Definition)
                _effects.Add(new Effect.ChangedCode(old.Kind, old.Name, CodeChange.Changed));
        }
        foreach (var code in _after.Code)
        {
            if (
                !before.Contains((code.Kind, code.Name))
                && _before.Code.All(old => old.Kind != code.Kind || old.Oid != code.Oid)
            )
                _effects.Add(
                    new Effect.ChangedCode(code.Kind, code.Name, CodeChange.Added) { IsOnOwnObject = IsOwn(code) }
                );
        }
    }
}
