using Levee.Core.Plan;
using Levee.Core.Schema;

namespace Levee.Core.Diff.Renames;

/// <summary>A renaming that a person asked for, in the names of the database. No schema file can say it.</summary>
public abstract record Rename
{
    private Rename() { }

    public sealed record OfTable(Pair<ObjectName> Name) : Rename;

    /// <param name="Table">The table's name after its own renaming.</param>
    public sealed record OfColumn(ObjectName Table, Pair<string> Name) : Rename;

    public sealed record OfEnum(Pair<ObjectName> Name) : Rename;

    /// <param name="Enum">The type's name after its own renaming.</param>
    public sealed record OfValue(ObjectName Enum, Pair<string> Value) : Rename;

    internal MigrationStep Step =>
        this switch
        {
            OfTable(var name) => new MigrationStep.RenameTable(name),
            OfColumn(var table, var name) => new MigrationStep.RenameColumn(table, name),
            OfEnum(var name) => new MigrationStep.RenameEnum(name),
            OfValue(var type, var value) => new MigrationStep.RenameEnumValue(type, value),
        };

    /// <summary>The schema as the renaming leaves it. Constraints and indexes keep their names, as PostgreSQL keeps them.</summary>
    internal DatabaseSchema Apply(DatabaseSchema schema) =>
        this switch
        {
            OfTable(var name) => schema with { Tables = Each(schema.Tables, table => InTable(table, name)) },
            OfColumn(var on, var name) => schema with
            {
                Tables = Each(schema.Tables, table => InTable(table, on, name)),
            },
            OfEnum(var name) => schema with
            {
                Enums = Each(schema.Enums, type => type.Name == name.Before ? type with { Name = name.After } : type),
                Tables = Each(
                    schema.Tables,
                    table => table with { Columns = Each(table.Columns, column => OfType(column, name)) }
                ),
            },
            OfValue(var of, var value) => schema with
            {
                Enums = Each(
                    schema.Enums,
                    type =>
                        type.Name == of
                            ? type with
                            {
                                Values = Each(type.Values, label => Replace(label, value)),
                            }
                            : type
                ),
                Tables = Each(
                    schema.Tables,
                    table => table with { Columns = Each(table.Columns, column => WithLabel(column, of, value)) }
                ),
            },
        };

    private static Table InTable(Table table, Pair<ObjectName> name) =>
        table with
        {
            Name = Replace(table.Name, name),
            ForeignKeys = Each(
                table.ForeignKeys,
                key => key with { ReferencedTable = Replace(key.ReferencedTable, name) }
            ),
        };

    private static Table InTable(Table table, ObjectName on, Pair<string> name)
    {
        var keys = Each(
            table.ForeignKeys,
            key =>
                key with
                {
                    Columns = table.Name == on ? Each(key.Columns, column => Replace(column, name)) : key.Columns,
                    ReferencedColumns =
                        key.ReferencedTable == on
                            ? Each(key.ReferencedColumns, column => Replace(column, name))
                            : key.ReferencedColumns,
                }
        );
        if (table.Name != on)
            return table with { ForeignKeys = keys };
        return table with
        {
            Columns = Each(table.Columns, column => column with { Name = Replace(column.Name, name) }),
            PrimaryKey = table.PrimaryKey is { } key
                ? key with
                {
                    Columns = Each(key.Columns, column => Replace(column, name)),
                }
                : null,
            Indexes = Each(
                table.Indexes,
                index =>
                    index with
                    {
                        Columns = Each(index.Columns, column => column with { Name = Replace(column.Name, name) }),
                    }
            ),
            ForeignKeys = keys,
        };
    }

    private static Column OfType(Column column, Pair<ObjectName> name) =>
        column.Type is ColumnType.Enum type && type.Name == name.Before
            ? column with
            {
                Type = new ColumnType.Enum(name.After),
            }
            : column;

    private static Column WithLabel(Column column, ObjectName of, Pair<string> value) =>
        column is { Type: ColumnType.Enum type, Default: DefaultValue.Value { Literal: var literal } }
        && type.Name == of
            ? column with
            {
                Default = new DefaultValue.Value(WithLabel(literal, value)),
                PrintedDefault = null,
            }
            : column;

    private static LiteralValue WithLabel(LiteralValue literal, Pair<string> value)
    {
        if (literal is LiteralValue.List list)
            return new LiteralValue.List(Each(list.Items, item => WithLabel(item, value)));
        return literal is LiteralValue.EnumLabel label
            ? new LiteralValue.EnumLabel(Replace(label.Value, value))
            : literal;
    }

    private static T Replace<T>(T name, Pair<T> names) =>
        EqualityComparer<T>.Default.Equals(name, names.Before) ? names.After : name;

    private static ValueList<T> Each<T>(ValueList<T> items, Func<T, T> change) => items.Select(change).ToValueList();
}
