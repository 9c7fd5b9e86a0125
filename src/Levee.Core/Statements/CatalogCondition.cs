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

    /// <summary>What is made at run time is in no history: a loop over partitions, schemas or extensions finds others in production.</summary>
    private static readonly HashSet<string> MadeAtRunTime = new(StringComparer.Ordinal)
    {
        "pg_inherits",
        "relispartition",
        "inhrelid",
        "inhparent",
        "pg_partition_tree",
        "pg_extension",
        "extname",
        "schemata",
    };

    private static readonly string[] SchemaColumns = ["nspname", "schemaname", "table_schema", "schema_name"];

    /// <param name="body">The whole code: variables are followed to where they get their value.</param>
    public static bool Decides(string condition, CodeVariables body) => Decides(condition, body, 0);

    /// <summary>Whether the head of a loop finds the same everywhere.</summary>
    public static bool DecidesLoop(string head, CodeVariables body)
    {
        var tokens = SqlLexer.ReadCode(head);
        // FOR r IN …: the query alone decides, and r is what it gives.
        var at = tokens.FindIndex(token => token.Is(head, "IN"));
        if (at >= 0 && (tokens[0].Is(head, "FOR") || tokens[0].Is(head, "FOREACH")))
            return DecidesLoop(head[tokens[at].Span.End..], body);
        return !tokens.Exists(token => token.IsName && MadeAtRunTime.Contains(token.ValueIn(head)))
            && !AsksForSomeSchemas(head, tokens)
            && Decides(head, body, 0);
    }

    // nspname LIKE 'tenant_%', schemaname ~ '^tenant': each tenant has one, and no history has all.
    private static bool AsksForSomeSchemas(string head, List<SqlToken> tokens)
    {
        for (var i = 0; i + 1 < tokens.Count; i++)
        {
            var isPattern =
                tokens[i + 1].Is(head, "LIKE")
                || tokens[i + 1].Is(head, "ILIKE")
                || tokens[i + 1].Is(head, "SIMILAR")
                || tokens[i + 1].TextIn(head) is "~" or "~*";
            if (isPattern && tokens[i].IsName && SchemaColumns.Contains(tokens[i].ValueIn(head)))
                return true;
        }
        return false;
    }

    private static bool Decides(string condition, CodeVariables body, int depth)
    {
        var tokens = SqlLexer.ReadCode(condition);
        if (depth == 0 && IsOver(condition, tokens))
            return true;
        var names = tokens.ConvertAll(token => token.IsName ? token.ValueIn(condition) : "");
        var readsCatalog = false;
        for (var i = 0; i < tokens.Count; i++)
        {
            if (tokens[i].Kind == SqlTokenKind.Parameter)
                return false;
            var isColumn = i > 0 && tokens[i - 1].Kind == SqlTokenKind.Dot;
            if (names[i] is "pg_extension" || (Forbidden.Contains(names[i]) && !(isColumn && names[i] == "oid")))
                return false;
            var isCall =
                names[i].Length > 0 && i + 1 < tokens.Count && tokens[i + 1].Kind == SqlTokenKind.LeftParenthesis;
            if (isCall && !IsKnownFunction(tokens, names, i, body))
                return false;
            if (names[i] is "from" or "join" && !IsFromCatalog(tokens, names, i + 1, condition))
                return false;
            readsCatalog |= names[i] is "from" || (isCall && names[i].StartsWith("to_reg", StringComparison.Ordinal));
        }
        if (depth > 3)
            return false;
        var variables = names
            .Where(name => name.Length > 0 && !Keywords.Contains(name) && !Functions.Contains(name))
            .Where(name => !readsCatalog || body.IsDeclared(name) || name == "found")
            .Distinct(StringComparer.Ordinal)
            .ToList();
        // A constant is the same everywhere; variables: all that they were ever given.
        if (variables.Count == 0)
            return readsCatalog
                || (depth > 0 && tokens.Count > 0 && tokens.TrueForAll(token => IsConstant(condition, token)));
        return variables.TrueForAll(variable =>
            body.SourcesOf(variable) is { Count: > 0 } sources
            && sources.TrueForAll(source => source != condition && Decides(source, body, depth + 1))
        );
    }

    private static bool IsConstant(string text, SqlToken token) =>
        token.Kind is SqlTokenKind.Number or SqlTokenKind.String
        || token.Is(text, "TRUE")
        || token.Is(text, "FALSE")
        || token.Is(text, "NULL");

    private static bool IsKnownFunction(List<SqlToken> tokens, List<string> names, int at, CodeVariables body)
    {
        var isQualified = at > 1 && tokens[at - 1].Kind == SqlTokenKind.Dot;
        return (Functions.Contains(names[at]) || Relations.Contains(names[at]))
            && !body.Functions.Contains(names[at])
            && (!isQualified || names[at - 2] == "pg_catalog");
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

    // Every relation of the list, also those after a comma.
    private static bool IsFromCatalog(List<SqlToken> tokens, List<string> names, int from, string condition)
    {
        if (!IsRelation(tokens, names, from))
            return false;
        for (var (i, depth) = (from, 0); i < tokens.Count && depth >= 0; i++)
        {
            depth += tokens[i].Nesting;
            var ends =
                depth == 0
                && names[i]
                    is "where"
                        or "group"
                        or "order"
                        or "limit"
                        or "having"
                        or "union"
                        or "intersect"
                        or "except"
                        or "loop";
            if (ends)
                return true;
            if (depth == 0 && tokens[i].Kind == SqlTokenKind.Comma && !IsRelation(tokens, names, i + 1))
                return false;
        }
        return true;
    }

    // Unqualified, only what no user's table takes the place of: those of information_schema are not on the search path.
    private static bool IsRelation(List<SqlToken> tokens, List<string> names, int at)
    {
        while (at < tokens.Count && (tokens[at].Kind == SqlTokenKind.LeftParenthesis || names[at] == "lateral"))
            at++;
        if (at < tokens.Count && names[at] is "select" or "unnest" or "values")
            return true;
        var isQualified = at + 2 < tokens.Count && tokens[at + 1].Kind == SqlTokenKind.Dot;
        if (isQualified && names[at] is not ("pg_catalog" or "information_schema"))
            return false;
        var name =
            isQualified ? names[at + 2]
            : at < tokens.Count ? names[at]
            : "";
        return Relations.Contains(name) && (isQualified || name.StartsWith("pg_", StringComparison.Ordinal));
    }
}
