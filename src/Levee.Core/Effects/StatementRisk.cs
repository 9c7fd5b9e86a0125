using Levee.Core.Sql;

namespace Levee.Core.Effects;

/// <summary>Whether a statement inside of procedural code could destroy anything, by its first words. It says only where to look.</summary>
public static class StatementRisk
{
    // Functions of PostgreSQL that change more than their session.
    private static readonly HashSet<string> Changing = new(StringComparer.Ordinal) { "setval", "lo_unlink", "lo_put", "lo_from_bytea", "lowrite", "dblink_exec", "dblink", "query_to_xml" };

    /// <returns>Null for one that destroys nothing, whatever it meets.</returns>
    public static CodeRisk? Of(string statement, IReadOnlySet<string> functions)
    {
        var tokens = SqlLexer.Read(statement).Where(token => !token.IsTrivia).ToList();
        var words = tokens.ConvertAll(token => token.Kind == SqlTokenKind.Word ? token.ValueIn(statement) : "");
        if (words.Count == 0)
            return null;
        if (words.Contains("execute") && (words[0] is "execute" or "return" or "open"))
            return CodeRisk.Dynamic;
        if (words[0] is "drop" or "truncate" or "reindex" or "cluster")
            return CodeRisk.Changes;
        if (words[0] == "alter")
            return words.Exists(word => word is "drop" or "type" or "set" or "restart" or "rename" or "disable" or "detach" or "owner") ? CodeRisk.Changes : null;
        if (RowChange.Find(statement) is not null)
            return CodeRisk.ChangesRows;
        for (var i = 0; i + 1 < tokens.Count; i++)
        {
            var name = tokens[i].Kind is SqlTokenKind.Word or SqlTokenKind.QuotedIdentifier ? tokens[i].ValueIn(statement) : "";
            if (tokens[i + 1].Kind == SqlTokenKind.LeftParenthesis && (Changing.Contains(name) || functions.Contains(name)))
                return CodeRisk.Calls;
        }
        return words[0] == "call" ? CodeRisk.Calls : null;
    }

    /// <summary>The expression of EXECUTE.</summary>
    public static string? DynamicText(string statement)
    {
        var tokens = SqlLexer.Read(statement).Where(token => !token.IsTrivia).ToList();
        var at = tokens.FindIndex(token => token.Is(statement, "EXECUTE")) + 1;
        var depth = 0;
        var end = at;
        for (; end < tokens.Count; end++)
        {
            if (depth == 0 && (tokens[end].Is(statement, "INTO") || tokens[end].Is(statement, "USING")))
                break;
            depth += tokens[end].Kind == SqlTokenKind.LeftParenthesis ? 1 : tokens[end].Kind == SqlTokenKind.RightParenthesis ? -1 : 0;
        }
        return at == 0 || end == at ? null : statement[tokens[at].Span.Start..tokens[end - 1].Span.End];
    }
}

/// <summary>Whether the schema alone decides a condition. The catalog of a replayed history is that of every database it was
/// deployed to; row counts, settings, names of databases and users, and the time are not.</summary>
internal static class CatalogCondition
{
    private static readonly HashSet<string> Relations = new(StringComparer.Ordinal)
    {
        "pg_class", "pg_attribute", "pg_type", "pg_enum", "pg_constraint", "pg_index", "pg_namespace", "pg_proc", "pg_trigger", "pg_tables",
        "pg_indexes", "pg_views", "pg_matviews", "pg_sequences", "pg_policies", "pg_policy", "pg_attrdef", "pg_inherits", "pg_extension",
        "tables", "columns", "table_constraints", "key_column_usage", "constraint_column_usage", "schemata", "views", "sequences",
        "routines", "triggers", "referential_constraints", "check_constraints", "constraint_table_usage", "domains", "unnest",
    };

    private static readonly HashSet<string> Forbidden = new(StringComparer.Ordinal)
    {
        "reltuples", "relpages", "relallvisible", "current_database", "current_catalog", "current_user", "session_user", "user", "current_role",
        "now", "current_date", "current_time", "current_timestamp", "localtime", "localtimestamp", "clock_timestamp", "statement_timestamp",
        "random", "version", "current_setting", "inet_server_addr", "inet_client_addr", "last_value", "is_called", "relowner", "tableowner",
        "table_catalog_name", "extversion", "oid",
    };

    private static readonly HashSet<string> Functions = new(StringComparer.Ordinal)
    {
        "exists", "to_regclass", "to_regtype", "to_regproc", "to_regnamespace", "count", "lower", "upper", "current_schema", "current_schemas", "any", "all",
        "coalesce", "quote_ident", "format_type", "pg_get_constraintdef", "pg_get_indexdef", "array", "not", "in", "and", "or", "values", "when",
        "bool_or", "bool_and", "array_agg", "string_agg", "min", "max", "array_length", "cardinality", "unnest", "format", "if", "on", "from", "where", "select", "any_value",
    };

    private static readonly HashSet<string> Keywords = new(StringComparer.Ordinal)
    {
        "not", "and", "or", "is", "null", "true", "false", "exists", "if", "elsif", "for", "in", "loop", "while",
    };

    /// <param name="code">The whole body: variables are followed to where they get their value.</param>
    public static bool Decides(string condition, string code) => Decides(condition, code, 0);

    private static bool Decides(string condition, string code, int depth)
    {
        var tokens = SqlLexer.Read(condition).Where(token => !token.IsTrivia).ToList();
        var names = tokens.ConvertAll(token => token.Kind is SqlTokenKind.Word or SqlTokenKind.QuotedIdentifier ? token.ValueIn(condition) : "");
        var readsCatalog = false;
        for (var i = 0; i < tokens.Count; i++)
        {
            if (Forbidden.Contains(names[i]) && !(i > 0 && tokens[i - 1].Kind == SqlTokenKind.Dot && names[i] == "oid"))
                return false;
            var isCall = names[i].Length > 0 && i + 1 < tokens.Count && tokens[i + 1].Kind == SqlTokenKind.LeftParenthesis;
            if (isCall && !Functions.Contains(names[i]) && !Relations.Contains(names[i]))
                return false;
            if (names[i] is "from" or "join" && !IsRelation(tokens, names, i + 1, condition))
                return false;
            readsCatalog |= names[i] is "from" || (isCall && names[i].StartsWith("to_reg", StringComparison.Ordinal));
        }
        if (readsCatalog)
            return true;
        // Variables: all that they were given.
        if (depth > 2)
            return false;
        var variables = names.Where(name => name.Length > 0 && !Keywords.Contains(name) && !Functions.Contains(name)).Distinct(StringComparer.Ordinal).ToList();
        return variables.Count > 0
            && variables.TrueForAll(variable => Sources(variable, code) is { Count: > 0 } sources && sources.TrueForAll(source => source != condition && Decides(source, code, depth + 1)));
    }

    private static bool IsRelation(List<SqlToken> tokens, List<string> names, int at, string condition)
    {
        while (at < tokens.Count && tokens[at].Kind == SqlTokenKind.LeftParenthesis)
            at++;
        if (at < tokens.Count && names[at] == "select")
            return true;
        while (at + 2 < tokens.Count && tokens[at + 1].Kind == SqlTokenKind.Dot)
        {
            if (names[at] is not ("pg_catalog" or "information_schema"))
                return false;
            at += 2;
        }
        return at < tokens.Count && Relations.Contains(names[at]);
    }

    private static List<string> Sources(string variable, string code)
    {
        var sources = new List<string>();
        foreach (var statement in code.Split(';'))
        {
            var tokens = SqlLexer.Read(statement).Where(token => !token.IsTrivia).ToList();
            for (var i = 0; i + 1 < tokens.Count; i++)
            {
                var isInto = tokens[i].Is(statement, "INTO") && tokens[i + 1].ValueIn(statement) == variable;
                var isAssigned = tokens[i].ValueIn(statement) == variable && statement.Substring(tokens[i + 1].Span.Start, tokens[i + 1].Span.Length) == ":=";
                if (isInto)
                    sources.Add(statement[Math.Max(0, statement.IndexOf("select", StringComparison.OrdinalIgnoreCase))..]);
                else if (isAssigned)
                    sources.Add(statement[tokens[i + 1].Span.End..]);
            }
        }
        if (variable == "found")
            sources.AddRange(code.Split(';').Where(statement => statement.Contains("perform", StringComparison.OrdinalIgnoreCase)));
        return sources;
    }
}
