using Npgsql;

namespace Levee.Cli.Deployments;

/// <summary>Looks every half second who blocks the running session: after a lock timeout it is too late to ask.</summary>
internal sealed class BlockerWatch : IAsyncDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);
    private readonly CancellationTokenSource _end = new();
    private readonly Task _looking;

    private BlockerWatch(MigrationSession session) => _looking = LookAsync(session);

    /// <summary>Who blocked it last; null where nobody was seen to.</summary>
    public string? Blocker { get; private set; }

    public static BlockerWatch Begin(MigrationSession session) => new(session);

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _looking;
        _end.Dispose();
    }

    private async Task LookAsync(MigrationSession session)
    {
        try
        {
            while (true)
            {
                await Task.Delay(Interval, _end.Token);
                Blocker = await Blockers.OfAsync(session.Watcher, session.Runner.ProcessID, _end.Token) ?? Blocker;
            }
        }
        catch (OperationCanceledException)
        {
            // The session is done.
        }
        catch (NpgsqlException)
        {
            // Who blocks is worth knowing, and no reason to stop.
        }
    }
}
