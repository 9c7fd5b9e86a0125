using Levee.Cli.Catalog;
using Levee.Cli.Replay;
using Levee.Core;
using Levee.Core.Canaries;
using Levee.Core.Diff;
using Levee.Core.Effects;
using Levee.Core.History;
using Levee.Core.Schema;
using Levee.Core.Sql;
using Levee.Core.Statements;
using Npgsql;

namespace Levee.Cli.Rehearsals;

/// <summary>Where one script is rehearsed: copies of one database, what is in its catalog, and the marked script.</summary>
/// <param name="needsSuperuser">Whether the script openly does what only a superuser may.</param>
internal sealed class RehearsalStage(
    ShadowDatabases shadows,
    ValueList<Migration> history,
    SqlScript script,
    RehearsalOptions options,
    bool needsSuperuser
) : IAsyncDisposable
{
    private bool _isSuperuser = needsSuperuser;
    private RehearsalScene? _scene;

    /// <summary>What was defined before the first statement; null where no run with the same owner has looked yet.</summary>
    private TableDigests? _digests;

    /// <summary>What the copies are taken from.</summary>
    private string _cluster = "";

    /// <summary>The copy that was looked at and not yet written to.</summary>
    private Copy? _unused;

    /// <summary>The database before the script, without rows.</summary>
    public DatabaseSnapshot Catalog => Scene.Catalog;

    public MarkedScript Marked => Scene.Marked;

    public OwnCreations OwnCreations => Scene.OwnCreations;

    private ScriptLiterals Literals => Scene.Literals;

    private RehearsalScene Scene => _scene ?? throw new InvalidOperationException("nothing was rehearsed yet");

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

    /// <summary>Whether the procedural code could be followed.</summary>
    public bool IsMarked { get; private set; } = true;

    /// <summary>Whether rows were planted at all.</summary>
    public bool HasRows => options.PlantsRows && Scene.Scope.Count > 0;

    /// <summary>Whether the script may give a column another value than it has: not where it only fills in what is missing.</summary>
    public bool MayOverwrite()
    {
        var columns = Scene.Scope.SelectMany(table => table.Columns).Select(column => column.Name).ToHashSet();
        return Literals.Assigned.Overlaps(columns)
            && (Catalog.Code.Any(code => code.Kind == "function") || script.Statements.Any(Overwrites));

        bool Overwrites(SqlStatement statement) =>
            ScriptLiterals.Read([statement.Text]).Assigned.Overlaps(columns)
            && (
                ProceduralBody.Find(statement.Text) is not null
                || RowChange.Find(statement.Text)?.WhyHarmless(Catalog) is null
            );
    }

    /// <summary>Whether it failed on a foreign key, and rows with parents for the keys that the script adds were not tried.</summary>
    public bool MissesParents(RehearsalRun run) =>
        run.Error?.SqlState == PostgresErrorCodes.ForeignKeyViolation
        && !run.Rung.HoldsToNewKeys
        && Scene.NewKeys.Count > 0;

    /// <summary>Whether it failed on a new column that no row of its table has a value for.</summary>
    public bool LacksValues(RehearsalRun run) =>
        run.Error?.SqlState == PostgresErrorCodes.NotNullViolation
        && Catalog.Tables.FirstOrDefault(run.IsAbout) is { } table
        && !table.Columns.Any(column => column.Name == run.Error.ColumnName);

    public async Task<List<CanaryRung>> LadderAsync(CancellationToken cancel)
    {
        await LookAsync(cancel);
        return Scene.Ladder();
    }

    /// <summary>Runs the script on a new copy, as an ordinary owner. A script that openly needs more, and puts no SQL together at
    /// run time, runs as a superuser.</summary>
    public async Task<RehearsalRun> RunAsync(CanaryRung rung, CancellationToken cancel)
    {
        await LookAsync(cancel);
        var run = await RunOnCopyAsync(rung, cancel);
        if (
            !_isSuperuser
            && run.Error?.SqlState == PostgresErrorCodes.InsufficientPrivilege
            && RehearsalRights.MayBeSuperuser(script, Literals)
        )
        {
            (_isSuperuser, _digests) = (true, null);
            run = await RunOnCopyAsync(rung, cancel);
        }
        return run;
    }

    /// <summary>The tables whose rows may be what stopped the run: the one that PostgreSQL names, else those that the statement
    /// does.</summary>
    public List<SeenTable> Suspects(RehearsalRun run)
    {
        var filled = Scene.Scope.Where(table => !run.Rung.Without.Contains(table.Oid)).ToList();
        var named = filled.Where(table => run.IsAbout(table)).ToList();
        if (named.Count > 0 || run.FailedStatement < 0)
            return named;
        var words = ScriptLiterals.Read([script.Statements[run.FailedStatement].Text]).Words;
        return filled.Where(table => words.Contains(table.Name)).ToList();
    }

    private async Task LookAsync(CancellationToken cancel)
    {
        if (_scene is not null)
            return;
        _unused ??= await TakeCopyAsync(cancel);
        _cluster = _unused.Database.Cluster;
        var known = shadows.FindKnown(_cluster);
        _scene = await RehearsalScene.LookAsync(_unused.Session, known?.Catalog, script, cancel);
        _isSuperuser &= RehearsalRights.MayBeSuperuser(script, Literals);
        _digests = _isSuperuser ? null : known?.Digests;
    }

    private void Learn(TableDigests digests)
    {
        _digests = digests;
        if (!_isSuperuser)
            shadows.Keep(_cluster, new(Catalog, digests));
    }

    private async Task<RehearsalRun> RunOnCopyAsync(CanaryRung rung, CancellationToken cancel)
    {
        await using var copy = await TakeCopyAsync(cancel);
        var (clone, session) = copy;
        var asked = rung.HoldsToNewKeys
            ? Catalog with
            {
                Constraints = [.. Catalog.Constraints, .. Scene.NewKeys],
            }
            : Catalog;
        var canaries = rung.IsEmpty ? [] : new CanaryRows(asked, Literals, rung).For(Scene.ScopeOf(rung));
        var planted = await CanaryPlanter.PlantAsync(session, asked, canaries, cancel);
        var before = await SnapshotReader.WithRowsAsync(
            session,
            await SnapshotReader.WithLargeObjectsAsync(session, Catalog, cancel),
            Scene.Scope,
            cancel
        );

        if (!_isSuperuser)
            await ShadowDatabase.GiveToMigratorAsync(session, cancel);
        await using var writer = _isSuperuser
            ? await clone.ConnectAsync(cancel)
            : await clone.ConnectAsMigratorAsync(cancel);
        var application = await OldApplication.StartAsync(
            session,
            Catalog,
            canaries.Where(table => Literals.Words.Contains(table.Table.Name)),
            cancel
        );
        var probed = new ProbedScript(Marked.Script, OwnCreations, options.Deadline)
        {
            Progress = shadows.Progress,
            KeepsPrepared = !Literals.Words.Overlaps(["discard", "deallocate"]),
        };
        var run = await probed.RunAsync(writer, new RehearsalRun(rung, before) { Planted = planted }, _digests, cancel);
        if (_digests is null && run.Probes.Count > 0)
            Learn(run.Probes[0].Digests);
        if (
            !run.Succeeded
            && IsMarked
            && run.Error?.SqlState == PostgresErrorCodes.SyntaxError
            && !ReferenceEquals(Marked.Script, script)
        )
        {
            // Our marks may be what it stumbles over.
            IsMarked = false;
            _scene = Scene with { Marked = new(script, [], []) };
            return await RunOnCopyAsync(rung, cancel);
        }
        if (!run.Succeeded)
            return run with { Before = Catalog, Probes = [] }; // nobody compares what a run that failed saw

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
                .. SnapshotComparison.Compare(before, after, Literals.Words.Overlaps(Random), run.Undeleted()),
                .. broken,
            ],
            Schema = left,
            Like = like,
        };
    }

    /// <summary>What is there now, with the rows of the tables that were looked at before, or took their place.</summary>
    private async Task<DatabaseSnapshot> ReadAfterAsync(NpgsqlConnection session, CancellationToken cancel)
    {
        var after = await SnapshotReader.ReadCatalogAsync(session, cancel);
        var names = Scene.Scope.Select(table => table.FullName).ToHashSet(StringComparer.Ordinal);
        var oids = Scene.Scope.Select(table => table.Oid).ToHashSet();
        oids.UnionWith(after.Tables.Where(table => names.Contains(table.FullName)).Select(table => table.Oid));
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
        // Also where the script was a superuser's.
        await ShadowDatabase.GiveToMigratorAsync(copy.Session, cancel);
        await using var session = await copy.Database.ConnectAsMigratorAsync(cancel);
        return Spellings.Apply(
            schemas.After,
            questions,
            await SpellingReader.AskAsync(session, schemas.After, questions, cancel)
        );
    }

    /// <summary>Runs the script, and behind it a statement of its code that it did not come to.</summary>
    /// <returns>What the statement took away, and whether it can be said to take nothing.</returns>
    public async Task<(List<string> Targets, bool IsHarmless)> ForceAsync(CodeMark mark, CancellationToken cancel)
    {
        await using var copy = await TakeCopyAsync(cancel);
        var session = copy.Session;
        var canaries = new CanaryRows(
            Catalog,
            Literals,
            CanaryRung.Full with
            {
                Kinds = CanaryKinds.Plain | CanaryKinds.Literals,
                Most = 12,
            }
        ).For(Scene.Scope);
        await CanaryPlanter.PlantAsync(session, Catalog, canaries, cancel);
        var before = await SnapshotReader.WithRowsAsync(session, Catalog, Scene.Scope, cancel);
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        deadline.CancelAfter(options.Deadline);
        string text;
        try
        {
            text = await TextToForceAsync(session, mark, deadline.Token);
        }
        catch (PostgresException)
        {
            return ([], false); // it depends on variables: what it would run is not known
        }
        try
        {
            await using var run = new NpgsqlCommand(text, session);
            await run.ExecuteNonQueryAsync(deadline.Token);
        }
        catch (PostgresException error)
        {
            return ([], ForcedBranches.FindsNothing(error));
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return ([], false);
        }
        var after = await SnapshotReader.ReadCatalogAsync(session, cancel);
        var oids = Scene.Scope.Select(table => table.Oid).ToHashSet();
        after = await SnapshotReader.WithRowsAsync(
            session,
            after,
            after.Tables.Where(table => oids.Contains(table.Oid)).ToList(),
            cancel
        );
        var targets = SnapshotComparison
            .Compare(before, after)
            .Where(effect => effect.Destroys)
            .Select(effect => effect.Object!)
            .Distinct()
            .ToList();
        if (targets.Count > 0 || RowChange.Find(mark.Text) is not { } change)
            return (targets, targets.Count == 0 && mark.Risk == CodeRisk.Changes);
        return (change.Targets(Catalog).ToList(), change.WhyHarmless(Catalog) is not null);
    }

    public async ValueTask DisposeAsync()
    {
        if (_unused is { } unused)
            await unused.DisposeAsync();
    }

    private async Task<Copy> TakeCopyAsync(CancellationToken cancel)
    {
        if (_unused is { } unused)
        {
            _unused = null;
            return unused;
        }
        var clone = await shadows.CloneAsync(history, cancel);
        try
        {
            var session = await clone.ConnectAsync(cancel);
            await SnapshotReader.PrepareAsync(session, cancel);
            return new(clone, session);
        }
        catch
        {
            await clone.DisposeAsync();
            throw;
        }
    }

    /// <summary>A scratch database and our own session in it.</summary>
    private sealed record Copy(ShadowDatabase Database, NpgsqlConnection Session) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await Session.DisposeAsync();
            await Database.DisposeAsync();
        }
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

    /// <summary>Whether PostgreSQL's planner itself finds that the statement's condition can never be true.</summary>
    public async Task<bool> IsNeverTrueAsync(string statement, CancellationToken cancel)
    {
        await using var copy = await TakeCopyAsync(cancel);
        try
        {
            await using var command = new NpgsqlCommand($"EXPLAIN (COSTS OFF) {statement}", copy.Session);
            await using var reader = await command.ExecuteReaderAsync(cancel);
            var plan = new List<string>();
            while (await reader.ReadAsync(cancel))
                plan.Add(reader.GetString(0));
            return plan.Exists(line => line.Trim() == "One-Time Filter: false")
                && !plan.Exists(line => line.Contains("Append", StringComparison.Ordinal));
        }
        catch (PostgresException)
        {
            // It needs what the script makes before it.
            return false;
        }
    }
}
