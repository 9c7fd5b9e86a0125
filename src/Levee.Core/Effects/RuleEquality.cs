using Levee.Core.Sql;

namespace Levee.Core.Effects;

/// <summary>Whether what is there now enforces all that an old index or constraint did. A stronger rule does, and one that says
/// the same in other words; what serves queries alone is replaced by what serves the same ones.</summary>
internal sealed class RuleEquality(Successors things)
{
    private readonly HashSet<long> _oldIndexes = things.Before.Indexes.Select(index => index.Oid).ToHashSet();

    /// <summary>Whether an index took the place of an old one.</summary>
    public bool Replaces(SeenIndex index, SeenIndex old) =>
        index.IsValid && (old.IsUnique ? Enforces(index, old) : Serves(index, old));

    /// <summary>Whether its column moved, and what it enforced is enforced there. A plain index has nothing to enforce.</summary>
    public bool WentAlong(SeenIndex old) =>
        PlaceOf(old.Table, old.Keys) is { } place && (!old.IsUnique || IsUniqueAt(place));

    /// <summary>Whether a rule over rows is still one, as a constraint, an index, a type or NOT NULL.</summary>
    public bool Stands(SeenConstraint old)
    {
        if (things.After.Constraints.Any(constraint => IsSame(old, constraint)))
            return true;
        if (old.Table == 0)
            return false;
        if (PlaceOf(old.Table, old.Keys) is { } place)
            return StandsAt(place, old);
        return old.Kind switch
        {
            ConstraintKind.PrimaryKey => StandsAsUnique(old) && ColumnsOf(old).All(column => column.Now.IsRequired),
            ConstraintKind.Unique => StandsAsUnique(old),
            ConstraintKind.Check => IsSaidByColumns(old),
            ConstraintKind.ForeignKey or ConstraintKind.Exclusion => false,
        };
    }

    /// <summary>The column that the only key moved to; null where it did not.</summary>
    private MovedColumn? PlaceOf(long table, ValueList<int> keys) =>
        keys is [var key] ? things.Moved.GetValueOrDefault((table, key)) : null;

    private bool StandsAt(MovedColumn place, SeenConstraint old) =>
        old.Kind switch
        {
            ConstraintKind.ForeignKey => things.After.Constraints.Any(key =>
                key is { Kind: ConstraintKind.ForeignKey, IsEnforced: true, Keys: [var column] }
                && key.Table == place.Table.Oid
                && column == place.Column.Number
                && things.Tables.TryGetValue(old.Target, out var target)
                && key.Target == target.Oid
            ),
            ConstraintKind.PrimaryKey or ConstraintKind.Unique => IsUniqueAt(place),
            ConstraintKind.Check => things.After.Constraints.Any(rule =>
                rule.Kind == ConstraintKind.Check
                && rule.Table == place.Table.Oid
                && rule.Keys.Contains(place.Column.Number)
            ),
            ConstraintKind.Exclusion => false,
        };

    private bool IsUniqueAt(MovedColumn place) =>
        things.After.Indexes.Any(index =>
            index is { IsUnique: true, IsValid: true, Predicate: null, Expressions: null, Keys: [var key] }
            && index.Table == place.Table.Oid
            && key == place.Column.Number
        );

    /// <summary>Whether a constraint is an old one, made anew or changed. A CHECK of the same columns that allows other values is
    /// a changed rule and no lost one.</summary>
    public bool IsSame(SeenConstraint old, SeenConstraint constraint)
    {
        if (constraint.Kind != old.Kind || (!constraint.IsEnforced && old.IsEnforced))
            return false;
        if (old.Table == 0)
            return constraint.Domain == old.Domain && constraint.Name == old.Name;
        if (!things.Tables.TryGetValue(old.Table, out var table) || constraint.Table != table.Oid)
            return false;
        if (things.Map(old.Table, old.Keys) is not { } keys)
            return false;
        return old.Kind switch
        {
            ConstraintKind.PrimaryKey or ConstraintKind.Unique => keys.Equals(constraint.Keys)
                && (IndexOf(things.Before, old), IndexOf(things.After, constraint)) is var (was, now)
                && (was is null || now is null || Enforces(now, was)),
            // The columns of a CHECK are in the order of its expression: another order is no other rule.
            ConstraintKind.Check => keys.Order().SequenceEqual(constraint.Keys.Order())
                && (keys.Count > 0 || old.Definition == constraint.Definition)
                && (!EmptyRule.Is(constraint.Definition) || EmptyRule.Is(old.Definition)),
            ConstraintKind.Exclusion => keys.Equals(constraint.Keys)
                && old.Operators == constraint.Operators
                && IndexOf(things.Before, old)?.Predicate == IndexOf(things.After, constraint)?.Predicate,
            ConstraintKind.ForeignKey => (keys.Count == 1 || old.Operators == constraint.Operators)
                && things.Tables.TryGetValue(old.Target, out var target)
                && target.Oid == constraint.Target
                && things.Map(old.Target, old.TargetKeys) is { } targets
                && keys.Zip(targets).ToHashSet().SetEquals(constraint.Keys.Zip(constraint.TargetKeys)),
        };
    }

    /// <summary>An index on the same columns, or a new one that begins with them, whether it is unique or not.</summary>
    private bool Serves(SeenIndex index, SeenIndex old)
    {
        if (KeysOn(index, old) is not { } keys || !HasSamePredicate(index, old))
            return false;
        if (keys.Equals(index.Keys))
            return HasSameExpressions(index, old);
        return old.Expressions is null
            && !_oldIndexes.Contains(index.Oid)
            && index.Keys.Count > keys.Count
            && index.Keys.Take(keys.Count).SequenceEqual(keys)
            && index.KeyOptions.Take(keys.Count).SequenceEqual(old.KeyOptions);
    }

    /// <summary>Whether a unique index refuses every pair of rows that the old one refused.</summary>
    private bool Enforces(SeenIndex index, SeenIndex old)
    {
        if (!index.IsUnique || !index.IsValid || KeysOn(index, old) is not { } keys)
            return false;
        // Fewer columns are a stronger rule, and so are all rows instead of some.
        var sameKeys = keys.Equals(index.Keys) && HasSameExpressions(index, old);
        if (!sameKeys && (index.Expressions is not null || !index.Keys.All(keys.Contains)))
            return false;
        if (index.Predicate is not null && !HasSamePredicate(index, old))
            return false;
        var (was, now) = (old.Equality.Split(','), index.Equality.Split(','));
        for (var i = 0; i < index.Keys.Count; i++)
        {
            var place = sameKeys ? i : IndexIn(keys, index.Keys[i]);
            if (!IsAsStrict(was[place], now[i], IsRetyped(old, old.Keys[place])))
                return false;
        }
        return index.NullsAreEqual
            || !old.NullsAreEqual
            || (
                things.NewTables.TryGetValue(index.Table, out var table)
                && index.Keys.All(key => table.FindColumn(key) is { IsRequired: true })
            );
    }

    private static int IndexIn(ValueList<int> keys, int key) => keys.ToList().IndexOf(key);

    /// <param name="was">Class and collation: see <see cref="SeenIndex.Equality"/>.</param>
    private static bool IsAsStrict(string was, string now, bool isRetyped)
    {
        var (oldClass, oldCollation) = Split(was);
        var (newClass, newCollation) = Split(now);
        return (oldClass == newClass || isRetyped) && (oldCollation.Length == 0 || oldCollation == newCollation);

        static (string Class, string Collation) Split(string equality) =>
            equality.IndexOf(' ', StringComparison.Ordinal) is > 0 and var blank
                ? (equality[..blank], equality[(blank + 1)..])
                : (equality, "");
    }

    private bool IsRetyped(SeenIndex old, int key) =>
        key <= 0
            ? RetypesAny(old.Table)
            : things.Columns.TryGetValue((old.Table, key), out var now)
                && things.OldTables[old.Table].FindColumn(key)?.Type != now.Type;

    /// <summary>The keys that the old index would have now; null where it is on another table or lost a column.</summary>
    private ValueList<int>? KeysOn(SeenIndex index, SeenIndex old) =>
        things.Tables.TryGetValue(old.Table, out var table) && index.Table == table.Oid
            ? things.Map(old.Table, old.Keys)
            : null;

    private bool HasSameExpressions(SeenIndex index, SeenIndex old) =>
        old.Expressions == index.Expressions
        || (old.Expressions is null == index.Expressions is null && IsWrittenAnew(index, old));

    private bool HasSamePredicate(SeenIndex index, SeenIndex old) =>
        old.Predicate == index.Predicate
        || (old.Predicate is null == index.Predicate is null && IsWrittenAnew(index, old));

    // PostgreSQL itself rebuilds an index whose column gets another type or name, and writes its expressions anew.
    private bool IsWrittenAnew(SeenIndex index, SeenIndex old) =>
        old.Name == index.Name && old.Schema == index.Schema && RetypesAny(old.Table);

    private bool RetypesAny(long table) =>
        things
            .OldTables[table]
            .Columns.Any(column =>
                things.Columns.TryGetValue((table, column.Number), out var now)
                && (now.Type != column.Type || now.Name != column.Name)
            );

    private static SeenIndex? IndexOf(DatabaseSnapshot database, SeenConstraint constraint) =>
        database.Indexes.FirstOrDefault(index => index.Constraint == constraint.Oid);

    private bool StandsAsUnique(SeenConstraint old)
    {
        if (IndexOf(things.Before, old) is { } was)
            return things.After.Indexes.Any(index => Enforces(index, was) || IsWidenedByPartitioning(index, was));
        return things.Map(old.Table, old.Keys) is { } keys
            && things.After.Indexes.Any(index =>
                index is { IsUnique: true, IsValid: true, Predicate: null }
                && index.Table == things.Tables[old.Table].Oid
                && index.Keys.Equals(keys)
            );
    }

    // A partitioned table can only be unique by columns that say the partition, too.
    private bool IsWidenedByPartitioning(SeenIndex index, SeenIndex old) =>
        index is { IsUnique: true, IsValid: true, Predicate: null, Expressions: null }
        && KeysOn(index, old) is { } keys
        && things.OldTables[old.Table].Kind == RelationKind.Table
        && things.Tables[old.Table].Kind == RelationKind.Partitioned
        && keys.All(index.Keys.Contains);

    private IEnumerable<(SeenColumn Was, SeenColumn Now)> ColumnsOf(SeenConstraint old) =>
        from key in old.Keys
        let was = things.OldTables[old.Table].FindColumn(key)
        where was is not null && things.Columns.ContainsKey((old.Table, key))
        select (was, things.Columns[(old.Table, key)]);

    /// <summary>NOT NULL for CHECK (… IS NOT NULL); an enum or a boolean for a CHECK that lists what is allowed.</summary>
    private bool IsSaidByColumns(SeenConstraint old)
    {
        var columns = ColumnsOf(old).ToList();
        if (columns.Count == 0 || columns.Count != old.Keys.Count)
            return false;
        if (
            columns.TrueForAll(column => column.Now.IsRequired)
            && AsksForValuesOnly(old, columns.Select(column => column.Was))
        )
            return true;
        return columns is [var (was, now)]
            && was.Type != now.Type
            && (now.Type == "boolean" || (now.TypeKind == TypeKind.Enum && ListsValues(old)));
    }

    /// <summary>Whether a CHECK says no more than that none of these columns is NULL.</summary>
    public static bool AsksForValuesOnly(SeenConstraint rule, IEnumerable<SeenColumn> columns)
    {
        var rest = rule.Definition;
        foreach (var column in columns)
        {
            rest = rest.Replace($"({column.Name} IS NOT NULL)", "", StringComparison.Ordinal)
                .Replace($"({Identifier.Quote(column.Name)} IS NOT NULL)", "", StringComparison.Ordinal);
        }
        var words = rest.Replace(" AND ", "", StringComparison.Ordinal)
            .Where(letter => letter is not ('(' or ')' or ' '));
        return string.Concat(words) is "CHECK" or "CHECKNOTVALID";
    }

    /// <summary>Whether a CHECK names the values that it takes.</summary>
    public static bool ListsValues(SeenConstraint old) =>
        old.Definition.Contains("= ANY (", StringComparison.Ordinal)
        && !old.Definition.Contains(" AND ", StringComparison.Ordinal);
}
