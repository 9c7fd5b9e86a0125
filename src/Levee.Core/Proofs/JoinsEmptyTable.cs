using Levee.Core.Sql;
using Levee.Core.Statements;

namespace Levee.Core.Proofs;

/// <summary>An inner join with a single table that the script made, and that no statement before this one puts a row into.</summary>
public sealed class JoinsEmptyTable : Proof
{
    public override string? Why(ChangeInPlace change)
    {
        if (
            change.Text is not { Kind: RowChangeKind.Delete or RowChangeKind.Update, Joined: { } joined }
            || IsOld(change, joined.Table)
        )
            return null;
        var about = change
            .Earlier.Where(statement =>
                ScriptLiterals.Read([statement]).Words.Contains(joined.Table) || IsOpaque(statement)
            )
            .ToList();
        return
            about.Count > 0
            && about.TrueForAll(statement => OnlyDefines(statement) || WritesElsewhere(statement, joined.Table))
            ? "it is joined with a table that is new and empty"
            : null;
    }

    private static bool IsOld(ChangeInPlace change, string name) =>
        change.Before.Tables.Any(table => table.Name == name)
        || change.Before.Code.Any(code => code.Name.Split('.')[^1] == name);

    // What it writes to is not in its words.
    private static bool IsOpaque(string statement) =>
        First(statement) is "do" or "call" or "select" or "execute" or "values" or "with" or "explain";

    // A new table, and what is said of it: none of that puts rows in, or gives the name to another table.
    private static bool OnlyDefines(string statement)
    {
        var words = SqlLexer
            .Read(statement)
            .Where(token => token.Kind == SqlTokenKind.Word)
            .Select(token => token.ValueIn(statement))
            .ToList();
        string[] takes = ["select", "as", "inherits", "inherit", "attach", "rename", "like", "table"];
        return words
                is ["create", "table", ..]
                    or ["create", "index", ..]
                    or ["create", "unique", "index", ..]
                    or ["alter", "table", ..]
                    or ["comment", ..]
                    or ["grant", ..]
            && !words.Skip(2).Any(takes.Contains);
    }

    private static bool WritesElsewhere(string statement, string name) =>
        First(statement) is "delete" or "update"
        && ChangeText.ReadAll(statement) is [{ IsWhole: true } change]
        && change.Table != name;

    private static string First(string statement) =>
        StatementShape.FirstWords(statement, 1).FirstOrDefault("").ToLowerInvariant();
}
