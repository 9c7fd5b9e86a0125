using Levee.Core.Effects;
using Levee.Core.Sql;

namespace Levee.Core.Statements;

/// <summary>The statements of a script that only put written rows into a table: <c>INSERT INTO t (…) VALUES (…), …</c>, with ON
/// CONFLICT DO NOTHING at most. They harm no row, so that nobody has to look what each of them did.</summary>
public sealed class LoneInserts
{
    private readonly HashSet<int> _found = [];

    private LoneInserts() { }

    public static LoneInserts In(SqlScript script, DatabaseSnapshot before)
    {
        var lone = new LoneInserts();
        // Who watches a table may do more than the statement says.
        var watched = before
            .Code.Where(code => code.Kind is "trigger" or "rule")
            .Select(code => before.Tables.FirstOrDefault(table => table.Oid == code.Table)?.Name)
            .OfType<string>()
            .ToHashSet(StringComparer.Ordinal);
        var views = before.Code.Where(code => code.Kind == "view").Select(code => code.Name.Split('.')[^1]);
        watched.UnionWith(views);
        for (var i = 0; i < script.Statements.Count; i++)
        {
            var text = script.Statements[i].Text;
            if (StatementShape.FirstWords(text, 3) is ["CREATE", "TRIGGER" or "RULE" or "VIEW" or "OR", ..])
                return new();
            if (
                StatementShape.FirstWords(text, 2) is ["INSERT", "INTO"]
                && TargetOf(text) is { } table
                && !watched.Contains(table)
            )
                lone._found.Add(i);
        }
        return lone;
    }

    public int Count => _found.Count;

    public bool Contains(int statement) => _found.Contains(statement);

    /// <returns>Null for one that is more than that.</returns>
    private static string? TargetOf(string text)
    {
        var cursor = new SqlCursor(text);
        if (!cursor.Skip("INSERT") || !cursor.Skip("INTO") || cursor.TakeQualifiedName() is not var (_, table))
            return null;
        cursor.TakeUntil("VALUES", "SELECT", "DEFAULT", "TABLE", "WITH");
        if (!cursor.Skip("VALUES"))
            return null;
        string[] queries = ["SELECT", "WITH", "TABLE", "UPDATE", "RETURNING"];
        for (var i = cursor.At; i < cursor.End; i++)
        {
            var token = cursor[i];
            if (token.Kind != SqlTokenKind.Word && token.Kind != SqlTokenKind.QuotedIdentifier)
                continue;
            var isCall = i + 1 < cursor.End && cursor[i + 1].Kind == SqlTokenKind.LeftParenthesis;
            if (isCall && !IsSyntax(cursor, i))
                return null;
            if (Array.Exists(queries, query => cursor.IsAt(i, query)))
                return null;
        }
        return table;
    }

    // ON CONFLICT (id) DO NOTHING, numeric(10, 2)
    private static bool IsSyntax(SqlCursor cursor, int at) =>
        cursor.IsAt(at, "CONFLICT") || (at > 0 && cursor[at - 1].TextIn(cursor.Text) == "::") || cursor.IsAt(at, "now");
}
