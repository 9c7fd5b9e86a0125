using Levee.Core.Sql;
using Npgsql;

namespace Levee.Cli.Replay;

/// <summary>Replays migrations with one round trip for many: most of a long history are two or three short statements.</summary>
internal static class MigrationBatch
{
    /// <summary>Sent after every migration: what it sets is its own.</summary>
    public const string NewSession = "DISCARD ALL";

    private const int MostScripts = 32;
    private const int MostText = 64 << 10;

    /// <summary>The scripts at the beginning of these that can be sent together. Empty where the first one has to go alone.</summary>
    /// <param name="migrations">Scripts in the order of the history; read only as far as they are needed.</param>
    public static List<SqlScript> Take(IEnumerable<SqlScript> migrations)
    {
        var taken = new List<SqlScript>();
        var text = 0;
        foreach (var script in migrations)
        {
            text += script.Source.Text.Length;
            if (!GoesWithOthers(script) || (taken.Count > 0 && text > MostText))
                break;
            taken.Add(script);
            if (taken.Count == MostScripts)
                break;
        }
        return taken;
    }

    /// <summary>Runs each script in a transaction of its own, as in a session of its own.</summary>
    /// <returns>How many ran: all, or those before the one that failed, which left nothing behind. Why it did, and whether it would run
    /// in another way, <see cref="ScriptRunner"/> can tell.</returns>
    /// <exception cref="NpgsqlException">The connection was lost.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static async Task<int> RunAsync(
        NpgsqlConnection session,
        IReadOnlyList<SqlScript> scripts,
        CancellationToken cancel
    )
    {
        // No barrier between them: PostgreSQL skips everything behind an error, up to the end of the batch.
        await using var batch = new NpgsqlBatch(session);
        var ends = new List<int>(scripts.Count);
        foreach (var script in scripts)
        {
            ScriptRunner.AddTransaction(batch, ScriptRunner.StatementsOf(script));
            batch.BatchCommands.Add(new(NewSession));
            ends.Add(batch.BatchCommands.Count);
        }
        try
        {
            await batch.ExecuteNonQueryAsync(cancel);
            return scripts.Count;
        }
        catch (PostgresException error) when (error.BatchCommand is { } failed)
        {
            await ScriptRunner.RollBackAsync(session);
            await LostSession.ReopenAsync(session, cancel);
            var place = batch.BatchCommands.IndexOf((NpgsqlBatchCommand)failed);
            return ends.FindIndex(end => place < end);
        }
    }

    // A script that PostgreSQL refuses in a transaction is found out by trying, which the word spares most of them.
    private static bool GoesWithOthers(SqlScript script) =>
        !script.Source.Text.Contains('\0', StringComparison.Ordinal)
        && !script.Source.Text.Contains("CONCURRENTLY", StringComparison.OrdinalIgnoreCase)
        && !StatementShape.WantsOwnTransactions(script)
        && !script.Statements.Any(statement => StatementShape.CopyStream(statement) is not null);
}
