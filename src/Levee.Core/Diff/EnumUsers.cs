using Levee.Core.Plan;
using Levee.Core.Schema;
using Levee.Core.Text;

namespace Levee.Core.Diff;

/// <summary>The columns that the rebuilding of an enum meets.</summary>
internal sealed class EnumUsers
{
    private readonly Dictionary<TableKey, List<EnumUser>> _users = [];
    private readonly Dictionary<string, List<EnumDefault>> _defaults = [];

    /// <param name="origin">From file to file Prisma's bytes count; from a database, what PostgreSQL takes.</param>
    public EnumUsers(TablePairs tables, SchemaOrigin origin)
    {
        foreach (var table in tables.Tables.After)
            AddKept(table, origin == SchemaOrigin.Catalog ? tables : null);
        if (origin == SchemaOrigin.Catalog)
        {
            foreach (var table in tables.Tables.Before)
                AddLeaving(table, tables.Find(table.Name));
        }
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
    public ValueList<EnumDefault> DefaultsOf(EnumType type) =>
        _defaults.GetValueOrDefault(type.Name.Name, []).ToValueList();

    /// <param name="ready">Where only columns count that can be changed; null where Prisma changes all of them.</param>
    private void AddKept(Table table, TablePairs? ready)
    {
        foreach (var column in table.Columns)
        {
            if (column.Type is not ColumnType.Enum { Name: var type })
                continue;
            // Prisma's engine also changes columns that do not exist yet, which PostgreSQL refuses.
            if (
                ready is null
                || (ready.Find(table.Name)?.Find(column.Name) is { } change && CanBeCast(change.Column.Before))
            )
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
                after is { Type: ColumnType.Enum { Name: var next }, Default: not null } && next.Name == type.Name
                    ? after
                    : null;
            Add(
                _defaults,
                type.Name,
                new(new(table.Name, pair?.Tables.After.Name ?? table.Name), column.Name, restored)
            );
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
