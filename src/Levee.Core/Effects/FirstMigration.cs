using Levee.Core.Sql;

namespace Levee.Core.Effects;

/// <summary>A script that makes everything from nothing: on an empty database, and with statements that do nothing but
/// create. There is nothing yet that it could destroy or block, so that its statements need not be told apart.</summary>
public static class FirstMigration
{
    /// <summary>A rehearsal looks at the catalog behind every statement. Of so many that takes longer than a rehearsal may,
    /// for each look sees all that was made before.</summary>
    private const int Many = 150;

    public static bool IsLarge(SqlScript script) =>
        script.Statements.Count > Many
        && script.Statements.All(statement => Creates(statement.Text))
        && DenyList.Find(script).Count == 0;

    private static bool Creates(string statement) =>
        StatementShape.FirstWords(statement, 2) switch
        {
            ["CREATE", "TABLE" or "TYPE" or "INDEX" or "UNIQUE" or "SCHEMA"] => !Has(statement, "CONCURRENTLY"),
            // Of a table that the script made: one that may be missing can be another database's.
            ["ALTER", "TABLE"] => Has(statement, "ADD")
                && Has(statement, "FOREIGN")
                && !Has(statement, "EXISTS")
                && !Has(statement, "DROP"),
            _ => false,
        };

    private static bool Has(string statement, string keyword) =>
        SqlLexer.Read(statement).Any(token => token.Is(statement, keyword));
}
