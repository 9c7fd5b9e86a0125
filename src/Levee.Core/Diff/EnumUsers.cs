using Levee.Core.Plan;
using Levee.Core.Schema;

namespace Levee.Core.Diff;

/// <summary>The columns that the rebuilding of an enum meets.</summary>
internal sealed class EnumUsers
{
    private readonly Dictionary<TableKey, List<EnumUser>> _users = [];
    private readonly Dictionary<string, List<EnumDefault>> _defaults = [];

    public EnumUsers(TablePairs tables)
    {
        foreach (var table in tables.Tables.After)
            AddKept(table, tables);
        foreach (var table in tables.Tables.Before)
            AddLeaving(table, tables.Find(table.Name));
        foreach (var table in tables.Dropped)
            AddDefaults(table, null, table.Columns);
        foreach (var pair in tables.Pairs)
        {
            AddDefaults(pair.Tables.Before, pair, pair.Dropped);
            var both = pair.Columns.Select(change => change.Column.Before);
            AddDefaults(pair.Tables.Before, pair, both.OrderBy(column => column.Name, ByteOrder.Instance));
        }
    }

    /// <summary>Those that keep the type, in the order of the schema after; then those that are about to leave it.</summary>
    public ValueList<EnumUser> Of(EnumType type) => _users.GetValueOrDefault(TableKey.Of(type.Name), []).ToValueList();

    /// <summary>Prisma's engine knows the type of a default by its name only, whatever the namespace.</summary>
    public ValueList<EnumDefault> DefaultsOf(EnumType type) => _defaults.GetValueOrDefault(type.Name.Name, []).ToValueList();

    private void AddKept(Table table, TablePairs tables)
    {
        foreach (var column in table.Columns)
        {
            if (column.Type is not ColumnType.Enum { Name: var type })
                continue;
            // Prisma's engine also changes columns that do not exist yet, which PostgreSQL refuses.
            if (tables.Find(table.Name)?.Find(column.Name) is { } change && CanBeCast(change.Column.Before))
                Add(_users, TableKey.Of(type), new(table.Name, column.Name, column.Arity, EnumUserFate.Kept));
        }
    }

    /// <summary>A column of another type is recreated later anyway; its default would be in the way now.</summary>
    private static bool CanBeCast(Column before) => before.Type is ColumnType.Enum || before.Default is null;

    /// <summary>Prisma's engine forgets the columns that are dropped later, and PostgreSQL then cannot drop the old type.</summary>
    private void AddLeaving(Table table, TablePair? pair)
    {
        foreach (var column in table.Columns)
        {
            if (column.Type is not ColumnType.Enum { Name: var type })
                continue;
            if (pair?.Find(column.Name) is { IsRecreated: false })
                continue;
            Add(_users, TableKey.Of(type), new(table.Name, column.Name, column.Arity, EnumUserFate.Leaving));
        }
    }

    private void AddDefaults(Table table, TablePair? pair, IEnumerable<Column> columns)
    {
        foreach (var column in columns)
        {
            if (column is not { Type: ColumnType.Enum { Name: var type }, Default: not null })
                continue;
            var after = pair?.Find(column.Name)?.Column.After;
            var restored =
                after is { Type: ColumnType.Enum { Name: var next }, Default: not null } && next.Name == type.Name ? after : null;
            Add(_defaults, type.Name, new(new(table.Name, pair?.Tables.After.Name ?? table.Name), column.Name, restored));
        }
    }

    private static void Add<TKey, TItem>(Dictionary<TKey, List<TItem>> lists, TKey key, TItem item)
        where TKey : notnull
    {
        if (!lists.TryGetValue(key, out var list))
            lists.Add(key, list = []);
        list.Add(item);
    }
}
