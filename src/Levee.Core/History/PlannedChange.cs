using Levee.Core.Plan;
using Levee.Core.Schema;
using static Levee.Core.Plan.MigrationStep;
using static Levee.Core.Plan.TableChange;

namespace Levee.Core.History;

/// <summary>What a plan does to one object. Two plans over different tables may hold the same change.</summary>
/// <param name="Text">For people and for <c>levee.toml</c>: <c>create index User_email_idx on User</c>.</param>
/// <param name="Shape">What makes it the same change as another one of that text.</param>
public sealed record PlannedChange(string Text, object? Shape)
{
    public static IEnumerable<PlannedChange> Of(MigrationPlan plan) => plan.Steps.SelectMany(Of);

    public static IEnumerable<PlannedChange> Of(MigrationStep step) =>
        step switch
        {
            AlterTable(var table, var changes) => changes.Select(change => Of(table, change)),
            AlterEnum { Removed.Count: 0 } alter => alter.Added.Select(value => OfValue(alter.Enum.After, value)),
            _ => [OfWhole(step)],
        };

    /// <summary>Of a value that is added to an enum which keeps all others.</summary>
    public static PlannedChange OfValue(EnumType type, string value) =>
        new($"add value {value} to enum {type.Name}", value);

    public static PlannedChange Of(Pair<Table> table, TableChange change) =>
        change switch
        {
            DropPrimaryKey(var key) => new($"drop primary key of {table.After.Name}", key),
            RenamePrimaryKey(var key) => new($"rename primary key of {table.After.Name}", key),
            DropColumn(var column) => new($"drop column {table.After.Name}.{column.Name}", column),
            AddColumn(var column) => new($"add column {table.After.Name}.{column.Name}", column),
            AlterColumn(var column, _, _) => new($"alter column {table.After.Name}.{column.After.Name}", column),
            RecreateColumn(var column) => new($"recreate column {table.After.Name}.{column.After.Name}", column),
            AddPrimaryKey(var key) => new($"add primary key of {table.After.Name}", key),
        };

    private static PlannedChange OfWhole(MigrationStep step) =>
        step switch
        {
            RenameTable(var name) => new($"rename table {name.Before}", name),
            RenameColumn(var table, var name) => new($"rename column {table}.{name.Before}", name),
            RenameEnum(var name) => new($"rename enum {name.Before}", name),
            RenameEnumValue(var type, var value) => new($"rename value {type}.{value.Before}", value),
            CreateSchema(var name) => new($"create schema {name}", null),
            DropExtension(var extension) => new($"drop extension {extension.Name}", extension),
            CreateExtension(var extension) => new($"create extension {extension.Name}", extension),
            AlterExtension(var extension) => new($"alter extension {extension.After.Name}", extension),
            CreateEnum(var type) => new($"create enum {type.Name}", type),
            AlterEnum alter => new($"alter enum {alter.Enum.After.Name}", (alter.Added, alter.Removed)),
            DropForeignKey(var on, var key) => new($"drop foreign key {key.Name} on {on.Name}", key),
            DropIndex(var on, var index) => new($"drop index {index.Name} on {on.Name}", index),
            AlterTable(var table, _) => new($"alter table {table.After.Name}", table),
            DropTable(var table) => new($"drop table {table.Name}", table),
            DropEnum(var type) => new($"drop enum {type.Name}", type),
            CreateTable(var table) => new($"create table {table.Name}", table),
            CreateIndex(var on, var index, _) => new($"create index {index.Name} on {on.Name}", index),
            RenameForeignKey(_, var key) => new($"rename foreign key {key.Before.Name}", key),
            AddForeignKey(var on, var key) => new($"add foreign key {key.Name} on {on.Name}", key),
            RenameIndex(_, var index) => new($"rename index {index.Before.Name}", index),
        };
}
