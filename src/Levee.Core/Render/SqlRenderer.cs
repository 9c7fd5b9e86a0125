using System.Text;
using Levee.Core.Plan;
using Levee.Core.Schema;
using Levee.Core.Sql;
using Levee.Core.Text;
using static Levee.Core.Plan.MigrationStep;
using static Levee.Core.Sql.Identifier;

namespace Levee.Core.Render;

/// <summary>
/// Writes a plan as the script that Prisma's engine writes, byte for byte. Where it differs,
/// <c>docs/deviations.md</c> says why.
/// </summary>
public sealed class SqlRenderer
{
    public const string EmptyScript = "-- This is an empty migration.\n";

    private readonly MigrationPlan _plan;
    private readonly Naming _names;
    private readonly TableSql _tables;
    private readonly EnumSql _enums;
    private readonly IndexSql _indexes;

    private SqlRenderer(MigrationPlan plan)
    {
        _plan = plan;
        _names = new(plan);
        var columns = new ColumnSql(_names);
        _tables = new(plan, _names, columns, new(plan, _names));
        _enums = new(_names, columns);
        _indexes = new(_names);
    }

    /// <summary>The script ends in exactly one newline; that of an empty plan is one comment.</summary>
    public static SqlScript Render(MigrationPlan plan) => new SqlRenderer(plan).Render();

    private SqlScript Render()
    {
        var text = new StringBuilder();
        var places = new List<(string Text, TextSpan Span, MigrationStep Step)>();
        foreach (var step in _plan.Steps)
        {
            var statements = RenderStep(step).ToList();
            if (statements.Count == 0)
                continue;
            text.Append(text.Length == 0 ? "" : "\n").Append(Header(step));
            foreach (var statement in statements)
            {
                places.Add((statement, new(text.Length, statement.Length), step));
                text.Append(statement).Append(";\n");
            }
        }
        if (places.Count == 0)
            text.Append(EmptyScript);
        var source = new SourceText("migration.sql", text.ToString());
        return new(source, places.Select(place => new SqlStatement(place.Text, place.Span, place.Step)).ToValueList());
    }

    private static string Header(MigrationStep step) =>
        step is AlterEnum { Removed.Count: 0, Added.Count: > 1 } ? ManyValues : $"-- {NameOf(step)}\n";

    private const string ManyValues = """
        -- AlterEnum
        -- This migration adds more than one value to an enum.
        -- With PostgreSQL versions 11 and earlier, this is not possible
        -- in a single migration. This can be worked around by creating
        -- multiple migrations, each migration adding only one value to
        -- the enum.



        """;

    private static string NameOf(MigrationStep step) => step.GetType().Name;

    private IEnumerable<string> RenderStep(MigrationStep step) =>
        step switch
        {
            RenameTable(var name) => [$"ALTER TABLE {_names.Of(name.Before)} RENAME TO {Quote(name.After.Name)}"],
            RenameColumn(var table, var name) =>
            [
                $"ALTER TABLE {_names.Of(table)} RENAME COLUMN {Quote(name.Before)} TO {Quote(name.After)}",
            ],
            RenameEnum(var name) => [$"ALTER TYPE {_names.Of(name.Before)} RENAME TO {Quote(name.After.Name)}"],
            RenameEnumValue(var type, var value) =>
            [
                $"ALTER TYPE {_names.Of(type)} RENAME VALUE {QuoteText(value.Before)} TO {QuoteText(value.After)}",
            ],
            CreateSchema(var name) => [$"CREATE SCHEMA IF NOT EXISTS {Quote(name)}"],
            DropExtension(var extension) => [$"DROP EXTENSION {Quote(extension.Name)}"],
            CreateExtension(var extension) => [RenderCreateExtension(extension)],
            AlterExtension(var extension) => RenderAlterExtension(extension),
            CreateEnum(var type) => [EnumSql.Create(_names.Of(type.Name), type)],
            AlterEnum { Removed.Count: 0 } alter => _enums.AddValues(alter),
            AlterEnum alter => _enums.Rebuild(alter),
            DropForeignKey(var on, var key) =>
            [
                $"ALTER TABLE {_names.Dropped(on.Name)} DROP CONSTRAINT {Quote(key.Name)}",
            ],
            DropIndex(var on, var index) => [_indexes.Drop(on, index)],
            AlterTable alter => _tables.Alter(alter),
            DropTable(var table) => [$"DROP TABLE {_names.Dropped(table.Name)}"],
            DropEnum(var type) => [$"DROP TYPE {_names.Dropped(type.Name)}"],
            CreateTable(var table) => [_tables.Create(table)],
            CreateIndex(var on, var index, _) => [_indexes.Create(on, index)],
            RenameForeignKey(var on, var key) => [_tables.RenameConstraint(on.After, key.Before.Name, key.After.Name)],
            AddForeignKey(var on, var key) => [_indexes.AddForeignKey(on, key)],
            RenameIndex(var on, var index) =>
            [
                $"ALTER INDEX {_names.Of(on.After.Name with { Name = index.Before.Name })} RENAME TO {Quote(index.After.Name)}",
            ],
        };

    private static string RenderCreateExtension(Extension extension)
    {
        var schema = extension.Schema is { } name ? $" SCHEMA {Quote(name)}" : "";
        var version = extension.Version is { } number ? $" VERSION {Quote(number)}" : "";
        var with = schema.Length + version.Length > 0 ? " WITH" : "";
        return $"CREATE EXTENSION IF NOT EXISTS {Quote(extension.Name)}{with}{schema}{version}";
    }

    private static IEnumerable<string> RenderAlterExtension(Pair<Extension> extension)
    {
        var (before, after) = extension;
        if (after.Version is { } version && before.Version is { } installed && version != installed)
            yield return $"ALTER EXTENSION {Quote(after.Name)} UPDATE TO {Quote(version)}";
        if (after.Schema is { } schema && before.Schema is { } place && schema != place)
            yield return $"ALTER EXTENSION {Quote(after.Name)} SET SCHEMA {Quote(schema)}";
    }
}
