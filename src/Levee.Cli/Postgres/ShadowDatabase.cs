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

    /// <summary>A new session of an ordinary user who owns all that is in the database: what needs more rights than a migration
    /// has is an error there. Only behind <see cref="GiveToMigratorAsync"/>.</summary>
    internal Task<NpgsqlConnection> ConnectAsMigratorAsync(CancellationToken cancel) =>
        _server.ConnectAsMigratorAsync(Name, cancel);

    /// <summary>Makes the migrator the owner of the database and of all that is in it.</summary>
    /// <param name="session">Of the superuser, in this database.</param>
    internal static async Task GiveToMigratorAsync(NpgsqlConnection session, CancellationToken cancel)
    {
        await using var batch = new NpgsqlBatch(session);
        foreach (var statement in SnapshotReader.Queries("give.sql"))
            batch.BatchCommands.Add(new(statement));
        await batch.ExecuteNonQueryAsync(cancel);
    }

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
