using Levee.Cli.Catalog;
using Levee.Cli.Replay;
using Levee.Core;
using Levee.Core.Canaries;
using Levee.Core.Diff;
using Levee.Core.Effects;
using Levee.Core.History;
using Levee.Core.Rehearsals;
using Levee.Core.Schema;
using Levee.Core.Statements;
using Npgsql;

namespace Levee.Cli.Rehearsals;

/// <summary>Runs attempts, each on a copy of the database that the script is written for.</summary>
internal sealed class RehearsalCopies(
    ShadowDatabases shadows,
    ValueList<Migration> history,
    RehearsalSubject subject,
    RehearsalOptions options,
    CopyOwner owner
) : IAsyncDisposable
{
    /// <summary>So many new tables are read; a migration that makes more moves nothing into the rest.</summary>
    private const int MostNew = 60;

    /// <summary>What was defined before the first statement; null where no run with the same owner has looked yet.</summary>
    private TableDigests? _digests = owner.Digests;

    /// <summary>The copy that was looked at and not yet written to.</summary>
    private Copy? _unused = owner.Unused;
    private bool _isSuperuser = owner.IsSuperuser;

    private static readonly string[] Random =
    [
        "random",
        "gen_random_uuid",
        "uuid_generate_v1",
        "uuid_generate_v4",
        "uuidv4",
        "uuidv7",
        "gen_random_bytes",
        "nextval",
        "clock_timestamp",
    ];

    public Task<AttemptResult> RunAsync(Attempt attempt, CancellationToken cancel) =>
        attempt switch
        {
            Attempt.Whole whole => RunWholeAsync(whole, cancel),
            Attempt.Forced forced => ForceAsync(forced, cancel),
        };

    /// <summary>Runs the script as an ordinary owner. A script that openly needs more, and puts no SQL together at run time, runs as
    /// a superuser.</summary>
    private async Task<AttemptResult> RunWholeAsync(Attempt.Whole attempt, CancellationToken cancel)
    {
        var run = await RunOnCopyAsync(attempt, cancel);
        if (
            !_isSuperuser
            && run.Error?.SqlState == SqlStates.InsufficientPrivilege
            && SuperuserScripts.MayRun(subject.Runnable, subject.Literals.Words)
        )
        {
            (_isSuperuser, _digests) = (true, null);
            run = await RunOnCopyAsync(attempt, cancel);
        }
        return run;
    }

    private void Learn(TableDigests digests)
    {
        _digests = digests;
        if (!_isSuperuser && !owner.HasLedger)
            shadows.Keep(owner.Cluster, new(subject.Catalog, digests));
    }

    private async Task<AttemptResult> RunOnCopyAsync(Attempt.Whole attempt, CancellationToken cancel)
    {
        await using var copy = await TakeCopyAsync(cancel);
        var (clone, session) = copy;
        var rung = attempt.Rows;
        var (canaries, planted, before) = await PlantAsync(session, rung, cancel);
        var isWatched = await ExecutionWatch.StartAsync(clone, _isSuperuser, cancel);
        await using var writer = _isSuperuser
            ? await clone.ConnectAsSuperuserAsync(cancel)
            : await clone.ConnectAsOwnerAsync(cancel);
        var application = await OldApplication.StartAsync(
            session,
            subject.Catalog,
            canaries.Where(table => subject.Literals.Words.Contains(table.Table.Name)),
            cancel
        );
        var probed = new ProbedScript(
            attempt.IsUnmarked ? subject.Runnable : subject.Marked.Script,
            subject,
            options.Deadline + subject.MoreForSize
        )
        {
            Progress = shadows.Progress,
            KeepsPrepared = !subject.Literals.Words.Overlaps(["discard", "deallocate"]),
            IsWatched = isWatched,
            Images = new(rung.IsEmpty && subject.Stored.Count == 0 ? [] : subject.Scope),
        };
        var start = new AttemptResult(attempt, before) { Planted = planted, Marks = new(subject.Marked.Nonce) };
        var run = await probed.RunAsync(writer, start, _digests, cancel);
        if (_digests is null && run.Probes.Count > 0)
            Learn(run.Probes[0].Digests);
        if (!run.Succeeded)
            return run with { Before = subject.Catalog, Probes = [] }; // nobody compares what a run that failed saw

        if (options.Like is null)
            await writer.DisposeAsync(); // with everything that was its own
        // Each in its own session, at the same time.
        var (reading, comparing) = (ReadAfterAsync(session, cancel), ReadLikeAsync(writer, cancel));
        await Task.WhenAll(reading, comparing);
        var (after, left) = (reading.Result, comparing.Result);
        // Last, because an error may end the session.
        var broken = await application.GoOnAsync(cancel);
        var like =
            left is null || !options.AsksSpellings ? null : await SpellAsync(copy, new(left, options.Like!), cancel);
        return run with
        {
            After = after,
            Effects =
            [
                .. SnapshotComparison.Compare(
                    before,
                    after,
                    (subject.Literals.Words.Overlaps(Random) ? ScriptTraits.IsRandom : ScriptTraits.None)
                        | CopiedRows.TraitsOf(subject.Script),
                    run.Undeleted()
                ),
                .. broken,
            ],
            Schema = left,
            Like = like,
        };
    }

    private async Task<(
        ValueList<CanaryTable> Rows,
        ValueList<PlantedRows> Planted,
        DatabaseSnapshot Before
    )> PlantAsync(NpgsqlConnection session, CanaryRung rung, CancellationToken cancel)
    {
        var asked = subject.CatalogFor(rung);
        var canaries = rung.IsEmpty ? [] : new CanaryRows(asked, subject.Literals, rung).For(subject.ScopeOf(rung));
        var planted = await CanaryPlanter.PlantAsync(session, asked, canaries, cancel);
        if (subject is { PlantsRows: true, Scope.Count: 0 })
            await CanaryPlanter.PlaceAsync(session, subject.Catalog, cancel);
        var before = await SnapshotReader.WithRowsAsync(
            session,
            await SnapshotReader.WithLargeObjectsAsync(session, subject.Catalog, cancel),
            subject.Scope,
            cancel
        );
        return (canaries, planted, before);
    }

    /// <summary>What is there now, with the rows of the tables that were looked at before, or took their place.</summary>
    private async Task<DatabaseSnapshot> ReadAfterAsync(NpgsqlConnection session, CancellationToken cancel)
    {
        var after = await SnapshotReader.ReadCatalogAsync(session, cancel);
        var names = subject.Scope.Select(table => table.FullName).ToHashSet(StringComparer.Ordinal);
        var oids = subject.Scope.Select(table => table.Oid).ToHashSet();
        oids.UnionWith(after.Tables.Where(table => names.Contains(table.FullName)).Select(table => table.Oid));
        // What the script makes may hold what it took elsewhere.
        var old = subject.Catalog.Tables.Select(table => table.Oid).ToHashSet();
        oids.UnionWith(after.Tables.Where(table => !old.Contains(table.Oid)).Take(MostNew).Select(table => table.Oid));
        var read = after.Tables.Where(table => oids.Contains(table.Oid) || oids.Contains(table.Parent)).ToList();
        return await SnapshotReader.WithRowsAsync(session, after, read, cancel);
    }

    private async Task<DatabaseSchema?> ReadLikeAsync(NpgsqlConnection session, CancellationToken cancel)
    {
        if (options.Like is not { } like)
            return null;
        // Whatever the script set, the session begins anew.
        await using var discard = new NpgsqlCommand("DISCARD ALL", session);
        await discard.ExecuteNonQueryAsync(cancel);
        return await CatalogReader.ReadAsync(session, like, cancel);
    }

    private async Task<DatabaseSchema> SpellAsync(Copy copy, Pair<DatabaseSchema> schemas, CancellationToken cancel)
    {
        var questions = Spellings.Find(schemas);
        if (questions.Count == 0)
            return schemas.After;
        if (_isSuperuser)
            await copy.Database.GiveToOwnerAsync(cancel);
        await using var session = await copy.Database.ConnectAsOwnerAsync(cancel);
        return Spellings.Apply(
            schemas.After,
            questions,
            await SpellingReader.AskAsync(session, schemas.After, questions, cancel)
        );
    }

    /// <summary>Runs a statement of the script's code that no attempt came to, alone.</summary>
    private async Task<AttemptResult> ForceAsync(Attempt.Forced attempt, CancellationToken cancel)
    {
        var mark = subject.Marked.Marks[attempt.Mark];
        await using var copy = await TakeCopyAsync(cancel);
        var session = copy.Session;
        var rows = CanaryRung.Full with { Kinds = CanaryKinds.Plain | CanaryKinds.Literals, Most = 12 };
        var (_, planted, before) = await PlantAsync(session, rows, cancel);
        var start = new AttemptResult(attempt, before) { Planted = planted };
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        deadline.CancelAfter(options.Deadline);
        try
        {
            await using var run = new NpgsqlCommand(await TextToForceAsync(session, mark, deadline.Token), session);
            await run.ExecuteNonQueryAsync(deadline.Token);
        }
        catch (PostgresException error)
        {
            return start with { Error = ServerErrors.Of(error) };
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return start with { TimedOut = true, Took = options.Deadline };
        }
        var after = await ReadAfterAsync(session, cancel);
        return start with { After = after, Effects = SnapshotComparison.Compare(before, after) };
    }

    public async ValueTask DisposeAsync()
    {
        if (_unused is { } unused)
            await unused.DisposeAsync();
    }

    private async Task<Copy> TakeCopyAsync(CancellationToken cancel)
    {
        if (_unused is not { } unused)
            return await Copy.TakeAsync(shadows, history, owner.HasLedger, cancel);
        _unused = null;
        return unused;
    }

    private static async Task<string> TextToForceAsync(
        NpgsqlConnection session,
        CodeMark mark,
        CancellationToken cancel
    )
    {
        if (mark.Text.StartsWith("perform", StringComparison.OrdinalIgnoreCase))
            return "SELECT" + mark.Text["perform".Length..];
        if (StatementRisk.DynamicText(mark.Text) is not { } expression || mark.Risk != CodeRisk.Dynamic)
            return mark.Text;
        await using var command = new NpgsqlCommand($"SELECT ({expression})::pg_catalog.text", session);
        return await command.ExecuteScalarAsync(cancel) as string ?? "SELECT 1";
    }
}
