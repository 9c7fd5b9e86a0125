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

    /// <summary>A new session of ours, with the rights of the owner and that of reading all. The caller closes it.</summary>
    public Task<NpgsqlConnection> ConnectAsync(CancellationToken cancel) => _server.ConnectAsync(cancel);

    /// <summary>A new session of an ordinary user who owns all that is in the database: what needs more rights than a migration
    /// has is an error there.</summary>
    internal Task<NpgsqlConnection> ConnectAsOwnerAsync(CancellationToken cancel) =>
        _server.ConnectAsOwnerAsync(cancel);

    /// <summary>A new session for a script that was read before, and of which all can be read.</summary>
    internal Task<NpgsqlConnection> ConnectAsSuperuserAsync(CancellationToken cancel) =>
        _server.ConnectAsSuperuserAsync(cancel);

    /// <summary>Makes the owner of the database the owner of all that is in it, after a superuser made some of it.</summary>
    internal async Task GiveToOwnerAsync(CancellationToken cancel)
    {
        await using var session = await _server.ConnectAsSuperuserAsync(cancel);
        await GiveToOwnerAsync(session, cancel);
    }

    /// <param name="session">Of the superuser, in this database.</param>
    internal static async Task GiveToOwnerAsync(NpgsqlConnection session, CancellationToken cancel)
    {
        await using var batch = new NpgsqlBatch(session);
        // What ran before in it may have set anything, and changed who is who.
        batch.BatchCommands.Add(new("RESET SESSION AUTHORIZATION"));
        batch.BatchCommands.Add(new("SET search_path = pg_catalog"));
        foreach (var statement in SnapshotReader.Queries("give.sql", "Replay"))
            batch.BatchCommands.Add(new(statement));
        await batch.ExecuteNonQueryAsync(cancel);
    }

    public ValueTask DisposeAsync()
    {
        _end(_server);
        return ValueTask.CompletedTask;
    }
}
