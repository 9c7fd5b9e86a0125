using System.Globalization;
using Levee.Core.Sql;

namespace Levee.Core.Statements;

/// <summary>Whether the schema alone decides a condition. The catalog of a replayed history is that of every database it was
/// deployed to; row counts, settings, names of databases and users, and the time are not.</summary>
internal static class CatalogCondition
{
    private static readonly HashSet<string> Relations = new(StringComparer.Ordinal)
    {
        "pg_class",
        "pg_attribute",
        "pg_type",
        "pg_enum",
        "pg_constraint",
        "pg_index",
        "pg_namespace",
        "pg_proc",
        "pg_trigger",
        "pg_tables",
        "pg_indexes",
        "pg_views",
        "pg_matviews",
        "pg_sequences",
        "pg_policies",
        "pg_policy",
        "pg_attrdef",
        "pg_inherits",
        "pg_extension",
        "tables",
        "columns",
        "table_constraints",
        "key_column_usage",
        "constraint_column_usage",
        "schemata",
        "views",
        "sequences",
        "routines",
        "triggers",
        "referential_constraints",
        "check_constraints",
        "constraint_table_usage",
        "domains",
        "unnest",
    };

    private static readonly HashSet<string> Forbidden = new(StringComparer.Ordinal)
    {
        "reltuples",
        "relpages",
        "relallvisible",
        "current_database",
        "current_catalog",
        "current_user",
        "session_user",
        "user",
        "current_role",
        "now",
        "current_date",
        "current_time",
        "current_timestamp",
        "localtime",
        "localtimestamp",
        "clock_timestamp",
        "statement_timestamp",
        "random",
        "version",
        "current_setting",
        "inet_server_addr",
        "inet_client_addr",
        "last_value",
        "is_called",
        "relowner",
        "tableowner",
        "table_catalog_name",
        "extversion",
        "oid",
    };

    private static readonly HashSet<string> Functions = new(StringComparer.Ordinal)
    {
        "exists",
        "to_regclass",
        "to_regtype",
        "to_regproc",
        "to_regnamespace",
        "count",
        "lower",
        "upper",
        "current_schema",
        "current_schemas",
        "any",
        "all",
        "coalesce",
        "quote_ident",
        "format_type",
        "pg_get_constraintdef",
        "pg_get_indexdef",
        "array",
        "not",
        "in",
        "and",
        "or",
        "values",
        "when",
        "bool_or",
        "bool_and",
        "array_agg",
        "string_agg",
        "min",
        "max",
        "array_length",
        "cardinality",
        "unnest",
        "format",
        "if",
        "on",
        "from",
        "where",
        "select",
        "any_value",
    };

    private static readonly HashSet<string> Keywords = new(StringComparer.Ordinal)
    {
        "not",
        "and",
        "or",
        "is",
        "null",
        "true",
        "false",
        "exists",
        "if",
        "elsif",
        "for",
        "in",
        "loop",
        "while",
    };

    /// <param name="code">The whole body: variables are followed to where they get their value.</param>
    public static bool Decides(string condition, string code) => Decides(condition, code, 0);

    private static bool Decides(string condition, string code, int depth)
    {
        var tokens = SqlLexer.ReadCode(condition);
        if (IsOver(condition, tokens))
            return true;
        var names = tokens.ConvertAll(token => token.IsName ? token.ValueIn(condition) : "");
        var readsCatalog = false;
        for (var i = 0; i < tokens.Count; i++)
        {
            if (Forbidden.Contains(names[i]) && !(i > 0 && tokens[i - 1].Kind == SqlTokenKind.Dot && names[i] == "oid"))
                return false;
            var isCall =
                names[i].Length > 0 && i + 1 < tokens.Count && tokens[i + 1].Kind == SqlTokenKind.LeftParenthesis;
            if (isCall && !Functions.Contains(names[i]) && !Relations.Contains(names[i]))
                return false;
            if (names[i] is "from" or "join" && !IsRelation(tokens, names, i + 1, condition))
                return false;
            readsCatalog |= names[i] is "from" || (isCall && names[i].StartsWith("to_reg", StringComparison.Ordinal));
        }
        if (readsCatalog)
            return true;
        // A constant is the same everywhere; variables: all that they were given.
        if (
            depth > 0
            && tokens.Count > 0
            && tokens.TrueForAll(token =>
                token.Kind is SqlTokenKind.Number or SqlTokenKind.String
                || token.Is(condition, "TRUE")
                || token.Is(condition, "FALSE")
            )
        )
            return true;
        if (depth > 2)
            return false;
        var variables = names
            .Where(name => name.Length > 0 && !Keywords.Contains(name) && !Functions.Contains(name))
            .Distinct(StringComparer.Ordinal)
            .ToList();
        return variables.Count > 0
            && variables.TrueForAll(variable =>
                Sources(variable, code) is { Count: > 0 } sources
                && sources.TrueForAll(source => source != condition && Decides(source, code, depth + 1))
            );
    }

    /// <summary>Whether it asks for a time before one that has passed: <c>now() &lt; '2001-01-01'</c>. No database gets there again.</summary>
    private static bool IsOver(string condition, List<SqlToken> tokens)
    {
        var words = tokens
            .Where(token => token.Kind is SqlTokenKind.Word)
            .Select(token => token.ValueIn(condition))
            .ToList();
        if (AsksForAncientServer(condition, tokens, words))
            return true;
        var constants = tokens.Where(token => token.IsString).ToList();
        var operators = tokens
            .Where(token => token.Kind == SqlTokenKind.Operator)
            .Select(token => token.TextIn(condition))
            .Except(["::"])
            .ToList();
        return words.Count > 0
            && words[0] is "now" or "current_timestamp" or "current_date" or "clock_timestamp" or "localtimestamp"
            && words.Skip(1).All(word => word is "timestamptz" or "timestamp" or "date")
            && operators is ["<"] or ["<="]
            && constants is [var constant]
            && DateTime.TryParse(constant.ValueIn(condition), CultureInfo.InvariantCulture, out var end)
            && end.Year < LongPast;
    }

    // current_setting('server_version_num')::int < 90000
    private static bool AsksForAncientServer(string condition, List<SqlToken> tokens, List<string> words) =>
        words is ["current_setting", ..]
        && tokens.Count(token => token.IsString) == 1
        && tokens.Exists(token => token.IsString && token.ValueIn(condition) == "server_version_num")
        && tokens.Exists(token =>
            token.Kind == SqlTokenKind.Operator && condition[token.Span.Start] == '<' && token.Span.Length == 1
        )
        && tokens[^1].Kind == SqlTokenKind.Number
        && decimal.TryParse(tokens[^1].ValueIn(condition), CultureInfo.InvariantCulture, out var version)
        && version <= OldestOfPrisma;

    /// <summary>Prisma asks for 9.6 at least.</summary>
    private const int OldestOfPrisma = 90600;

    /// <summary>Before Levee was written. The core has no clock.</summary>
    private const int LongPast = 2026;

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
            var tokens = SqlLexer.ReadCode(statement);
            for (var i = 0; i + 1 < tokens.Count; i++)
            {
                if (tokens[i].Is(statement, "INTO") && tokens[i + 1].ValueIn(statement) == variable)
                    sources.Add(
                        statement[Math.Max(0, statement.IndexOf("select", StringComparison.OrdinalIgnoreCase))..]
                    );
                else if (
                    tokens[i].Kind == SqlTokenKind.Comma
                    && tokens[i + 1].ValueIn(statement) == variable
                    && IsIntoList(statement, tokens, i)
                )
                    sources.Add(""); // one of several: which value it got is not known
                else if (
                    tokens[i].ValueIn(statement) == variable
                    && IsGiven(statement, tokens, i) is >= 0 and var value
                )
                    sources.Add(statement[tokens[value].Span.End..]);
                else if (tokens[i].Is(statement, "FOR") && tokens[i + 1].ValueIn(statement) == variable)
                    sources.Add("");
            }
        }
        if (variable == "found")
            sources.AddRange(
                code.Split(';').Where(statement => statement.Contains("perform", StringComparison.OrdinalIgnoreCase))
            );
        return sources;
    }

    private static bool IsIntoList(string statement, List<SqlToken> tokens, int comma)
    {
        while (comma >= 2 && tokens[comma].Kind == SqlTokenKind.Comma && tokens[comma - 1].Kind == SqlTokenKind.Word)
            comma -= 2;
        return comma >= 0 && tokens[comma].Is(statement, "INTO");
    }

    /// <summary>Where the value of <c>name := …</c> begins, or that of a declaration: <c>name constant boolean := …</c>.</summary>
    private static int IsGiven(string statement, List<SqlToken> tokens, int at)
    {
        var isFirst =
            at == 0
            || tokens[at - 1].Is(statement, "DECLARE")
            || tokens[at - 1].Is(statement, "BEGIN")
            || tokens[at - 1].Is(statement, "THEN")
            || tokens[at - 1].Is(statement, "ELSE")
            || tokens[at - 1].Is(statement, "LOOP");
        for (var i = at + 1; isFirst && i < tokens.Count; i++)
        {
            if (tokens[i].Is(statement, "DEFAULT") || tokens[i].TextIn(statement) is ":=" or "=")
                return i;
            if (tokens[i].Kind is not SqlTokenKind.Word)
                return -1;
        }
        return -1;
    }
}
