using Levee.Cli.Server;
using Npgsql;

namespace Levee.Cli.Replay;

/// <summary>A database that is the caller's alone, on a server of its own; disposing throws it away.</summary>
public sealed class ShadowDatabase : IAsyncDisposable
{
    private readonly PostgresServer _server;
    private readonly Action<PostgresServer> _end;

    /// <param name="end">Ends the server without the caller waiting for it.</param>
    internal ShadowDatabase(PostgresServer server, Action<PostgresServer> end) => (_server, _end) = (server, end);

    /// <summary>Databases of the same cluster began as copies of it.</summary>
    internal string Cluster => _server.Header.Id;

    /// <summary>A new session of the database's owner, a superuser. The caller closes it.</summary>
    public Task<NpgsqlConnection> ConnectAsync(CancellationToken cancel) => _server.ConnectAsync(cancel);

    /// <summary>A new session of an ordinary user who owns all that is in the database: what needs more rights than a migration
    /// has is an error there. Only behind <see cref="GiveToMigratorAsync"/>.</summary>
    internal Task<NpgsqlConnection> ConnectAsMigratorAsync(CancellationToken cancel) =>
        _server.ConnectAsMigratorAsync(cancel);

    /// <summary>Makes the migrator the owner of the database and of all that is in it.</summary>
    /// <param name="session">Of the superuser, in this database.</param>
    internal static async Task GiveToMigratorAsync(NpgsqlConnection session, CancellationToken cancel)
    {
        await using var batch = new NpgsqlBatch(session);
        foreach (var statement in SnapshotReader.Queries("give.sql"))
            batch.BatchCommands.Add(new(statement));
        await batch.ExecuteNonQueryAsync(cancel);
    }

    public ValueTask DisposeAsync()
    {
        _end(_server);
        return ValueTask.CompletedTask;
    }
}
