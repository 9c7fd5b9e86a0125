using Levee.Core.Effects;
using Levee.Core.Sql;

namespace Levee.Core.Statements;

/// <summary>Proofs that a statement changes no row that any database holds: by a rule, by a foreign key, by the emptiness of what the
/// script itself made. A rehearsal in which it met no row shows nothing by itself.</summary>
public static class ImpossibleChange
{
    /// <param name="statement">The text of the change.</param>
    /// <param name="earlier">The script's statements before it.</param>
    /// <returns>The reason in words; null for no proof.</returns>
    public static string? Why(
        RowChange change,
        string statement,
        DatabaseSnapshot before,
        DatabaseSnapshot after,
        IEnumerable<string> earlier
    )
    {
        if (change.Resolve(before) is not { } table)
            return null;
        if (IsTurnedOff(change, table, before, after))
            return "a rule turns it into nothing";
        var tokens = SqlLexer.ReadCode(statement);
        if (JoinsNewTable(change, statement, tokens, before, earlier))
            return "it is joined with a table that is new and empty";
        return change.Kind == RowChangeKind.Delete && LooksForOrphans(change, table, before, after)
            ? "a foreign key allows no such row"
            : null;
    }

    // The rule must still be there at the end.
    private static bool IsTurnedOff(RowChange change, SeenTable table, DatabaseSnapshot before, DatabaseSnapshot after)
    {
        var definition =
            change.Kind == RowChangeKind.Delete ? "no delete"
            : change.Kind == RowChangeKind.Update ? "no update"
            : null;
        return definition is not null
            && before.Code.Any(rule =>
                rule.Kind == "rule"
                && rule.Table == table.Oid
                && rule.Definition == definition
                && after.Code.Contains(rule)
            );
    }

    private static bool JoinsNewTable(
        RowChange change,
        string text,
        List<SqlToken> tokens,
        DatabaseSnapshot before,
        IEnumerable<string> earlier
    )
    {
        var word = change.Kind == RowChangeKind.Update ? "FROM" : "USING";
        var at = tokens.FindIndex(token => token.Is(text, word)) + 1;
        if (
            change.Kind is not (RowChangeKind.Delete or RowChangeKind.Update)
            || at == 0
            || at >= tokens.Count
            || !tokens[at].IsName
        )
            return false;
        var isQualified = at + 2 < tokens.Count && tokens[at + 1].Kind == SqlTokenKind.Dot;
        var name = tokens[isQualified ? at + 2 : at].ValueIn(text);
        if (tokens.Exists(token => token.Is(text, "LEFT") || token.Is(text, "RIGHT") || token.Is(text, "FULL")))
            return false;
        if (before.Tables.Any(table => table.Name == name) || before.Code.Any(code => code.Name.Split('.')[^1] == name))
            return false;
        var about = earlier
            .Where(statement => ScriptLiterals.Read([statement]).Words.Contains(name) || IsOpaque(statement))
            .ToList();
        return about.Count > 0
            && about.TrueForAll(statement => OnlyDefines(statement) || WritesElsewhere(statement, name));
    }

    // What it writes to is not in its words.
    private static bool IsOpaque(string statement) =>
        First(statement) is "do" or "call" or "select" or "execute" or "values" or "with";

    // A new table, and what is said of it: none of that puts rows in.
    private static bool OnlyDefines(string statement)
    {
        var words = SqlLexer
            .Read(statement)
            .Where(token => token.Kind == SqlTokenKind.Word)
            .Select(token => token.ValueIn(statement))
            .Take(400)
            .ToList();
        return words
                is ["create", "table", ..]
                    or ["create", "index", ..]
                    or ["create", "unique", "index", ..]
                    or ["alter", "table", ..]
                    or ["comment", ..]
                    or ["grant", ..]
            && !words.Contains("select")
            && !words.Contains("as")
            && !words.Contains("inherits")
            && !words.Contains("inherit")
            && !words.Contains("attach");
    }

    private static bool WritesElsewhere(string statement, string name) =>
        First(statement) is "delete" or "update" && RowChange.Find(statement) is { } change && change.Table != name;

    private static string First(string statement) =>
        SqlLexer.ReadCode(statement).Select(token => token.ValueIn(statement)).FirstOrDefault("");

    /// <summary><c>DELETE … c WHERE NOT EXISTS (SELECT … FROM parent p WHERE p.id = c.parent_id)</c>, where a foreign key on a column
    /// without NULLs says that there is one.</summary>
    private static bool LooksForOrphans(
        RowChange change,
        SeenTable table,
        DatabaseSnapshot before,
        DatabaseSnapshot after
    )
    {
        var text = change.Where ?? "";
        var tokens = SqlLexer.ReadCode(text);
        if (
            tokens.Count < 12
            || !tokens[0].Is(text, "NOT")
            || !tokens[1].Is(text, "EXISTS")
            || tokens[^1].Kind != SqlTokenKind.RightParenthesis
        )
            return false;
        // One SELECT, of one table, with one condition: any more would let rows through that the key does not.
        var from = tokens.FindIndex(token => token.Is(text, "FROM"));
        var where = tokens.FindIndex(token => token.Is(text, "WHERE"));
        if (from < 0 || where < from || tokens.Count(token => token.Kind == SqlTokenKind.LeftParenthesis) != 1)
            return false;
        var of = Name(text, tokens, from + 1);
        var alias = where - of.Next is 1 or 2 ? tokens[where - 1].ValueIn(text) : of.Column;
        var left = Name(text, tokens, where + 1);
        var right = left.Next < tokens.Count ? Name(text, tokens, left.Next + 1) : default;
        var isPlain =
            left.Column is not null
            && right.Column is not null
            && right.Next == tokens.Count - 1
            && tokens[left.Next].TextIn(text) == "=";
        if (!isPlain || where - of.Next > 2)
            return false;
        var (parent, child) = left.Owner == alias ? (left, right) : (right, left);
        if (parent.Owner != alias || (child.Owner != change.Alias && child.Owner != change.Table))
            return false;
        return before.Constraints.Any(key =>
            key is { Kind: 'f', IsValidated: true, IsEnforced: true }
            && key.Table == table.Oid
            && after.Constraints.Any(other => other.Oid == key.Oid && other.IsEnforced)
            && before.Tables.FirstOrDefault(target => target.Oid == key.Target) is { } target
            && target.Name == of.Column
            && key.Keys is [var own]
            && key.TargetKeys is [var other]
            && table.FindColumn(own) is { IsRequired: true } column
            && column.Name == child.Column
            && target.FindColumn(other)?.Name == parent.Column
        );
    }

    private static (string? Owner, string? Column, int Next) Name(string text, List<SqlToken> tokens, int at)
    {
        if (at >= tokens.Count || !tokens[at].IsName)
            return (null, null, at);
        var name = tokens[at].ValueIn(text);
        return at + 2 < tokens.Count && tokens[at + 1].Kind == SqlTokenKind.Dot && tokens[at + 2].IsName
            ? (name, tokens[at + 2].ValueIn(text), at + 3)
            : (null, name, at + 1);
    }
}
