using Levee.Core.Diff;
using Levee.Core.Schema;
using Levee.Core.Sql;

namespace Levee.Core.Render;

/// <summary>A question about spelling as SQL: a temporary table is made as the schema file says, and how PostgreSQL keeps it is then
/// read from the catalog.</summary>
public sealed class SpellingScript
{
    private readonly ColumnSql _columns;
    private readonly IndexSql _indexes;

    public SpellingScript(DatabaseSchema schema)
    {
        var names = new Naming(new(new(schema, schema), []));
        _columns = new(names);
        _indexes = new(names);
    }

    /// <returns>Statements that stand alone; what they need may be missing, and then they fail.</returns>
    public ValueList<string> Of(SpellingQuestion question, int place)
    {
        var name = SpellingQuestion.NameOf(place);
        return question switch
        {
            SpellingQuestion.OfColumn(_, var column) =>
            [
                Create(name, Named(column with { Name = Value })),
                // Not with the table: there the grammar takes fewer expressions than it does here.
                .. _columns.DefaultClause(column) is { Length: > 0 } clause
                    ? [$"ALTER TABLE pg_temp.{Identifier.Quote(name)} ALTER COLUMN {Value} SET{clause}"]
                    : ValueList<string>.Empty,
            ],
            SpellingQuestion.OfIndex(_, var columns, var index) =>
            [
                Create(name, string.Join(",\n", columns.Select(Named))),
                _indexes.Create(new(new("pg_temp", name), [], null, [], []), index),
            ],
        };
    }

    private const string Value = "value";

    // The end on a line of its own: a text may end in a comment.
    private static string Create(string table, string columns) =>
        $"""
            CREATE TEMPORARY TABLE {Identifier.Quote(table)} (
            {columns}
            )
            """;

    private string Named(Column column) => $"{Identifier.Quote(column.Name)} {_columns.Type(column, serial: false)}";
}
