using Levee.Core.Sql;

namespace Levee.Core.Statements;

/// <summary>What is another in production than in any rehearsal: the database's name, the user, the server, its version and
/// settings. A change that asks for it does something else there.</summary>
public static class Surroundings
{
    private static readonly HashSet<string> Names = new(StringComparer.Ordinal)
    {
        "current_database",
        "current_catalog",
        "current_user",
        "session_user",
        "user",
        "current_role",
        "version",
        "current_setting",
        "inet_server_addr",
        "inet_server_port",
        "inet_client_addr",
        "pg_backend_pid",
        "pg_postmaster_start_time",
        "pg_conf_load_time",
        "pg_is_in_recovery",
        "current_query",
        "pg_stat_activity",
        "pg_settings",
        "pg_roles",
        "pg_user",
        "pg_database",
        "prosrc",
    };

    private static readonly HashSet<string> Times = new(StringComparer.Ordinal)
    {
        "now",
        "current_date",
        "current_time",
        "current_timestamp",
        "localtime",
        "localtimestamp",
        "clock_timestamp",
        "statement_timestamp",
        "transaction_timestamp",
        "timeofday",
    };

    /// <summary>Whether the text asks for them, or decides by the time.</summary>
    public static bool AreAskedFor(string text)
    {
        var cursor = new SqlCursor(text);
        var (time, choice) = (false, false);
        for (var i = 0; i < cursor.End; i++)
        {
            if (cursor[i].Kind != SqlTokenKind.Word)
                continue;
            var word = cursor[i].ValueIn(text);
            var isOwned = i > 1 && cursor[i - 1].Kind == SqlTokenKind.Dot && !cursor.IsAt(i - 2, "pg_catalog");
            // A column may be called version.
            var isCall = i + 1 < cursor.End && cursor[i + 1].Kind == SqlTokenKind.LeftParenthesis;
            if (Names.Contains(word) && !isOwned && (isCall || word is not ("version" or "user")))
                return true;
            time |= Times.Contains(word);
            choice |= word == "case";
        }
        return time && choice;
    }
}
