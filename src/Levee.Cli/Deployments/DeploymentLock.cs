using System.Diagnostics;
using Levee.Core.Deploy;
using Levee.Core.Diagnostics;
using Npgsql;

namespace Levee.Cli.Deployments;

/// <summary>
/// The advisory lock that Prisma's engine takes as well: one deployment at a time on a database. It is asked for again and again and
/// never waited for inside of PostgreSQL, where a waiting session has a snapshot that CREATE INDEX CONCURRENTLY would wait for in
/// turn. It goes with its session.
/// </summary>
internal static class DeploymentLock
{
    private const long Key = 72707369;

    /// <summary>Takes the lock.</summary>
    /// <param name="waits">Told who holds it, each time that it was not to be had.</param>
    /// <exception cref="LeveeException"><c>lock-not-had</c>, exit 75: others held it for all of the time.</exception>
    public static async Task TakeAsync(
        NpgsqlConnection session,
        Backoff backoff,
        Action<DeployEvent.LockWait> waits,
        CancellationToken cancel
    )
    {
        var start = Stopwatch.GetTimestamp();
        for (var attempt = 1; ; attempt++)
        {
            if (await TryAsync(session, cancel))
                return;
            var waited = Stopwatch.GetElapsedTime(start);
            var holder = await HolderAsync(session, cancel);
            waits(new(holder?.Text, waited));
            if (backoff.Next(attempt, waited, Random.Shared.NextDouble()) is not { } pause)
                throw NotHad(holder, waited);
            await Task.Delay(pause, cancel);
        }
    }

    /// <summary>Whether the session still holds it: a migration may have let go of it with <c>pg_advisory_unlock_all()</c>.</summary>
    public static async Task<bool> IsHeldAsync(NpgsqlConnection session, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(
            $"""
            SELECT EXISTS (SELECT 1 FROM pg_catalog.pg_locks
                WHERE locktype = 'advisory' AND pid = pg_catalog.pg_backend_pid() AND granted
                    AND classid = 0 AND objid = {Key} AND objsubid = 1)
            """,
            session
        );
        return (bool)(await command.ExecuteScalarAsync(cancel))!;
    }

    private static async Task<bool> TryAsync(NpgsqlConnection session, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand($"SELECT pg_catalog.pg_try_advisory_lock({Key})", session);
        return (bool)(await command.ExecuteScalarAsync(cancel))!;
    }

    private static async Task<LockHolder?> HolderAsync(NpgsqlConnection session, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(
            $"""
            SELECT l.pid, a.application_name, coalesce(a.client_addr::text, 'a local socket'), coalesce(a.state, 'unknown'),
                extract(epoch FROM pg_catalog.now() - coalesce(a.state_change, a.backend_start))::bigint
            FROM pg_catalog.pg_locks l LEFT JOIN pg_catalog.pg_stat_activity a ON a.pid = l.pid
            WHERE l.locktype = 'advisory' AND l.granted AND l.classid = 0 AND l.objid = {Key} AND l.objsubid = 1
                AND l.database = (SELECT oid FROM pg_catalog.pg_database WHERE datname = pg_catalog.current_database())
            LIMIT 1
            """,
            session
        );
        await using var reader = await command.ExecuteReaderAsync(cancel);
        return await reader.ReadAsync(cancel)
            ? new(
                reader.GetInt32(0),
                reader.IsDBNull(1) ? "" : reader.GetString(1),
                reader.GetString(2),
                reader.GetString(3),
                TimeSpan.FromSeconds(reader.IsDBNull(4) ? 0 : reader.GetInt64(4))
            )
            : null;
    }

    private static LeveeException NotHad(LockHolder? holder, TimeSpan waited)
    {
        var idle = TimeSpan.FromMinutes(1);
        return new(
            Diagnostic.Error("lock-not-had", $"another deployment held the lock for {waited.TotalSeconds:0} s") with
            {
                Notes = holder is null ? [] : [$"held by {holder.Text}"],
                Help =
                [
                    "run levee deploy again when the other one is done, or give it more time with --lock-wait",
                    .. holder is { State: "idle" } orphan && orphan.Age > idle
                        ? (string[])
                            [
                                $"the holder has done nothing for {orphan.Age.TotalMinutes:0} min, as one that a connection pooler forgot: SELECT pg_terminate_backend({orphan.Process});   ends it",
                            ]
                        : [],
                ],
            },
            Levee.Core.ExitCode.Temporary
        );
    }

    private sealed record LockHolder(int Process, string Application, string Client, string State, TimeSpan Age)
    {
        public string Text =>
            $"process {Process} ({(Application.Length > 0 ? Application : "no application name")}, from {Client}, {State} for {Age.TotalSeconds:0} s)";
    }
}
