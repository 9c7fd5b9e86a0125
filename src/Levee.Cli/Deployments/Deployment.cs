using System.Diagnostics;
using Levee.Core;
using Levee.Core.Deploy;
using Levee.Core.Diagnostics;
using Levee.Core.History;
using Levee.Core.Sql;
using Npgsql;

namespace Levee.Cli.Deployments;

/// <summary>What a deployment came to.</summary>
/// <param name="Applied">By this run, in order.</param>
/// <param name="ByOthers">Applied by another process while this run waited.</param>
/// <param name="Pending">Still to be applied.</param>
internal sealed record DeploymentResult(
    ExitCode ExitCode,
    ValueList<Diagnostic> Diagnostics,
    ValueList<string> Applied,
    int ByOthers,
    ValueList<Migration> Pending
);

/// <summary>Runs what is pending on a real database: each migration exactly once.</summary>
internal sealed class Deployment(
    DeployTarget target,
    ValueList<Migration> migrations,
    DeployOptions options,
    TimeProvider clock
)
{
    // A connection that is lost costs an attempt; the ledger says where to go on.
    private const int MostConnections = 3;

    private readonly LedgerTable _ledger = new(target.Schema);
    private readonly List<string> _applied = [];

    public required Action<DeployEvent> Tell { get; init; }

    public required Action<string> Say { get; init; }

    /// <exception cref="LeveeException">The database cannot be reached, or the lock was not had.</exception>
    public async Task<DeploymentResult> RunAsync(CancellationToken cancel)
    {
        for (var connection = 1; ; connection++)
        {
            try
            {
                return await RunOnceAsync(cancel);
            }
            catch (NpgsqlException lost) when (lost is not PostgresException || IsShutdown(lost))
            {
                // Whether the last COMMIT arrived is what the ledger says when it is read again.
                if (connection == MostConnections)
                    throw target.Trouble(lost);
                Say($"the connection was lost ({lost.InnerException?.Message ?? lost.Message}); connecting again");
            }
        }
    }

    private async Task<DeploymentResult> RunOnceAsync(CancellationToken cancel)
    {
        var patience = _applied.Count > 0 ? TimeSpan.FromSeconds(30) : options.WaitForDatabase;
        await using var runner = await target.OpenPatientlyAsync("levee deploy", patience, Say, cancel);
        var (first, found) = await CheckAsync(runner, cancel);
        var wanted = Wanted(first);
        if (HasErrors(found) || wanted.Count == 0 || options.IsDryRun)
            return Result(found, byOthers: 0, first);

        await using var watcher = await target.OpenAsync("levee deploy (watching)", cancel);
        await PoolerCheck.RefuseAsync(runner, watcher, cancel);
        await DeploymentLock.TakeAsync(runner, options.DeploymentLock, Tell, cancel);

        // Another deployment may have done all of it while this one waited.
        var (history, again) = await CheckAsync(runner, cancel);
        var byOthers = history.Applied.Count() - first.Applied.Count();
        if (HasErrors(again))
            return Result(again, byOthers, history);
        var session = new MigrationSession(runner, watcher, _ledger);
        if (!history.Ledger.Exists && Wanted(history).Count > 0)
            await session.SendAsync([new("BEGIN"), .. _ledger.Creation(), new("COMMIT")], cancel);
        foreach (var migration in Wanted(history))
        {
            if (await ApplyAsync(session, migration, history.Ledger, cancel) is MigrationOutcome.Failed failed)
                return new(
                    failed.ExitCode,
                    [.. again, failed.Why],
                    _applied.ToValueList(),
                    byOthers,
                    StillPending(history)
                );
        }
        return Result(again, byOthers, history);
    }

    private async Task<MigrationOutcome> ApplyAsync(
        MigrationSession session,
        Migration migration,
        Ledger ledger,
        CancellationToken cancel
    )
    {
        var start = Stopwatch.GetTimestamp();
        var script = ScriptReader.Read(migration.Script);
        var begun = ledger.BlockingRow(migration.Name);
        var mode = begun is null ? DeploymentModes.Of(script) : DeploymentMode.Stepwise;
        Tell(new DeployEvent.MigrationStarted(migration.Name, mode, script.Statements.Count));
        var outcome =
            mode == DeploymentMode.Atomic
                ? await new AtomicMigration(session, options, Tell, clock).RunAsync(migration, cancel)
                : new MigrationOutcome.NeedsSteps();
        if (outcome is MigrationOutcome.NeedsSteps)
            outcome = await new StepwiseMigration(session, options, Tell, clock).RunAsync(migration, begun, cancel);
        if (outcome is not MigrationOutcome.Applied)
            return outcome;
        _applied.Add(migration.Name);
        Tell(new DeployEvent.MigrationFinished(migration.Name, Stopwatch.GetElapsedTime(start)));
        if (!await DeploymentLock.IsHeldAsync(session.Runner, cancel))
            await DeploymentLock.TakeAsync(session.Runner, options.DeploymentLock, Tell, cancel);
        return outcome;
    }

    private async Task<(DatabaseHistory History, ValueList<Diagnostic> Found)> CheckAsync(
        NpgsqlConnection session,
        CancellationToken cancel
    )
    {
        var (ledger, hasTables) = await _ledger.ReadAsync(session, cancel);
        var history = new DatabaseHistory(migrations, ledger);
        var policy = new DeploymentPolicy(options.Ahead, options.AcceptedOrder, hasTables);
        return (history, DeploymentChecks.Of(history, policy).ToValueList());
    }

    private List<Migration> Wanted(DatabaseHistory history)
    {
        var pending = history.Pending.ToList();
        if (options.Until is { } until)
            pending = pending[..(pending.FindIndex(migration => migration.Name == until) + 1)];
        return options.Count is { } most ? [.. pending.Take(most)] : pending;
    }

    private DeploymentResult Result(ValueList<Diagnostic> found, int byOthers, DatabaseHistory history) =>
        new(DeploymentChecks.ExitCodeOf(found), found, _applied.ToValueList(), byOthers, StillPending(history));

    private ValueList<Migration> StillPending(DatabaseHistory history) =>
        history.Pending.Where(migration => !_applied.Contains(migration.Name)).ToValueList();

    private static bool HasErrors(ValueList<Diagnostic> found) => found.Any(one => one.Severity == Severity.Error);

    private static bool IsShutdown(NpgsqlException error) =>
        error is PostgresException { SqlState: var state } && state.StartsWith("57P", StringComparison.Ordinal);
}
