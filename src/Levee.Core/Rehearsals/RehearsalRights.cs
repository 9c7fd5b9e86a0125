using Levee.Core.Sql;
using Levee.Core.Statements;

namespace Levee.Core.Rehearsals;

/// <summary>Which rights a script gets in its rehearsal. A superuser of the private server can reach this machine's files and
/// programs: only a script whose every statement can be read before it runs becomes one.</summary>
public static class RehearsalRights
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

    public static bool MayBeSuperuser(SqlScript script, ScriptLiterals literals) =>
        !literals.Words.Overlaps(Opaque) && script.Statements.All(statement => CanBeRead(statement.Text, 0));

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
}
