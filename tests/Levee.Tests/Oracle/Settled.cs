using System.Text.RegularExpressions;
using Levee.Core.Schema;

namespace Levee.Tests.Oracle;

/// <summary>What does not change between two schema files. A statement about it, found when a database made from the first is
/// compared with the second, would be found again for ever.</summary>
internal static partial class Settled
{
    /// <summary>Whether the statement is about a column, index or key that both schemas say alike.</summary>
    public static bool Concerns(Pair<DatabaseSchema> schemas, string fact)
    {
        if (OfColumn().Match(fact) is { Success: true } column)
            return SameColumn(schemas, column.Groups["table"].Value, column.Groups["column"].Value);
        if (IndexIn(fact) is { } index)
            return IsSameIndex(schemas, index, index);
        if (OfConstraint().Match(fact) is { Success: true } constraint)
            return SameKey(schemas, constraint.Groups["table"].Value, constraint.Groups["name"].Value);
        return false;
    }

    /// <summary>Whether the statement is about a column of CHAR or BIT without a length, which Prisma's engine remakes whatever else changes.</summary>
    public static bool ConcernsUnsized(Pair<DatabaseSchema> schemas, string fact)
    {
        if (OfColumn().Match(fact) is not { Success: true } match)
            return false;
        var columns = ColumnsNamed(schemas, match.Groups["table"].Value, match.Groups["column"].Value);
        return columns.After?.Type is ColumnType.Native { Type: NativeType.Bit or NativeType.Char, First: null } unsized
            && columns.Before?.Type is ColumnType.Native { First: null or 1 } before
            && before.Type == unsized.Type
            && columns.Before.Arity == Arity.List == (columns.After.Arity == Arity.List);
    }

    /// <summary>Whether the statement sets the default that the column has, of a type that stays.</summary>
    public static bool SaysSameDefault(Pair<DatabaseSchema> schemas, string fact)
    {
        if (
            OfColumn().Match(fact) is not { Success: true } match
            || !fact[match.Length..].StartsWith("SET DEFAULT ", StringComparison.Ordinal)
        )
            return false;
        var columns = ColumnsNamed(schemas, match.Groups["table"].Value, match.Groups["column"].Value);
        // Of NULL PostgreSQL keeps nothing.
        if (fact.EndsWith(" SET DEFAULT NULL", StringComparison.Ordinal) && columns.Before is { Default: null })
            return true;
        return columns is { Before: { Default: { } written } before, After: { Default: { } wanted } after }
            && before.Type == after.Type
            && before.Arity == Arity.List == (after.Arity == Arity.List)
            && (written == wanted || written is DefaultValue.Expression || wanted is DefaultValue.Expression);
    }

    /// <summary>Whether the statement changes a column from one type that only PostgreSQL knows to another word for it.</summary>
    public static bool SpellsUnsupported(Pair<DatabaseSchema> schemas, string fact) =>
        OfColumn().Match(fact) is { Success: true } match
        && ColumnsNamed(schemas, match.Groups["table"].Value, match.Groups["column"].Value)
            is { Before.Type: ColumnType.Unsupported, After.Type: ColumnType.Unsupported };

    /// <summary>Whether the statement sets the default of a JSON column that becomes a text.</summary>
    public static bool KeepsJson(Pair<DatabaseSchema> schemas, string fact) =>
        OfColumn().Match(fact) is { Success: true } match
        && fact[match.Length..].StartsWith("SET DEFAULT ", StringComparison.Ordinal)
        && ColumnsNamed(schemas, match.Groups["table"].Value, match.Groups["column"].Value)
            is {
                Before.Type: ColumnType.Native { Type: NativeType.Json or NativeType.JsonB },
                After.Default: DefaultValue.Value { Literal: LiteralValue.Text }
            };

    private static Pair<Column?> ColumnsNamed(Pair<DatabaseSchema> schemas, string table, string name) =>
        schemas.Map(schema => schema.Tables.FirstOrDefault(one => one.Name.Name == table)?.FindColumn(name));

    private static bool SameColumn(Pair<DatabaseSchema> schemas, string table, string name)
    {
        var columns = ColumnsNamed(schemas, table, name);
        return columns.Before is not null && columns.Before == columns.After;
    }

    /// <summary>The name of the index that the statement drops or makes; null for any other statement.</summary>
    public static string? IndexIn(string fact) =>
        OfIndex().Match(fact) is { Success: true } match ? match.Groups["name"].Value : null;

    /// <summary>Whether the two are said alike but for their names.</summary>
    public static bool IsSameIndex(Pair<DatabaseSchema> schemas, string before, string after) =>
        IndexNamed(schemas.Before, before) is { } index
        && index with { Name = after } == IndexNamed(schemas.After, after);

    /// <summary>Whether only the text of an operator class or of a predicate is another one.</summary>
    public static bool IsSpelledOtherwise(Pair<DatabaseSchema> schemas, string name)
    {
        var (before, after) = schemas.Map(schema => IndexNamed(schema, name));
        return before is not null
            && after is not null
            && before.IsUnique == after.IsUnique
            && before.Algorithm == after.Algorithm
            && before.Columns.Select(column => column.Name).SequenceEqual(after.Columns.Select(column => column.Name))
            && (HasText(before) || HasText(after));

        static bool HasText(TableIndex index) =>
            index.Predicate is not null || index.Columns.Any(column => column.OperatorClass is { IsDefault: false });
    }

    private static TableIndex? IndexNamed(DatabaseSchema schema, string name) =>
        schema.Tables.SelectMany(table => table.Indexes).FirstOrDefault(index => index.Name == name);

    private static bool SameKey(Pair<DatabaseSchema> schemas, string table, string name)
    {
        var tables = schemas.Map(schema => schema.Tables.FirstOrDefault(one => one.Name.Name == table));
        if (tables.Before?.PrimaryKey is { } primary && primary.Name == name)
            return primary == tables.After?.PrimaryKey;
        var keys = tables.Map(one => one?.ForeignKeys.FirstOrDefault(key => key.Name == name));
        return keys.Before is not null && keys.Before == keys.After;
    }

    [GeneratedRegex("""^ALTER TABLE (?:"[^"]*"\.)?"(?<table>[^"]*)" (?:ALTER|DROP|ADD) COLUMN +"(?<column>[^"]*)" ?""")]
    private static partial Regex OfColumn();

    [GeneratedRegex("""^(?:DROP INDEX|CREATE (?:UNIQUE )?INDEX) (?:"[^"]*"\.)?"(?<name>[^"]*)""")]
    private static partial Regex OfIndex();

    [GeneratedRegex("""^ALTER TABLE (?:"[^"]*"\.)?"(?<table>[^"]*)" (?:DROP|ADD) CONSTRAINT "(?<name>[^"]*)""")]
    private static partial Regex OfConstraint();
}
