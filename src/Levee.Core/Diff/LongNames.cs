using Levee.Core.Diagnostics;
using Levee.Core.Psl.Binding;
using Levee.Core.Schema;
using Levee.Core.Text;

namespace Levee.Core.Diff;

/// <summary>Names of which PostgreSQL keeps the first 63 bytes only: a schema with them is never reached.</summary>
public static class LongNames
{
    /// <param name="datamodel">The schema's, for the places; null where it is not known.</param>
    public static ValueList<Diagnostic> Find(DatabaseSchema schema, Datamodel? datamodel)
    {
        var tables =
            from table in schema.Tables
            where ConstraintNames.IsTooLong(table.Name.Name)
            select Of("table", table.Name.Name, datamodel?.FindModel(table.Name)?.At);
        var columns =
            from table in schema.Tables
            from column in table.Columns
            where ConstraintNames.IsTooLong(column.Name)
            select Of("column", column.Name, datamodel?.FindModel(table.Name)?.FindColumn(column.Name)?.At);
        var types =
            from type in schema.Enums
            where ConstraintNames.IsTooLong(type.Name.Name)
            select Of("enum", type.Name.Name, at: null);
        return tables.Concat(columns).Concat(types).ToValueList();
    }

    private static Diagnostic Of(string kind, string name, SourceLocation? at) =>
        Diagnostic.Error(
            "identifier-too-long",
            $"the name of the {kind} {name} is longer than the {ConstraintNames.MaximumBytes} bytes that PostgreSQL keeps",
            at
        ) with
        {
            Help = [kind == "column" ? "give it a shorter one with @map" : "give it a shorter one with @@map"],
        };
}
