using Levee.Core.Diagnostics;
using Npgsql;

namespace Levee.Cli.Deployments;

/// <summary>Finds out whether a pooler hands our sessions to other connections between transactions: then a session's lock is
/// nobody's, and exactly once cannot be promised.</summary>
internal static class PoolerCheck
{
    private const int Rounds = 3;

    // A pool of one connection lets the second session wait for the first one.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <param name="session">In no transaction.</param>
    /// <param name="other">Another session on the same address, in no transaction.</param>
    /// <exception cref="LeveeException"><c>transaction-pooler</c>.</exception>
    public static async Task RefuseAsync(NpgsqlConnection session, NpgsqlConnection other, CancellationToken cancel)
    {
        for (var round = 0; round < Rounds; round++)
        {
            var mine = await ProcessAsync(session, cancel);
            // Held while the first session asks again: a pooler that gave it our connection has to give us another one.
            await ExecuteAsync(other, "BEGIN", cancel);
            try
            {
                var theirs = await ProcessAsync(other, cancel);
                using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancel);
                patience.CancelAfter(Patience);
                if (theirs == mine || await ProcessAsync(session, patience.Token) != mine)
                    throw Pooled();
            }
            catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
            {
                throw Pooled();
            }
            finally
            {
                await ExecuteAsync(other, "ROLLBACK", CancellationToken.None);
            }
        }
    }

    private static async Task<int> ProcessAsync(NpgsqlConnection session, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand("SELECT pg_catalog.pg_backend_pid()", session);
        return (int)(await command.ExecuteScalarAsync(cancel))!;
    }

    private static async Task ExecuteAsync(NpgsqlConnection session, string sql, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(sql, session);
        await command.ExecuteNonQueryAsync(cancel);
    }

    private static LeveeException Pooled() =>
        new(
            Diagnostic.Error(
                "transaction-pooler",
                "between this machine and the database is a pooler in transaction mode"
            ) with
            {
                Notes =
                [
                    "it hands a session's connection to somebody else between two transactions, so that a lock guards nothing and a second deployment would not be noticed",
                ],
                Help =
                [
                    "give the direct address of the server: directUrl in the schema, or --database-url (port 5432 instead of 6543 or 6432)",
                ],
            }
        );
}
