using System.Text.RegularExpressions;
using Levee.Core.Sql;
using Levee.Core.Statements;

namespace Levee.Cli.Replay;

/// <summary>Which scripts a superuser may run where an ordinary owner may not: those of which every statement can be read before it
/// runs, and that ask for nothing outside of the database. What slips through is still held in by the kernel.</summary>
internal static partial class SuperuserScripts
{
    // What runs a text as SQL, and languages whose code no lexer of ours reads.
    private static readonly string[] Opaque =
    [
        "execute",
        "query_to_xml",
        "query_to_xmlschema",
        "query_to_xml_and_xmlschema",
        "cursor_to_xml",
        "cursor_to_xmlschema",
        "database_to_xml",
        "ts_stat",
        "ts_rewrite",
        "crosstab",
        "crosstab2",
        "crosstab3",
        "crosstab4",
        "crosstabn",
        "connectby",
        "xpath_table",
        "dblink",
        "dblink_exec",
        "dblink_open",
        "dblink_send_query",
        "plperl",
        "plperlu",
        "pltcl",
        "pltclu",
        "plpythonu",
        "plpython2u",
        "plpython3u",
        "plv8",
        "plr",
        "pljava",
        "pljavau",
        "plsh",
        "plrust",
        "plprql",
        "internal",
    ];

    // Files, programs, libraries, and who else may do anything; also as the function of an operator or a cast.
    private static readonly string[] Reaching =
    [
        "superuser",
        "pg_execute_server_program",
        "pg_read_server_files",
        "pg_write_server_files",
        "session_preload_libraries",
        "local_preload_libraries",
        "shared_preload_libraries",
        "dynamic_library_path",
        "file_fdw",
        "adminpack",
        "program",
        "pg_read_file",
        "pg_read_binary_file",
        "pg_ls_dir",
        "pg_stat_file",
        "lo_import",
        "lo_export",
        "dblink_connect",
        "dblink_connect_u",
    ];

    /// <param name="words">Of the script and of all code that it may call.</param>
    public static bool MayRun(SqlScript script, IReadOnlySet<string> words) =>
        !words.Overlaps(Opaque)
        && !words.Overlaps(Reaching)
        && script.Statements.All(statement => CanBeRead(statement.Text, 0));

    /// <summary>Of a migration that is replayed: nothing that the deny list finds may be in it either.</summary>
    public static bool MayReplay(SqlScript script) =>
        MayRun(script, ScriptLiterals.Read([NamesTriggerFunction().Replace(script.Source.Text, "")]).Words)
        && DenyList.Find(script).All(denied => denied.MayRun);

    // 'SELECT lo_' and 'export(…)' on two lines are one text to PostgreSQL, and \x6c in a body is a letter.
    private static bool CanBeRead(string text, int depth)
    {
        var tokens = SqlLexer.Read(text).Where(token => !token.IsTrivia).ToList();
        for (var i = 0; i < tokens.Count; i++)
        {
            if (!tokens[i].IsString)
                continue;
            if (
                (i > 0 && tokens[i - 1].IsString)
                || (
                    tokens[i].Kind is SqlTokenKind.EscapeString or SqlTokenKind.UnicodeString
                    && text[tokens[i].Span.Start..tokens[i].Span.End].Contains('\\')
                )
            )
                return false;
            if (
                depth < 4
                && tokens[i].Kind == SqlTokenKind.DollarString
                && !CanBeRead(tokens[i].ValueIn(text), depth + 1)
            )
                return false;
        }
        return true;
    }

    // A trigger names its function so: nothing is put together at run time there.
    [GeneratedRegex(@"\bEXECUTE\s+(?:FUNCTION|PROCEDURE)\b", RegexOptions.IgnoreCase)]
    private static partial Regex NamesTriggerFunction();
}
