using Levee.Core.Sql;

namespace Levee.Core.Deploy;

/// <summary>A statement that PostgreSQL refuses in a transaction: what tells, when it was cut off, whether it came to its end.</summary>
public abstract record LoneStatement
{
    private LoneStatement() { }

    /// <summary>CREATE INDEX CONCURRENTLY: done where the index is there and valid.</summary>
    /// <param name="Name">Null where PostgreSQL makes the name up.</param>
    /// <param name="Table">With its schema where the statement names one, as written.</param>
    public sealed record BuildIndex(string? Name, string Table, bool IfNotExists) : LoneStatement;

    /// <summary>DROP INDEX CONCURRENTLY: done where the index is gone.</summary>
    /// <param name="Index">With its schema where the statement names one, as written.</param>
    public sealed record DropIndex(string Index, bool IfExists) : LoneStatement;

    /// <summary>VACUUM, REINDEX, ALTER SYSTEM: to do it twice is to do it once.</summary>
    public sealed record Repeatable : LoneStatement;

    /// <summary>Nothing in the catalog tells: a block with a COMMIT in it.</summary>
    public sealed record Unknowable : LoneStatement;

    /// <returns>Null where the statement goes into a transaction, as far as its words tell: a block that commits shows it only
    /// when it is run.</returns>
    public static LoneStatement? Find(SqlStatement statement)
    {
        var text = statement.Text;
        var tokens = SqlLexer.ReadCode(text.Length > 4000 ? text[..4000] : text);
        var words = tokens.ConvertAll(token =>
            token.Kind == SqlTokenKind.Word ? token.TextIn(text).ToUpperInvariant() : ""
        );
        return words switch
        {
            ["CREATE", "UNIQUE", "INDEX", "CONCURRENTLY", ..] => Build(tokens, text, words, 4),
            ["CREATE", "INDEX", "CONCURRENTLY", ..] => Build(tokens, text, words, 3),
            ["DROP", "INDEX", "CONCURRENTLY", "IF", "EXISTS", ..] => new DropIndex(NameAt(tokens, text, 5).Text, true),
            ["DROP", "INDEX", "CONCURRENTLY", ..] => new DropIndex(NameAt(tokens, text, 3).Text, false),
            ["VACUUM", ..] or ["ALTER", "SYSTEM", ..] => new Repeatable(),
            ["REINDEX", "DATABASE" or "SCHEMA" or "SYSTEM", ..] => new Repeatable(),
            ["REINDEX", ..] when words.Contains("CONCURRENTLY") => new Repeatable(),
            ["CREATE" or "DROP", "DATABASE" or "TABLESPACE" or "SUBSCRIPTION", ..] => new Unknowable(),
            ["ALTER", "TABLE", ..] when words.Contains("DETACH") && words.Contains("CONCURRENTLY") => new Unknowable(),
            _ => null,
        };
    }

    private static BuildIndex Build(List<SqlToken> tokens, string text, List<string> words, int at)
    {
        var ifNotExists = words[at..] is ["IF", "NOT", "EXISTS", ..];
        at += ifNotExists ? 3 : 0;
        string? name = null;
        if (at < words.Count && words[at] != "ON")
            (name, at) = (tokens[at].ValueIn(text), at + 1);
        at = at < words.Count && words[at] == "ON" ? at + 1 : at;
        at = at < words.Count && words[at] == "ONLY" ? at + 1 : at;
        return new(name, NameAt(tokens, text, at).Text, ifNotExists);
    }

    /// <summary>A name with what qualifies it, as it is written.</summary>
    private static (string Text, int Next) NameAt(List<SqlToken> tokens, string text, int at)
    {
        var parts = new List<string>();
        while (at < tokens.Count && tokens[at].IsName)
        {
            parts.Add(Identifier.Quote(tokens[at].ValueIn(text)));
            if (at + 1 >= tokens.Count || tokens[at + 1].Kind != SqlTokenKind.Dot)
                break;
            at += 2;
        }
        return (string.Join('.', parts), at + 1);
    }
}
