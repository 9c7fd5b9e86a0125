using System.Globalization;
using Levee.Cli.Replay;
using Levee.Core.History;
using Npgsql;

namespace Levee.Cli.Deployments;

/// <summary>The session that holds the deployment lock and runs the migrations, and one that watches it.</summary>
/// <param name="Runner">In no transaction between two migrations.</param>
/// <param name="Watcher">Never blocked: it reads views of the system only.</param>
internal sealed record MigrationSession(NpgsqlConnection Runner, NpgsqlConnection Watcher, LedgerTable Ledger)
    : IAsyncDisposable
{
    /// <summary>What every transaction of a migration begins with: nothing that the one before has set is left, as in a session of
    /// its own. DISCARD ALL would let go of the deployment lock.</summary>
    /// <param name="lockTimeout">Zero waits for ever.</param>
    public static IEnumerable<NpgsqlBatchCommand> Opening(Migration migration, TimeSpan lockTimeout) =>
        [
            new("CLOSE ALL"),
            new("SET SESSION AUTHORIZATION DEFAULT"),
            new("RESET ALL"),
            new("DEALLOCATE ALL"),
            new("DISCARD PLANS"),
            new("DISCARD SEQUENCES"),
            new("SET statement_timeout = 0"),
            new("SET idle_in_transaction_session_timeout = 0"),
            new(
                string.Create(CultureInfo.InvariantCulture, $"SET lock_timeout = {(long)lockTimeout.TotalMilliseconds}")
            ),
            new($"SET application_name = '{ApplicationName(migration)}'"),
        ];

    /// <summary>The runner; the watcher where an error (a full disk, an internal one) cost the runner its session. With it the
    /// deployment lock is gone, so that it is good for clearing up what is ours and for nothing else.</summary>
    public NpgsqlConnection Survivor => LostSession.IsLost(Runner) ? Watcher : Runner;

    /// <summary>Runs the commands in one round trip.</summary>
    public Task SendAsync(IEnumerable<NpgsqlBatchCommand> commands, CancellationToken cancel) =>
        SendAsync(Runner, commands, cancel);

    public static async Task SendAsync(
        NpgsqlConnection session,
        IEnumerable<NpgsqlBatchCommand> commands,
        CancellationToken cancel
    )
    {
        await using var batch = new NpgsqlBatch(session);
        foreach (var command in commands)
            batch.BatchCommands.Add(command);
        await batch.ExecuteNonQueryAsync(cancel);
    }

    public async Task RollBackAsync()
    {
        if (!LostSession.IsLost(Runner))
            await SendAsync([new("ROLLBACK")], CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        await Watcher.DisposeAsync();
        await Runner.DisposeAsync();
    }

    // PostgreSQL keeps 63 bytes; a folder's name may hold anything.
    private static string ApplicationName(Migration migration)
    {
        const int Most = 50;
        var name = new string([.. migration.Name.Where(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-')]);
        return $"levee deploy {(name.Length > Most ? name[..Most] : name)}";
    }
}
