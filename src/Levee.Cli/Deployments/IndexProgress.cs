using Levee.Core.Deploy;
using Npgsql;

namespace Levee.Cli.Deployments;

/// <summary>Tells every second how far a concurrent index build is, and whom it waits for.</summary>
internal sealed class IndexProgress : IAsyncDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);
    private readonly CancellationTokenSource _end = new();
    private readonly Task _looking;

    private IndexProgress(MigrationSession session, string migration, Action<DeployEvent> tell) =>
        _looking = LookAsync(session, migration, tell);

    public static IndexProgress Begin(MigrationSession session, string migration, Action<DeployEvent> tell) =>
        new(session, migration, tell);

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _looking;
        _end.Dispose();
    }

    private async Task LookAsync(MigrationSession session, string migration, Action<DeployEvent> tell)
    {
        try
        {
            while (true)
            {
                await Task.Delay(Interval, _end.Token);
                if (await ReadAsync(session, migration, _end.Token) is { } progress)
                    tell(progress);
            }
        }
        catch (OperationCanceledException)
        {
            // The build is done.
        }
        catch (NpgsqlException)
        {
            // How far it is is worth knowing, and no reason to stop.
        }
    }

    private static async Task<DeployEvent.Progress?> ReadAsync(
        MigrationSession session,
        string migration,
        CancellationToken cancel
    )
    {
        var process = session.Runner.ProcessID;
        string phase;
        double? share;
        await using (
            var command = new NpgsqlCommand(
                $"""
                SELECT phase, CASE WHEN blocks_total > 0 THEN blocks_done::double precision / blocks_total END
                FROM pg_catalog.pg_stat_progress_create_index WHERE pid = {process}
                """,
                session.Watcher
            )
        )
        {
            await using var reader = await command.ExecuteReaderAsync(cancel);
            if (!await reader.ReadAsync(cancel))
                return null;
            (phase, share) = (reader.GetString(0), reader.IsDBNull(1) ? null : reader.GetDouble(1));
        }
        return new(migration, phase, share, await Blockers.OfAsync(session.Watcher, process, cancel));
    }
}
