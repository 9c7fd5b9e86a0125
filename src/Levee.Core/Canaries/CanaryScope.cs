using Levee.Core.Effects;
using Levee.Core.Sql;
using Levee.Core.Statements;

namespace Levee.Core.Canaries;

/// <summary>The tables that a script can touch. All of them where that cannot be told: procedural code that puts its SQL
/// together, triggers, views.</summary>
public static class CanaryScope
{
    /// <summary>So few tables cost nothing.</summary>
    private const int Few = 8;

    /// <summary>Where all are meant, this many are.</summary>
    private const int Most = 150;

    public static ValueList<SeenTable> Of(DatabaseSnapshot database, SqlScript script, ScriptLiterals literals)
    {
        if (database.Tables.Count <= Few || CanReachAny(database, script, literals))
            return database.Tables.Take(Most).ToValueList();
        var touched = database.Tables.Where(table => IsNamed(table, literals)).Select(table => table.Oid).ToHashSet();
        if (touched.Count == 0)
            return [];

        // A row that goes takes those that refer to it along, and a table stands or falls with its partitions.
        var changesRows = literals.Words.Overlaps(["delete", "truncate", "update", "merge", "cascade"]);
        for (var grew = true; grew; )
        {
            var more = database
                .Constraints.Where(key =>
                    key.Kind == ConstraintKind.ForeignKey && changesRows && touched.Contains(key.Target)
                )
                .Select(key => key.Table)
                .Concat(
                    database
                        .Tables.Where(table => table.Parent != 0 && touched.Contains(table.Parent))
                        .Select(table => table.Oid)
                )
                .Concat(
                    database
                        .Tables.Where(table => touched.Contains(table.Oid) && table.Parent != 0)
                        .Select(table => table.Parent)
                )
                .Where(table => !touched.Contains(table))
                .ToList();
            grew = more.Count > 0;
            touched.UnionWith(more);
        }
        return database.Tables.Where(table => touched.Contains(table.Oid)).Take(Most).ToValueList();
    }

    private static bool IsNamed(SeenTable table, ScriptLiterals literals) =>
        literals.Words.Contains(table.Name)
        || table.Columns.Any(column =>
            column.TypeKind is TypeKind.Enum or TypeKind.Domain or TypeKind.Composite
            && literals.Words.Contains(NameOfType(column))
        );

    private static string NameOfType(SeenColumn column) =>
        column.Type.Split('.')[^1].Trim('"').Replace("[]", "", StringComparison.Ordinal);

    private static bool CanReachAny(DatabaseSnapshot database, SqlScript script, ScriptLiterals literals)
    {
        // Views and rules write to tables that they do not name; a function's body is not in the script.
        var named = database
            .Code.Where(code => code.Kind is "view" or "function")
            .Any(code => literals.Words.Contains(code.Name.Split('.')[^1]));
        var triggers = database.Code.Any(code =>
            code.Kind is "trigger" or "rule"
            && database.Tables.Any(table => table.Oid == code.Table && IsNamed(table, literals))
        );
        return named || triggers || script.Statements.Any(statement => IsDynamic(statement.Text));
    }

    private static bool IsDynamic(string statement)
    {
        if (StatementShape.FirstWords(statement, 1) is not ["DO" or "CALL" or "EXECUTE" or "CREATE" or "DROP"])
            return false;
        var words = SqlLexer
            .Read(statement)
            .Where(token => token.Kind == SqlTokenKind.Word)
            .Select(token => token.ValueIn(statement))
            .ToList();
        return words.Count > 0
            && (
                words[0] is "do" or "call" or "execute"
                || (
                    words[0] == "create"
                    && words.Take(5).Any(word => word is "function" or "procedure" or "trigger" or "rule")
                )
                || (words[0] is "drop" && words.Contains("owned"))
            );
    }
}
