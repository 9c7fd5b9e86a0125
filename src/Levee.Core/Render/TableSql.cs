using Levee.Core.Plan;
using Levee.Core.Schema;
using static Levee.Core.Sql.Identifier;

namespace Levee.Core.Render;

/// <summary>Tables as they are made and altered.</summary>
internal sealed class TableSql(MigrationPlan plan, Naming names, ColumnSql columns, SequenceSql sequences)
{
    public string Create(Table table) =>
        $"""
            CREATE TABLE {names.Of(table.Name)} (
            {string.Join(",\n", table.Columns.Select(column => "    " + columns.Column(column)))}{KeyOf(table)}
            )
            """;

    private static string KeyOf(Table table) =>
        table.PrimaryKey is { } key
            ? $"""
                ,

                    CONSTRAINT {Quote(key.Name)} PRIMARY KEY ({QuoteAll(key.Columns, ",")})
                """
            : "";

    public IEnumerable<string> Alter(MigrationStep.AlterTable alter)
    {
        var clauses = alter.Changes.SelectMany(change => Change(alter, change)).ToList();
        foreach (var column in alter.Changes.OfType<TableChange.AlterColumn>().Where(BecomesSerial))
            yield return $"CREATE SEQUENCE {sequences.For(alter, column)}";

        var renamed = alter.Changes.OfType<TableChange.RenamePrimaryKey>().SingleOrDefault();
        // A schema that starts or stops naming namespaces is written as it is after.
        var table = names.Of(alter.Table.After.Name);
        if (clauses.Count > 0)
            yield return $"ALTER TABLE {table} {string.Join(",\n", clauses)}";
        // PostgreSQL takes it alone only, as Prisma 7 writes it.
        if (renamed is not null)
            yield return RenameConstraint(alter.Table.After, renamed.Key.Before.Name, renamed.Key.After.Name);

        foreach (var column in alter.Changes.OfType<TableChange.AlterColumn>())
        {
            if (BecomesSerial(column))
                yield return $"ALTER SEQUENCE {sequences.For(alter, column)} OWNED BY {table}.{Quote(column.Column.After.Name)}";
            else if (sequences.Drop(alter.Table.Before, column) is { } drop)
                yield return drop;
        }
    }

    private IEnumerable<string> Change(MigrationStep.AlterTable alter, TableChange change) =>
        change switch
        {
            TableChange.DropPrimaryKey(var key) => [$"DROP CONSTRAINT {Quote(key.Name)}"],
            TableChange.RenamePrimaryKey => [],
            TableChange.DropColumn(var column) => [DropColumn(column)],
            TableChange.AddColumn(var column) => [AddColumn(column)],
            TableChange.RecreateColumn(var column) => [DropColumn(column.Before), AddColumn(column.After)],
            TableChange.AlterColumn column => AlterColumn(alter, column),
            TableChange.AddPrimaryKey(var key) =>
            [
                $"ADD CONSTRAINT {Quote(key.Name)} PRIMARY KEY ({QuoteAll(key.Columns)})",
            ],
        };

    private static string DropColumn(Column column) => $"DROP COLUMN {Quote(column.Name)}";

    // Five blanks: Prisma's engine indents the column as it does in a new table.
    private string AddColumn(Column column) => $"ADD COLUMN     {columns.Column(column)}";

    private IEnumerable<string> AlterColumn(MigrationStep.AlterTable alter, TableChange.AlterColumn change)
    {
        var (before, after) = change.Column;
        var (flags, column) = (change.Flags, $"ALTER COLUMN {Quote(after.Name)}");
        var losesIdentity = before.IsIdentity && !after.AutoIncrement;
        var usingClause = Using(change);

        if (flags.HasFlag(ColumnFlags.Arity) && after.Arity == Arity.Nullable)
            yield return $"{column} DROP NOT NULL";
        if (flags.HasFlag(ColumnFlags.Arity) && after.Arity == Arity.Required)
            yield return $"{column} SET NOT NULL";

        if (losesIdentity)
            yield return $"{column} DROP IDENTITY";
        else if (LosesDefault(change) || (usingClause is not null && before.Default is not null))
            yield return $"{column} DROP DEFAULT";
        if (SetsDefault(change) || (usingClause is not null && RestoresDefault(after)))
            yield return $"{column} SET DEFAULT {columns.Default(after.Default!, after)}";

        if (BecomesSerial(change))
            yield return $"{column} SET DEFAULT nextval({QuoteText(sequences.For(alter, change))})";
        if (ChangesType(change))
        {
            // Prisma writes SERIAL, which is no type to change to; from file to file its bytes count.
            var type = columns.Type(after, serial: plan.Schemas.Before.Origin == SchemaOrigin.File);
            yield return $"{column} SET DATA TYPE {type}{usingClause}";
        }
    }

    private static bool ChangesType(TableChange.AlterColumn change) =>
        change.Flags.HasFlag(ColumnFlags.Type) || (change.Flags.HasFlag(ColumnFlags.Arity) && TouchesList(change));

    /// <returns>Null where PostgreSQL casts by itself. A default would have to be cast with the values, and cannot be.</returns>
    private string? Using(TableChange.AlterColumn change)
    {
        var (name, type) = (Quote(change.Column.After.Name), columns.Type(change.Column.After, serial: false));
        var list = change.Column.After.Arity == Arity.List ? "[]" : "";
        if (!ChangesType(change))
            return null;
        return TypeConversions.Of(change.Column) switch
        {
            TypeConversion.Automatic => null,
            TypeConversion.ByText => $" USING ({name}::text{list}::{type})",
            TypeConversion.ByNumber => $" USING ({name}::numeric{list}::{type})",
            TypeConversion.ByTime => $" USING ({name}::time{list}::{type})",
            // The rebuilding of the enum has done it.
            TypeConversion.IntoList or TypeConversion.OutOfList when IsRebuilt(change.Column.After.Type) => null,
            TypeConversion.IntoList => $" USING (CASE WHEN {name} IS NOT NULL THEN ARRAY[{name}] END)",
            TypeConversion.OutOfList => $" USING ({name}[1])",
        };
    }

    private bool IsRebuilt(ColumnType type) =>
        type is ColumnType.Enum { Name: var name }
        && plan.Steps.Any(step =>
            step is MigrationStep.AlterEnum { Removed.Count: > 0 } alter && alter.Enum.After.Name == name
        );

    private static bool RestoresDefault(Column after) =>
        after.Default is not (null or DefaultValue.Sequence or DefaultValue.Expression { Text: null });

    private static bool TouchesList(TableChange.AlterColumn change) =>
        change.Column.Before.Arity == Arity.List || change.Column.After.Arity == Arity.List;

    private static bool SetsDefault(TableChange.AlterColumn change) =>
        change.Flags.HasFlag(ColumnFlags.Default) && change.Column.After.Default is not null;

    /// <summary>Prisma's engine drops the default of a column that stops counting up even when it has just set a new one.</summary>
    private static bool LosesDefault(TableChange.AlterColumn change) =>
        !SetsDefault(change)
        && (
            change.Flags.HasFlag(ColumnFlags.Default)
            || (change.Flags.HasFlag(ColumnFlags.AutoIncrement) && !change.Column.After.AutoIncrement)
        );

    private static bool BecomesSerial(TableChange.AlterColumn change) =>
        change.Flags.HasFlag(ColumnFlags.AutoIncrement) && change.Column.After.AutoIncrement;

    public string RenameConstraint(Table on, string before, string after) =>
        $"ALTER TABLE {names.Of(on.Name)} RENAME CONSTRAINT {Quote(before)} TO {Quote(after)}";
}
