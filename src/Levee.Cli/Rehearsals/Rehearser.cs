using System.Security.Cryptography;
using Levee.Cli.Replay;
using Levee.Core;
using Levee.Core.Diagnostics;
using Levee.Core.History;
using Levee.Core.Rehearsals;
using Levee.Core.Sql;
using Levee.Core.Statements;
using Npgsql;

namespace Levee.Cli.Rehearsals;

/// <summary>Runs a script on copies of the database that it is written for, with rows made up for it, and tells what it did.</summary>
public static class Rehearser
{
    /// <param name="history">The migrations before the script.</param>
    /// <returns>A script that fails on every set of rows comes back with <see cref="Rehearsal.Failure"/>.</returns>
    /// <exception cref="LeveeException">There is no PostgreSQL, or the history does not replay.</exception>
    public static async Task<Rehearsal> RunAsync(
        ShadowDatabases shadows,
        ValueList<Migration> history,
        SqlScript script,
        RehearsalOptions options,
        CancellationToken cancel
    )
    {
        if (NestingLimit.Find(script) is { } deep)
            throw new LeveeException(deep);
        var (subject, owner) = await LookAsync(shadows, history, script, options, cancel);
        await using var copies = new RehearsalCopies(shadows, history, subject, options, owner);
        var plan = new RehearsalPlan(subject);
        var results = new List<AttemptResult>();
        while (plan.Next(results) is { } attempt)
            results.Add(await copies.RunAsync(attempt, cancel));
        return plan.Conclude(results);
    }

    private static async Task<(RehearsalSubject, CopyOwner)> LookAsync(
        ShadowDatabases shadows,
        ValueList<Migration> history,
        SqlScript script,
        RehearsalOptions options,
        CancellationToken cancel
    )
    {
        var denied = DenyList.Find(script);
        var hasLedger = script.Source.Text.Contains(LedgerTable.Name, StringComparison.Ordinal);
        var copy = await Copy.TakeAsync(shadows, history, hasLedger, cancel);
        try
        {
            var cluster = copy.Database.Cluster;
            var known = hasLedger ? null : shadows.FindKnown(cluster);
            var catalog = known?.Catalog ?? await SnapshotReader.ReadCatalogAsync(copy.Session, cancel);
            var bodies = catalog.Code.Any(code => code.Kind == "function")
                ? await ReadBodiesAsync(copy.Session, cancel)
                : [];
            var nonce = RandomNumberGenerator.GetHexString(20, lowercase: true);
            var subject = RehearsalSubject.Of(script, denied, catalog, bodies, nonce) with
            {
                PlantsRows = options.PlantsRows,
            };
            if (subject.MayRunStoredText)
                subject = subject with { Stored = await ReadStoredAsync(copy.Session, subject, cancel) };
            var isSuperuser =
                denied.Any(item => item.MayRun) && SuperuserScripts.MayRun(subject.Runnable, subject.Literals.Words);
            return (
                subject,
                new(cluster, isSuperuser, isSuperuser ? null : known?.Digests, copy) { HasLedger = hasLedger }
            );
        }
        catch
        {
            await copy.DisposeAsync();
            throw;
        }
    }

    private static async Task<HashSet<long>> ReadStoredAsync(
        NpgsqlConnection session,
        RehearsalSubject subject,
        CancellationToken cancel
    )
    {
        var rows = (await SnapshotReader.WithRowsAsync(session, subject.Catalog, subject.Scope, cancel)).Rows;
        return rows.Where(table => table.Rows.Count > 0).Select(table => table.Table).ToHashSet();
    }

    private static async Task<List<string>> ReadBodiesAsync(NpgsqlConnection session, CancellationToken cancel)
    {
        var bodies = new List<string>();
        await using var command = new NpgsqlCommand(
            """
            SELECT p.prosrc FROM pg_catalog.pg_proc p JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace
            WHERE p.oid >= 16384 AND n.nspname !~ '^pg_' AND NOT EXISTS (
                SELECT 1 FROM pg_catalog.pg_depend d WHERE d.classid = 'pg_catalog.pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e')
            LIMIT 200
            """,
            session
        );
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
            bodies.Add(reader.GetString(0));
        return bodies;
    }
}
