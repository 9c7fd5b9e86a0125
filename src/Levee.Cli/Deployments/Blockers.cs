using Npgsql;

namespace Levee.Cli.Deployments;

/// <summary>Who is in the way of a session, seen from another one.</summary>
internal static class Blockers
{
    /// <summary>Who blocks the session now, in words; null where nobody does, or it is not to be seen.</summary>
    /// <param name="watcher">A session that is not blocked.</param>
    public static async Task<string?> OfAsync(NpgsqlConnection watcher, int process, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(
            $"""
            SELECT a.pid, coalesce(a.application_name, ''), coalesce(a.state, 'unknown'),
                extract(epoch FROM pg_catalog.clock_timestamp() - a.xact_start)::bigint
            FROM pg_catalog.unnest(pg_catalog.pg_blocking_pids({process})) AS blocking(pid)
                JOIN pg_catalog.pg_stat_activity a ON a.pid = blocking.pid
            ORDER BY a.xact_start LIMIT 1
            """,
            watcher
        );
        await using var reader = await command.ExecuteReaderAsync(cancel);
        if (!await reader.ReadAsync(cancel))
            return null;
        var application = reader.GetString(1) is { Length: > 0 } name ? name : "no application name";
        var age = reader.IsDBNull(3) ? "" : $", in a transaction for {reader.GetInt64(3)} s";
        return $"process {reader.GetInt32(0)} ({application}, {reader.GetString(2)}{age})";
    }
}
