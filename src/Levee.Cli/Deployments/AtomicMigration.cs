using System.Diagnostics;
using Levee.Cli.Replay;
using Levee.Core;
using Levee.Core.Deploy;
using Levee.Core.Diagnostics;
using Levee.Core.History;
using Levee.Core.Sql;
using Npgsql;

namespace Levee.Cli.Deployments;

/// <summary>What came of running a migration.</summary>
internal abstract record MigrationOutcome
{
    private MigrationOutcome() { }

    public sealed record Applied : MigrationOutcome;

    /// <summary>It cannot be one transaction; nothing of it is there.</summary>
    public sealed record NeedsSteps : MigrationOutcome;

    /// <param name="ExitCode">75 where a retry may help.</param>
    public sealed record Failed(Diagnostic Why, ExitCode ExitCode) : MigrationOutcome;
}

/// <summary>A migration and its row in the ledger as one transaction: killed at any moment, it is applied and recorded, or neither.</summary>
internal sealed class AtomicMigration(
    MigrationSession session,
    DeployOptions options,
    Action<DeployEvent> tell,
    TimeProvider clock
)
{
    // As many statements as go in one round trip: a large script is not held in memory twice.
    private const int MostTogether = 500;

    public async Task<MigrationOutcome> RunAsync(Migration migration, CancellationToken cancel)
    {
        var script = ScriptReader.Read(migration.Script);
        var statements = ScriptRunner.StatementsOf(script);
        var start = Stopwatch.GetTimestamp();
        for (var attempt = 1; ; attempt++)
        {
            await using var watch = BlockerWatch.Begin(session);
            try
            {
                await RunOnceAsync(migration, statements, cancel);
                return new MigrationOutcome.Applied();
            }
            catch (PostgresException error)
            {
                await session.RollBackAsync();
                if (ScriptRunner.WhyNotAtomic(error) is not null)
                    return new MigrationOutcome.NeedsSteps();
                if (error.SqlState != PostgresErrorCodes.LockNotAvailable)
                    return new MigrationOutcome.Failed(Describe(script, statements, error), ExitCode.CouldNot);
                var pause = options.TableLock.Next(
                    attempt,
                    Stopwatch.GetElapsedTime(start),
                    Random.Shared.NextDouble()
                );
                if (pause is null)
                    return TimedOut(migration, attempt, watch.Blocker);
                tell(new DeployEvent.LockTimeout(migration.Name, attempt, watch.Blocker, pause.Value));
                await Task.Delay(pause.Value, cancel);
            }
            catch (OperationCanceledException)
            {
                await session.RollBackAsync();
                throw;
            }
        }
    }

    private async Task RunOnceAsync(Migration migration, List<SqlStatement> statements, CancellationToken cancel)
    {
        var id = Guid.NewGuid().ToString();
        IEnumerable<NpgsqlBatchCommand> opening =
        [
            new("BEGIN"),
            .. MigrationSession.Opening(migration, options.LockTimeout),
            session.Ledger.Started(id, migration, clock.GetUtcNow(), journal: null),
        ];
        IEnumerable<NpgsqlBatchCommand> closing() =>
            // The script may have become somebody else.
            [
                new("SET SESSION AUTHORIZATION DEFAULT"),
                new("RESET ROLE"),
                session.Ledger.Finished(id, clock.GetUtcNow()),
                new("COMMIT"),
            ];

        if (statements.Count <= MostTogether)
        {
            await session.SendAsync([.. opening, .. statements.Select(Command), .. closing()], cancel);
            return;
        }
        await session.SendAsync(opening, cancel);
        foreach (var together in statements.Chunk(MostTogether))
            await session.SendAsync(together.Select(Command), cancel);
        await session.SendAsync(closing(), cancel);
    }

    private static NpgsqlBatchCommand Command(SqlStatement statement) => new(statement.Text);

    private Diagnostic Describe(SqlScript script, List<SqlStatement> statements, PostgresException error)
    {
        var failed = statements.Find(statement => ReferenceEquals(statement.Text, error.BatchCommand?.CommandText));
        var why = ScriptFailure.Describe(script, failed, error, session.Watcher.PostgreSqlVersion.Major);
        return why with { Notes = [.. why.Notes, "the migration was rolled back, and no row of it is in the ledger"] };
    }

    internal static MigrationOutcome TimedOut(Migration migration, int attempts, string? blocker) =>
        new MigrationOutcome.Failed(
            Diagnostic.Error("lock-timeout", $"{migration.Name} did not get its locks in {attempts} attempts") with
            {
                Notes = blocker is null ? [] : [$"blocked by {blocker}"],
                Help = ["run levee deploy again at a quieter time; --lock-attempts and --lock-timeout give it more"],
            },
            ExitCode.Temporary
        );
}
