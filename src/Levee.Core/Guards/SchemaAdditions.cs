using Levee.Core.Schema;

namespace Levee.Core.Guards;

/// <summary>What one schema has that the other has not: the names a reader looks for in a refusal.</summary>
public static class SchemaAdditions
{
    /// <summary>Tables, columns of tables that were there, enums and their values, by their names in the database.</summary>
    public static ValueList<string> Between(Pair<DatabaseSchema> schemas) =>
        [.. Tables(schemas), .. Columns(schemas), .. EnumValues(schemas)];

    private static IEnumerable<string> Tables(Pair<DatabaseSchema> schemas) =>
        schemas
            .After.Tables.Where(table => schemas.Before.FindTable(table.Name) is null)
            .Select(table => $"table {table.Name}");

    private static IEnumerable<string> Columns(Pair<DatabaseSchema> schemas) =>
        from table in schemas.After.Tables
        let before = schemas.Before.FindTable(table.Name)
        where before is not null
        from column in table.Columns
        where before.FindColumn(column.Name) is null
        select $"column {table.Name}.{column.Name}";

    private static IEnumerable<string> EnumValues(Pair<DatabaseSchema> schemas)
    {
        foreach (var type in schemas.After.Enums)
        {
            if (schemas.Before.FindEnum(type.Name) is not { } before)
                yield return $"enum {type.Name}";
            else
                foreach (var value in type.Values.Except(before.Values, StringComparer.Ordinal))
                    yield return $"enum value {type.Name}.{value}";
        }
    }
}
