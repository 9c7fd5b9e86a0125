using Levee.Core.Schema;
using Levee.Core.Text;
using static Levee.Core.Plan.MigrationStep;
using static Levee.Core.Plan.TableChange;

namespace Levee.Core.Plan;

/// <summary>The view of a step for people: what comes (+), goes (-) or changes (~).</summary>
public static class StepSummary
{
    /// <summary>One line, or for a change of a table one line and one more for each of its clauses.</summary>
    public static string Of(MigrationStep step) =>
        step switch
        {
            RenameTable(var name) => $"~ table {name.Before} is now {name.After}",
            RenameColumn(var table, var name) => $"~ column {table}.{name.Before} is now {name.After}",
            RenameEnum(var name) => $"~ enum {name.Before} is now {name.After}",
            RenameEnumValue(var type, var value) => $"~ value {value.Before} of enum {type} is now {value.After}",
            CreateSchema(var name) => $"+ schema {name}",
            DropExtension(var extension) => $"- extension {extension.Name}",
            CreateExtension(var extension) => $"+ extension {extension.Name}",
            AlterExtension(var extension) => $"~ extension {extension.After.Name}",
            CreateEnum(var type) => $"+ enum {type.Name} ({string.Join(", ", type.Values)})",
            AlterEnum alter => Of(alter),
            DropForeignKey(var on, var key) => $"- foreign key {key.Name} of table {on.Name}",
            DropIndex(var on, var index) => $"- {Kind(index)} {index.Name} of table {on.Name}",
            AlterTable(var table, var changes) => string.Join(
                '\n',
                changes.Select(Of).Prepend($"~ table {table.After.Name}")
            ),
            DropTable(var table) => $"- table {table.Name}",
            DropEnum(var type) => $"- enum {type.Name}",
            CreateTable(var table) => $"+ table {table.Name} ({Words.Count(table.Columns.Count, "column")})",
            CreateIndex(var on, var index, _) => $"+ {Kind(index)} on {on.Name} ({ColumnsOf(index)})",
            RenameForeignKey(_, var key) => $"~ foreign key {key.Before.Name} is now {key.After.Name}",
            AddForeignKey(var on, var key) =>
                $"+ foreign key from {on.Name} ({Join(key.Columns)}) to {key.ReferencedTable}",
            RenameIndex(_, var index) => $"~ {Kind(index.After)} {index.Before.Name} is now {index.After.Name}",
        };

    private static string Of(AlterEnum alter) =>
        string.Join(
            '\n',
            [
                $"~ enum {alter.Enum.After.Name}",
                .. alter.Added.Select(value => $"    + value {value}"),
                .. alter.Removed.Select(value => $"    - value {value}"),
            ]
        );

    private static string Of(TableChange change) =>
        change switch
        {
            DropPrimaryKey => "    - primary key",
            RenamePrimaryKey(var key) => $"    ~ primary key {key.Before.Name} is now {key.After.Name}",
            DropColumn(var column) => $"    - column {column.Name}",
            AddColumn(var column) => $"    + column {column.Name}",
            AlterColumn(var column, var flags, var cast) =>
                $"    ~ column {column.After.Name}: {Describe(flags, cast, column.After)}",
            RecreateColumn(var column) => $"    - column {column.Before.Name}, made anew with another type",
            AddPrimaryKey(var key) => $"    + primary key ({Join(key.Columns)})",
        };

    private static string Describe(ColumnFlags flags, TypeCast cast, Column after) =>
        string.Join(
            ", ",
            [
                .. flags.HasFlag(ColumnFlags.Type)
                    ? [cast == TypeCast.Risky ? "type (values may not fit)" : "type"]
                    : ValueList<string>.Empty,
                .. flags.HasFlag(ColumnFlags.Arity)
                    ?
                    [
                        after.Arity == Arity.Required ? "required"
                        : after.Arity == Arity.Nullable ? "optional"
                        : "list",
                    ]
                    : ValueList<string>.Empty,
                .. flags.HasFlag(ColumnFlags.Default)
                    ? [after.Default is null ? "no default" : "default"]
                    : ValueList<string>.Empty,
                .. flags.HasFlag(ColumnFlags.AutoIncrement) ? ["sequence"] : ValueList<string>.Empty,
            ]
        );

    private static string Kind(TableIndex index) => index.IsUnique ? "unique index" : "index";

    private static string ColumnsOf(TableIndex index) => Join(index.Columns.Select(column => column.Name));

    private static string Join(IEnumerable<string> names) => string.Join(", ", names);
}
