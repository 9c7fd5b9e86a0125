using Levee.Core.Schema;

namespace Levee.Core.Guards;

/// <summary>What one schema has that the other has not: the names a reader looks for in a refusal.</summary>
public static class SchemaAdditions
{
    /// <summary>Tables, columns of tables that were there, enums and their values, by their names in the database.</summary>
    public static ValueList<string> Between(Pair<DatabaseSchema> schemas)
    {
        var tables = schemas.Before.Tables.ToLookup(table => table.Name);
        return [.. Tables(schemas.After, tables), .. Columns(schemas.After, tables), .. EnumValues(schemas)];
    }

    private static IEnumerable<string> Tables(DatabaseSchema after, ILookup<ObjectName, Table> before) =>
        after.Tables.Where(table => !before.Contains(table.Name)).Select(table => $"table {table.Name}");

    private static IEnumerable<string> Columns(DatabaseSchema after, ILookup<ObjectName, Table> tables) =>
        from table in after.Tables
        let before = tables[table.Name].FirstOrDefault()
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
