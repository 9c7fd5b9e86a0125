using Levee.Core.Sql;

namespace Levee.Core.Statements;

/// <summary>Whether all that a statement could ever do shows in the catalog or ends with the session: then it did nothing where the
/// catalog is as it was. A short list; whatever is not on it may do something else.</summary>
public static class OnlyDefines
{
    private static readonly HashSet<string> Kinds = new(StringComparer.Ordinal)
    {
        "TABLE",
        "INDEX",
        "TYPE",
        "SCHEMA",
        "SEQUENCE",
        "VIEW",
        "EXTENSION",
        "FUNCTION",
        "TRIGGER",
    };

    // What ALTER TABLE can do that the catalog of tables, columns and constraints does not show.
    private static readonly HashSet<string> Beyond = new(StringComparer.Ordinal)
    {
        "VALIDATE",
        "ENABLE",
        "DISABLE",
        "FORCE",
        "OWNER",
        "REPLICA",
        "CLUSTER",
        "INHERIT",
        "ATTACH",
        "DETACH",
        "RESET",
        "LOGGED",
        "UNLOGGED",
        "STATISTICS",
        "STORAGE",
        "COMPRESSION",
        "TABLESPACE",
        "METHOD",
        "OIDS",
        "OF",
        "SCHEMA",
        "OPTIONS",
    };

    public static bool Is(string statement)
    {
        var tokens = SqlLexer.ReadCode(statement);
        var words = tokens.ConvertAll(token =>
            token.Kind == SqlTokenKind.Word ? token.TextIn(statement).ToUpperInvariant() : ""
        );
        return words switch
        {
            [] => true,
            ["SET" or "RESET" or "SHOW" or "BEGIN" or "COMMIT" or "END" or "START", ..] => !words.Contains("SESSION"),
            ["SELECT", ..] => !Calls(tokens) && !words.Contains("INTO") && !words.Contains("FOR"),
            ["CREATE", "UNIQUE", "INDEX", ..] => true,
            ["CREATE", "OR", "REPLACE", var kind, ..] => Kinds.Contains(kind),
            ["CREATE" or "DROP", var kind, ..] => Kinds.Contains(kind),
            ["ALTER", "TABLE", ..] => !words.Exists(Beyond.Contains) && !SetsOptions(tokens, words),
            _ => false,
        };
    }

    private static bool Calls(List<SqlToken> tokens)
    {
        for (var i = 0; i + 1 < tokens.Count; i++)
        {
            if (tokens[i].IsName && tokens[i + 1].Kind == SqlTokenKind.LeftParenthesis)
                return true;
        }
        return false;
    }

    // SET (fillfactor = 70)
    private static bool SetsOptions(List<SqlToken> tokens, List<string> words)
    {
        for (var i = 0; i + 1 < tokens.Count; i++)
        {
            if (words[i] == "SET" && tokens[i + 1].Kind == SqlTokenKind.LeftParenthesis)
                return true;
        }
        return false;
    }
}
