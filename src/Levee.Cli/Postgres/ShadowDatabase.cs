using Levee.Core.Diagnostics;
using Npgsql;

namespace Levee.Cli.Postgres;

/// <summary>One scratch database of the private server; disposing drops it.</summary>
public sealed class ShadowDatabase : IAsyncDisposable
{
    private readonly PostgresServer _server;

    internal ShadowDatabase(PostgresServer server, string name) => (_server, Name) = (server, name);

    public string Name { get; }

    /// <summary>A new session of the database's owner, a superuser. The caller closes it.</summary>
    public Task<NpgsqlConnection> ConnectAsync(CancellationToken cancel) => _server.ConnectAsync(Name, cancel);

    /// <summary>Drops the database and ends the sessions that are still in it.</summary>
    public async ValueTask DisposeAsync()
    {
        try
        {
            await _server.DropAsync(Name);
        }
        catch (Exception error) when (error is NpgsqlException or LeveeException)
        {
            // The server is gone, and takes the database with it: a cluster that is not put down in order is not used
            // again.
            _server.GiveUp();
        }
    }
}
