using Levee.Core.Sql;

namespace Levee.Core.Statements;

/// <param name="Statement">The number of the statement.</param>
/// <param name="What">What it does, in words.</param>
/// <param name="MayRun">Whether a private copy is a safe place to see what it does.</param>
public sealed record Denied(int Statement, string What, bool MayRun);

/// <summary>What no rehearsal may do, or can see: it leaves the database, or goes round what PostgreSQL guards. Found before
/// anything runs; what is put together at run time is stopped by the rights of the rehearsal's user.</summary>
public static class DenyList
{
    private static readonly Dictionary<string, string> Functions = new(StringComparer.Ordinal)
    {
        ["pg_read_file"] = "reads a file of the server",
        ["pg_read_binary_file"] = "reads a file of the server",
        ["pg_ls_dir"] = "reads a folder of the server",
        ["pg_stat_file"] = "reads a file of the server",
        ["pg_file_write"] = "writes a file of the server",
        ["pg_file_unlink"] = "deletes a file of the server",
        ["pg_file_rename"] = "renames a file of the server",
        ["lo_import"] = "reads a file of the server",
        ["lo_export"] = "writes a file of the server",
        ["dblink"] = "runs SQL on another connection, where no rehearsal sees it",
        ["dblink_exec"] = "runs SQL on another connection, where no rehearsal sees it",
        ["dblink_connect"] = "opens another connection, where no rehearsal sees what is done",
        ["dblink_connect_u"] = "opens another connection, where no rehearsal sees what is done",
        ["dblink_send_query"] = "runs SQL on another connection, where no rehearsal sees it",
        ["dblink_open"] = "runs SQL on another connection, where no rehearsal sees it",
        ["pg_terminate_backend"] = "ends other sessions",
        ["pg_cancel_backend"] = "ends other sessions' statements",
        ["pg_promote"] = "changes what the server is",
        ["pg_rotate_logfile"] = "changes the server's files",
        ["pg_create_restore_point"] = "writes to the server's log",
        ["pg_file_sync"] = "writes a file of the server",
        ["pg_logdir_ls"] = "reads a folder of the server",
        ["pg_ls_logdir"] = "reads a folder of the server",
        ["pg_ls_waldir"] = "reads a folder of the server",
        ["pg_ls_tmpdir"] = "reads a folder of the server",
        ["pg_reload_conf"] = "reloads the server's configuration",
    };

    public static ValueList<Denied> Find(SqlScript script)
    {
        var denied = new List<Denied>();
        for (var i = 0; i < script.Statements.Count; i++)
        {
            var number = i;
            denied.AddRange(
                Scan(script.Statements[i].Text, depth: 0).Select(item => new Denied(number, item.What, item.MayRun))
            );
        }
        return denied.Distinct().ToValueList();
    }

    private static IEnumerable<(string What, bool MayRun)> Scan(string text, int depth)
    {
        var tokens = SqlLexer.ReadCode(text);
        var words = tokens.ConvertAll(token => token.IsName ? token.ValueIn(text) : "");
        string Word(int at) => at < words.Count && at >= 0 ? words[at] : "";
        var isBody = words.Count > 0 && words[0] is "do" or "create";

        for (var i = 0; i < tokens.Count; i++)
        {
            var isCall = i + 1 < tokens.Count && tokens[i + 1].Kind == SqlTokenKind.LeftParenthesis;
            if (isCall && Functions.TryGetValue(words[i], out var what))
                yield return (what, false);
            else if (
                isCall
                && words[i] == "set_config"
                && tokens
                    .Skip(i)
                    .Take(4)
                    .Any(token =>
                        token.IsString
                        && token.ValueIn(text).Equals("session_replication_role", StringComparison.OrdinalIgnoreCase)
                    )
            )
                yield return ("switches triggers and foreign keys off", true);
            var found = (words[i], Word(i + 1)) switch
            {
                ("alter", "system") => ("changes the server's configuration", false),
                ("drop" or "create", "database") => ($"{words[i]}s a database", false),
                ("drop", "role" or "user" or "group") when Word(i + 2) != "mapping" => ("drops a role", false),
                ("create" or "drop", "tablespace") => ($"{words[i]}s a tablespace", false),
                ("create" or "alter" or "drop", "event") when Word(i + 2) == "trigger" => (
                    "touches event triggers, which watch over the database",
                    true
                ),
                ("create" or "alter", "subscription") => ("connects to another server", false),
                ("import", "foreign") => ("connects to another server", false),
                ("set", "session_replication_role") => ("switches triggers and foreign keys off", true),
                ("set", "session" or "local") when Word(i + 2) == "session_replication_role" => (
                    "switches triggers and foreign keys off",
                    true
                ),
                ("language", _) when i + 1 < tokens.Count && IsUntrusted(tokens[i + 1].ValueIn(text)) => (
                    "runs code outside of PostgreSQL's rules",
                    false
                ),
                ("create" or "replace" or "trusted" or "procedural", "language") => (
                    "adds a language whose code runs outside of PostgreSQL's rules",
                    false
                ),
                ("load", _) when i == 0 => ("loads a library into the server", false),
                ("program", _) when words.Take(i).Contains("copy") && i + 1 < tokens.Count && tokens[i + 1].IsString =>
                    ("runs a program on the server", false),
                ("from" or "to", _) when words.Count > 0 && CopiesFile(text, tokens, words, i) => (
                    "reads or writes a file of the server",
                    false
                ),
                ("update", _) when IsCatalog(words, tokens, i + 1) => ("writes to the system catalog", false),
                ("from", _) when Word(i - 1) == "delete" && IsCatalog(words, tokens, i + 1) => (
                    "writes to the system catalog",
                    false
                ),
                ("into", _) when Word(i - 1) is "insert" or "merge" && IsCatalog(words, tokens, i + 1) => (
                    "writes to the system catalog",
                    false
                ),
                _ => default,
            };
            if (found.Item1 is not null)
                yield return found;
            // A body, and the SQL that code runs: a string that is only stored is not read.
            var runs =
                tokens[i].Kind == SqlTokenKind.DollarString
                || (isBody && tokens[i].IsString && Word(i - 1) is "as" or "do")
                || (tokens[i].IsString && Word(i - 1) == "execute");
            if (runs && depth < 4)
            {
                foreach (var inner in Scan(tokens[i].ValueIn(text), depth + 1))
                    yield return inner;
            }
        }
    }

    // Their names end so by custom, and LANGUAGE 'plperlu' is written with quotes as well.
    private static bool IsUntrusted(string language) =>
        language.ToLowerInvariant() is "c" or "internal" or "plsh" or "plr" or "pljavau"
        || (language.StartsWith("pl", StringComparison.OrdinalIgnoreCase) && language.EndsWith('u'));

    private static bool CopiesFile(string text, List<SqlToken> tokens, List<string> words, int at)
    {
        var copy = words.LastIndexOf("copy", at);
        return copy >= 0
            && at + 1 < tokens.Count
            && tokens[at + 1].IsString
            && !tokens.Skip(copy).Take(at - copy).Any(token => token.Kind == SqlTokenKind.Semicolon)
            && (
                copy == 0
                || tokens[copy - 1].Kind == SqlTokenKind.Semicolon
                || words[copy - 1] is "begin" or "then" or "else" or "loop"
            );
    }

    private static bool IsCatalog(List<string> words, List<SqlToken> tokens, int at)
    {
        if (at < words.Count && words[at] == "only")
            at++;
        if (at >= words.Count)
            return false;
        if (
            words[at] is "pg_catalog" or "information_schema"
            && at + 1 < tokens.Count
            && tokens[at + 1].Kind == SqlTokenKind.Dot
        )
            return true;
        return Catalogs.Contains(words[at]);
    }

    private static readonly HashSet<string> Catalogs = new(StringComparer.Ordinal)
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
        "pg_depend",
        "pg_shdepend",
        "pg_database",
        "pg_authid",
        "pg_auth_members",
        "pg_largeobject",
        "pg_largeobject_metadata",
        "pg_sequence",
        "pg_rewrite",
        "pg_policy",
        "pg_event_trigger",
        "pg_attrdef",
        "pg_inherits",
        "pg_partitioned_table",
        "pg_description",
        "pg_extension",
        "pg_default_acl",
        "pg_settings",
        "pg_collation",
        "pg_operator",
        "pg_opclass",
        "pg_am",
        "pg_cast",
        "pg_language",
        "pg_tablespace",
        "pg_publication",
        "pg_statistic",
    };
}
