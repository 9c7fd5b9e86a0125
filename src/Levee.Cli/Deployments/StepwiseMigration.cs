using System.Diagnostics;
using Levee.Cli.Replay;
using Levee.Core;
using Levee.Core.Deploy;
using Levee.Core.Diagnostics;
using Levee.Core.History;
using Levee.Core.Sql;
using Npgsql;

namespace Levee.Cli.Deployments;

/// <summary>A migration that cannot be one transaction: each statement exactly once, with the journal in its row.
/// What comes next is decided by <see cref="StepwiseDeployment"/>.</summary>
internal sealed class StepwiseMigration(
    MigrationSession session,
    DeployOptions options,
    Action<DeployEvent> tell,
    TimeProvider clock
)
{
    private static readonly TimeSpan NoTimeout = TimeSpan.Zero;

    /// <param name="begun">The row of an earlier run that did not come to its end; null where this is the first.</param>
    public async Task<MigrationOutcome> RunAsync(Migration migration, LedgerRow? begun, CancellationToken cancel)
    {
        var script = ScriptReader.Read(migration.Script);
        if (begun is not null && !MigrationChecksum.Matches(begun.Checksum, migration))
            return Failed(Edited(migration));
        var journal = DeploymentJournal.Parse(begun?.Logs) ?? DeploymentJournal.Start;
        var id = begun?.Id ?? Guid.NewGuid().ToString();
        if (begun is null)
            await session.SendAsync([session.Ledger.Started(id, migration, clock.GetUtcNow(), journal)], cancel);

        for (var plan = StepwiseDeployment.Start(script, journal); ; )
        {
            var step = plan.Next();
            try
            {
                if (step is DeploymentStep.Finish)
                {
                    await session.SendAsync([session.Ledger.Finished(id, clock.GetUtcNow())], cancel);
                    return new MigrationOutcome.Applied();
                }
                if (step is DeploymentStep.Stop stop)
                    return Failed(Unknowable(script, plan.Statements[stop.Statement]));
                plan = plan.After(step, await TakeAsync(step, migration, plan, id, cancel));
            }
            catch (PostgresException error)
            {
                await session.RollBackAsync();
                var at = plan.Statements[Math.Min(plan.Journal.Done, plan.Statements.Count - 1)];
                if (error.SqlState == PostgresErrorCodes.LockNotAvailable)
                    return AtomicMigration.TimedOut(migration, options.TableLock.Attempts, blocker: null);
                await ClearAsync(step, id, cancel);
                return await FailAsync(script, at, error, plan.Journal, id, cancel);
            }
        }
    }

    private async Task<StepOutcome> TakeAsync(
        DeploymentStep step,
        Migration migration,
        StepwiseDeployment plan,
        string id,
        CancellationToken cancel
    )
    {
        var start = Stopwatch.GetTimestamp();
        var outcome = step switch
        {
            DeploymentStep.RunInTransaction run => await RunInTransactionAsync(run, migration, plan, id, cancel),
            DeploymentStep.RunAlone run => await RunAloneAsync(run, migration, plan, id, cancel),
            DeploymentStep.AskCatalog ask => await AskCatalogAsync(ask, cancel),
            DeploymentStep.Finish or DeploymentStep.Stop => StepOutcome.Done,
        };
        if (outcome == StepOutcome.Done)
            tell(
                new DeployEvent.StatementDone(
                    migration.Name,
                    plan.Journal.Done + 1,
                    plan.Statements.Count,
                    Stopwatch.GetElapsedTime(start)
                )
            );
        return outcome;
    }

    private async Task<StepOutcome> RunInTransactionAsync(
        DeploymentStep.RunInTransaction run,
        Migration migration,
        StepwiseDeployment plan,
        string id,
        CancellationToken cancel
    )
    {
        var start = Stopwatch.GetTimestamp();
        for (var attempt = 1; ; attempt++)
        {
            await using var watch = BlockerWatch.Begin(session);
            try
            {
                await session.SendAsync(
                    [
                        new("BEGIN"),
                        .. MigrationSession.Opening(migration, options.LockTimeout),
                        new(plan.Statements[run.Statement].Text),
                        new("SET SESSION AUTHORIZATION DEFAULT"),
                        new("RESET ROLE"),
                        session.Ledger.Noted(id, run.After),
                        new("COMMIT"),
                    ],
                    cancel
                );
                return StepOutcome.Done;
            }
            catch (PostgresException error)
                when (error.SqlState
                        is PostgresErrorCodes.ActiveSqlTransaction
                            or PostgresErrorCodes.InvalidTransactionTermination
                )
            {
                await session.RollBackAsync();
                return StepOutcome.NeedsToBeAlone;
            }
            catch (PostgresException error) when (error.SqlState == PostgresErrorCodes.LockNotAvailable)
            {
                await session.RollBackAsync();
                var elapsed = Stopwatch.GetElapsedTime(start);
                if (options.TableLock.Next(attempt, elapsed, Random.Shared.NextDouble()) is not { } pause)
                    throw;
                tell(new DeployEvent.LockTimeout(migration.Name, attempt, watch.Blocker, pause));
                await Task.Delay(pause, cancel);
            }
        }
    }

    // No lock timeout: one that strikes in a concurrent build leaves an invalid index. It blocks nobody while it waits.
    private async Task<StepOutcome> RunAloneAsync(
        DeploymentStep.RunAlone run,
        Migration migration,
        StepwiseDeployment plan,
        string id,
        CancellationToken cancel
    )
    {
        if (run.Kind is LoneStatement.BuildIndex { IfNotExists: true } build)
        {
            var found = await IndexBuild.FindAsync(session.Runner, build, cancel);
            if (found is (IndexState.Invalid, var name))
                throw new LeveeException(Leftover(name));
        }
        await session.SendAsync(
            [.. MigrationSession.Opening(migration, NoTimeout), session.Ledger.Noted(id, run.Before)],
            cancel
        );
        await using (IndexProgress.Begin(session, migration.Name, tell))
        {
            await using var command = new NpgsqlCommand(plan.Statements[run.Statement].Text, session.Runner);
            await command.ExecuteNonQueryAsync(cancel);
        }
        await session.SendAsync([session.Ledger.Noted(id, run.After)], cancel);
        return StepOutcome.Done;
    }

    private async Task<StepOutcome> AskCatalogAsync(DeploymentStep.AskCatalog ask, CancellationToken cancel)
    {
        switch (ask.Kind)
        {
            case LoneStatement.Repeatable:
                return StepOutcome.NotDone;
            case LoneStatement.BuildIndex
                when await IndexBuild.FindAsync(session.Runner, ask.Kind, cancel) is var (built, name):
                if (built == IndexState.Invalid)
                    await IndexBuild.DropAsync(session.Runner, name, cancel);
                return built == IndexState.Valid ? StepOutcome.Done : StepOutcome.NotDone;
            case LoneStatement.DropIndex
                when await IndexBuild.FindAsync(session.Runner, ask.Kind, cancel) is var (left, _):
                return left == IndexState.Absent ? StepOutcome.Done : StepOutcome.NotDone;
            default:
                return StepOutcome.Unknown;
        }
    }

    /// <summary>A build of ours that failed leaves nothing.</summary>
    private async Task ClearAsync(DeploymentStep step, string id, CancellationToken cancel)
    {
        if (
            step is not DeploymentStep.RunAlone { Kind: LoneStatement.BuildIndex build } run
            || await IndexBuild.FindAsync(session.Survivor, build, cancel) is not (IndexState.Invalid, var name)
        )
            return;
        await IndexBuild.DropAsync(session.Survivor, name, cancel);
        await MigrationSession.SendAsync(
            session.Survivor,
            [session.Ledger.Noted(id, run.Before with { IsRunning = false })],
            cancel
        );
    }

    /// <summary>Where nothing of the migration stands, its row goes: a row that was rolled back would make Prisma call the mended
    /// file edited for ever.</summary>
    private async Task<MigrationOutcome> FailAsync(
        SqlScript script,
        SqlStatement at,
        PostgresException error,
        DeploymentJournal journal,
        string id,
        CancellationToken cancel
    )
    {
        var why = ScriptFailure.Describe(script, at, error, session.Watcher.PostgreSqlVersion.Major);
        if (journal.Done == 0)
        {
            await MigrationSession.SendAsync(session.Survivor, [session.Ledger.Removed(id)], cancel);
            return Failed(
                why with
                {
                    Notes = [.. why.Notes, "nothing of the migration was done, and no row of it is in the ledger"],
                }
            );
        }
        return Failed(
            why with
            {
                Notes = [.. why.Notes, $"the {journal.Done} statements before it are done and stay"],
                Help =
                [
                    .. why.Help,
                    "mend what stands in the way, and run levee deploy again: it goes on with this statement",
                ],
            }
        );
    }

    private static MigrationOutcome Failed(Diagnostic why) => new MigrationOutcome.Failed(why, ExitCode.CouldNot);

    private static Diagnostic Edited(Migration migration) =>
        Diagnostic.Error(
            "migration-edited",
            $"{migration.Name} was begun with another text than it has now",
            migration.Script.At(migration.Script.SpanOfLine(1))
        ) with
        {
            Help = ["bring the text back that was begun, and run levee deploy again"],
        };

    private static Diagnostic Unknowable(SqlScript script, SqlStatement statement) =>
        Diagnostic.Error(
            "statement-cut-off",
            "an earlier run was cut off in this statement, and nothing shows how far it came",
            script.Source.At(statement.Span)
        ) with
        {
            Help = ["look at what it does in the database, then: levee recover <name>"],
        };

    private static Diagnostic Leftover(string name) =>
        Diagnostic.Error(
            "invalid-index",
            $"{name} is there and invalid: IF NOT EXISTS would take it for the index that is wanted"
        ) with
        {
            Notes = ["a build that was cut off left it; it is none of this deployment, and is not touched"],
            Help = [$"DROP INDEX CONCURRENTLY {name}; and run levee deploy again"],
        };
}
