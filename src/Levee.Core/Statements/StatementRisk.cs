using Levee.Core.Sql;

namespace Levee.Core.Statements;

/// <summary>Whether a statement inside of procedural code could destroy anything, by its first words. It says only where to look.</summary>
public static class StatementRisk
{
    // Functions of PostgreSQL that change more than their session.
    private static readonly HashSet<string> Changing = new(StringComparer.Ordinal)
    {
        "setval",
        "lo_unlink",
        "lo_put",
        "lo_from_bytea",
        "lowrite",
        "dblink_exec",
        "dblink",
        "query_to_xml",
    };

    /// <returns>Null for one that destroys nothing, whatever it meets.</returns>
    public static CodeRisk? Of(string statement, IReadOnlySet<string> functions)
    {
        var tokens = SqlLexer.ReadCode(statement);
        var words = tokens.ConvertAll(token => token.Kind == SqlTokenKind.Word ? token.ValueIn(statement) : "");
        if (words.Count == 0)
            return null;
        if (words.Contains("execute") && (words[0] is "execute" or "return" or "open"))
            return CodeRisk.Dynamic;
        if (words[0] is "drop" or "truncate" or "reindex" or "cluster")
            return CodeRisk.Changes;
        if (words[0] == "alter")
            return words.Exists(word =>
                word is "drop" or "type" or "set" or "restart" or "rename" or "disable" or "detach" or "owner"
            )
                ? CodeRisk.Changes
                : null;
        if (RowChange.Find(statement) is not null)
            return CodeRisk.ChangesRows;
        for (var i = 0; i + 1 < tokens.Count; i++)
        {
            var name = tokens[i].IsName ? tokens[i].ValueIn(statement) : "";
            if (
                tokens[i + 1].Kind == SqlTokenKind.LeftParenthesis
                && (Changing.Contains(name) || functions.Contains(name))
            )
                return CodeRisk.Calls;
        }
        return words[0] == "call" ? CodeRisk.Calls : null;
    }

    /// <summary>The first word of what EXECUTE runs; null where that is not written there as a whole.</summary>
    public static string? DynamicVerb(string statement)
    {
        if (DynamicLiteral(statement)?.TrimStart() is not { } text)
            return null;
        var end = text.IndexOfAny([' ', '\n', '\t']);
        return end > 0 && text[..end].All(char.IsAsciiLetter) ? text[..end].ToLowerInvariant() : null;
    }

    /// <summary>The string that what EXECUTE runs begins with; null where it does not begin with one.</summary>
    public static string? DynamicLiteral(string statement)
    {
        if (DynamicText(statement) is not { } expression)
            return null;
        var cursor = new SqlCursor(expression);
        if (cursor.Skip("format"))
            cursor.Skip(SqlTokenKind.LeftParenthesis);
        return !cursor.IsAtEnd && cursor[cursor.At].IsString ? cursor[cursor.At].ValueIn(expression) : null;
    }

    /// <summary>The expression of EXECUTE.</summary>
    public static string? DynamicText(string statement)
    {
        var tokens = SqlLexer.ReadCode(statement);
        var at = tokens.FindIndex(token => token.Is(statement, "EXECUTE")) + 1;
        var depth = 0;
        var end = at;
        for (; end < tokens.Count; end++)
        {
            if (depth == 0 && (tokens[end].Is(statement, "INTO") || tokens[end].Is(statement, "USING")))
                break;
            depth += tokens[end].Nesting;
        }
        return at == 0 || end == at ? null : statement[tokens[at].Span.Start..tokens[end - 1].Span.End];
    }
}
