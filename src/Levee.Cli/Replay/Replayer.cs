using System.Text.RegularExpressions;
using Levee.Cli.Server;
using Levee.Cli.Workspace;
using Levee.Core;
using Levee.Core.Diagnostics;
using Levee.Core.History;
using Levee.Core.Sql;
using Levee.Core.Statements;
using Npgsql;

namespace Levee.Cli.Replay;

/// <summary>Makes servers that hold a migration history: on a copy of the kept cluster that has most of it, with the rest
/// replayed and kept in turn.</summary>
internal sealed partial class Replayer(
    PostgresOptions options,
    PostgresBinaries binaries,
    ClusterStore store,
    RunFolder folder
)
{
    private static readonly TimeSpan TimeForReplay = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan TimeForMigration = TimeSpan.FromMilliseconds(20);

    private static readonly TimeSpan TimeForMegabyte = TimeSpan.FromSeconds(2);

    private static readonly string[] AsksForMore =
    [
        "it asks for the rights of a superuser: only SQL that can be read before it runs, and that stays inside of the database, gets them",
    ];

    private Task _keeping = Task.CompletedTask;

    /// <summary>A server, and how many migrations of a history it holds.</summary>
    public readonly record struct Nearest(PostgresServer Server, int Count);

    /// <summary>A server on a copy of the kept cluster with the longest beginning of the history; on a new one where there is
    /// none.</summary>
    /// <param name="keys">Of <see cref="HistoryKeys"/>.</param>
    /// <exception cref="LeveeException"><c>no-postgres</c>.</exception>
    public async Task<Nearest> OpenNearestAsync(ValueList<Migration> history, string[] keys, CancellationToken cancel)
    {
        await _keeping;
        var kept = store.Keys();
        for (var count = history.Count; count >= 0; count--)
        {
            // A database is made from another one, which only a new cluster has.
            if (count < history.Count && MakesDatabase().IsMatch(history[count].Script.Text))
                break;
            if (!kept.Contains(keys[count]) || store.TryOpen(keys[count]) is not { } cluster)
                continue;
            try
            {
                return new(
                    await PostgresServer.OpenAsync(options, binaries, folder.ForServer(), cluster, cancel),
                    count
                );
            }
            catch (DamagedClusterException)
            {
                store.Forget(keys[count]);
            }
        }
        var built = await PostgresServer.BuildAsync(
            options,
            binaries,
            folder.ForServer(),
            (header, data) => store.KeepAsync(keys[0], header, data),
            cancel
        );
        return new(built, 0);
    }

    /// <summary>Replays what is missing, and keeps the result.</summary>
    /// <param name="nearest">Ended where this fails.</param>
    /// <returns>Its server, running and the caller's.</returns>
    /// <exception cref="LeveeException"><c>sql-error</c>: a migration failed, with the place in its file.</exception>
    public async Task<PostgresServer> FinishAsync(
        Nearest nearest,
        ValueList<Migration> history,
        string[] keys,
        CancellationToken cancel
    )
    {
        try
        {
            await ReplayAsync(nearest, history, keys, read: null, cancel);
            if (nearest.Count < history.Count)
                await KeepAsync(nearest.Server, keys[^1], cancel);
            return nearest.Server;
        }
        catch
        {
            await nearest.Server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Replays what is missing, and looks at the result before it is kept: the session that replayed has most of the
    /// catalog at hand. The server is ended behind it.</summary>
    /// <exception cref="LeveeException"><c>sql-error</c>: a migration failed, with the place in its file.</exception>
    public async Task ReadAsync(
        Nearest nearest,
        ValueList<Migration> history,
        string[] keys,
        Func<NpgsqlConnection, Task> read,
        CancellationToken cancel
    )
    {
        var (server, count) = nearest;
        try
        {
            await ReplayAsync(nearest, history, keys, read, cancel);
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
        _keeping = Task.Run(
            async () =>
            {
                if (count < history.Count && await server.StopAsync())
                    await store.KeepAsync(keys[^1], server.Header, server.Data);
                await server.DisposeAsync();
            },
            CancellationToken.None
        );
    }

    /// <summary>Returns when all that is to be kept is.</summary>
    public Task EndAsync() => _keeping;

    private async Task ReplayAsync(
        Nearest nearest,
        ValueList<Migration> history,
        string[] keys,
        Func<NpgsqlConnection, Task>? read,
        CancellationToken cancel
    )
    {
        var (server, count) = nearest;
        // Twice the last migration: the one that is being worked on changes, and a long history is not replayed again
        // for it. Not in the first run, which takes its time anyway.
        const int WorthAnotherCluster = 10;
        if (history.Count - count > WorthAnotherCluster && store.Keys().Count > 1)
        {
            var last = history.Count - 1;
            await ReplayAsync(server, history, count..last, read: null, cancel);
            await KeepAsync(server, keys[last], cancel);
            count = last;
        }
        await ReplayAsync(server, history, count..history.Count, read, cancel);
    }

    private async Task ReplayAsync(
        PostgresServer server,
        ValueList<Migration> history,
        Range missing,
        Func<NpgsqlConnection, Task>? read,
        CancellationToken cancel
    )
    {
        var (first, count) = missing.GetOffsetAndLength(history.Count);
        if (count == 0 && read is null)
            return;
        await RefuseUncontainedAsync(server, history.Take(missing), cancel);
        var most =
            TimeForReplay
            + TimeForMigration * count
            + TimeForMegabyte
                * (history.Take(missing).Sum(migration => (double)migration.Script.Text.Length) / (1 << 20));
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        deadline.CancelAfter(most);
        var at = first;
        try
        {
            await using var session = await server.ConnectAsOwnerAsync(cancel);
            for (var i = first; i < first + count; )
            {
                options.Progress($"replaying {i + 1} of {history.Count}: {history[i].Name}");
                var together = MigrationBatch.Take(
                    history.Take(i..(first + count)).Select(migration => ScriptReader.Read(migration.Script))
                );
                var done = await MigrationBatch.RunAsync(session, together, deadline.Token);
                at = i += done;
                // The one that has to go alone, or that stopped the others and may not have to.
                if (done == 0 || done < together.Count)
                    await ReplayAsync(server, session, history[i++], deadline.Token);
                at = i;
            }
            if (read is not null)
                await read(session);
        }
        // Whatever a script set for itself, and whether or not it let itself be cancelled.
        catch (Exception) when (deadline.IsCancellationRequested && !cancel.IsCancellationRequested)
        {
            throw new LeveeException(
                Diagnostic.Error(
                    "sql-error",
                    $"the migration {history[Math.Min(at, first + count - 1)].Name} was still running when the time for the replay was over"
                ) with
                {
                    Notes = [$"{count} to replay may take {most.TotalSeconds:0} s on a database without rows"],
                    Help = ["take out what waits, or loops without an end"],
                }
            );
        }
        catch (Exception error) when (server.TroubleOf(error) is { } trouble)
        {
            throw new LeveeException(trouble);
        }
    }

    private async Task RefuseUncontainedAsync(
        PostgresServer server,
        IEnumerable<Migration> migrations,
        CancellationToken cancel
    )
    {
        if (server.Layers.Contain)
            return;
        foreach (var migration in migrations)
        {
            var script = ScriptReader.Read(migration.Script);
            if (DenyList.Find(script).FirstOrDefault(denied => !denied.MayRun) is not { } denied)
                continue;
            if (await options.MayRunUncontainedAsync(cancel))
                return;
            throw new LeveeException(
                Diagnostic.Error(
                    "uncontained",
                    $"this statement {denied.What}, and the kernel gives neither Landlock nor namespaces to hold it",
                    script.Source.At(script.Statements[denied.Statement].Span)
                ) with
                {
                    Help = ["levee explain uncontained"],
                }
            );
        }
    }

    private async Task ReplayAsync(
        PostgresServer server,
        NpgsqlConnection session,
        Migration migration,
        CancellationToken cancel
    )
    {
        var script = ScriptReader.Read(migration.Script);
        var run = await ScriptRunner.RunAsync(session, script, ScriptOptions.Default, cancel);
        var needsMore = run.Error?.SqlState == PostgresErrorCodes.InsufficientPrivilege;
        // A preset comes with Levee, and no stranger wrote it.
        if (needsMore && (EnvironmentPreset.IsOurs(script.Source.Text) || SuperuserScripts.MayReplay(script)))
        {
            // What ran statement by statement has done what came before.
            var rest = script with
            {
                Statements = script.Statements.Skip(run.Done.Count).ToValueList(),
            };
            run = await RunAsSuperuserAsync(server, rest, cancel);
            needsMore = false;
        }
        if (run.Failure is { } failure)
        {
            throw new LeveeException(
                failure with
                {
                    Notes =
                    [
                        .. failure.Notes,
                        .. needsMore ? AsksForMore : [],
                        options.Environment.Contains(migration)
                            ? "while the environment was made, before the first migration"
                            : $"while the migration {migration.Name} was replayed after those before it",
                        .. options.EnvironmentNotes,
                    ],
                }
            );
        }
        await using var discard = new NpgsqlCommand(MigrationBatch.NewSession, session);
        await discard.ExecuteNonQueryAsync(cancel);
    }

    private static async Task<ScriptRun> RunAsSuperuserAsync(
        PostgresServer server,
        SqlScript script,
        CancellationToken cancel
    )
    {
        await using var session = await server.ConnectAsSuperuserAsync(cancel);
        var run = await ScriptRunner.RunAsync(session, script, ScriptOptions.Default, cancel);
        await ShadowDatabase.GiveToOwnerAsync(session, cancel);
        return run;
    }

    // The files of a server are complete when it is down.
    private async Task KeepAsync(PostgresServer server, string key, CancellationToken cancel)
    {
        if (await server.StopAsync())
            await store.KeepAsync(key, server.Header, server.Data);
        await server.StartAgainAsync(cancel);
    }

    [GeneratedRegex(@"\bCREATE\s+DATABASE\b", RegexOptions.IgnoreCase)]
    private static partial Regex MakesDatabase();
}
