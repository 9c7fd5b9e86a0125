using Levee.Cli.Replay;
using Levee.Cli.Server;
using Npgsql;

namespace Levee.Cli.Rehearsals;

/// <summary>Has PostgreSQL tell every statement that a session executes, with its plan. An ordinary user cannot switch it off, and the
/// level INFO reaches whoever has the session, whatever it set.</summary>
internal static class ExecutionWatch
{
    private static readonly string[] Settings =
    [
        "session_preload_libraries = 'auto_explain'",
        "auto_explain.log_min_duration = 0",
        "auto_explain.log_nested_statements = on",
        "auto_explain.log_analyze = on",
        "auto_explain.log_timing = off",
        "auto_explain.log_verbose = on",
        "auto_explain.log_format = json",
        "auto_explain.log_level = info",
    ];

    /// <summary>The watch is for sessions that begin later.</summary>
    /// <param name="isSuperuser">Whether it is a superuser's sessions that are watched, and not the owner's.</param>
    /// <returns>False where this PostgreSQL comes without it.</returns>
    public static async Task<bool> StartAsync(ShadowDatabase database, bool isSuperuser, CancellationToken cancel)
    {
        await using var session = await database.ConnectAsSuperuserAsync(cancel);
        try
        {
            await using var load = new NpgsqlCommand("LOAD 'auto_explain'", session);
            await load.ExecuteNonQueryAsync(cancel);
        }
        catch (PostgresException)
        {
            return false;
        }
        var role = isSuperuser ? session.UserName : ServerRoles.Owner;
        await using var batch = new NpgsqlBatch(session);
        foreach (var setting in Settings)
            batch.BatchCommands.Add(new($"ALTER ROLE {role} SET {setting}"));
        await batch.ExecuteNonQueryAsync(cancel);
        return true;
    }
}
