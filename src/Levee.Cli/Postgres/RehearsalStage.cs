using System.Diagnostics;
using Levee.Core;
using Levee.Core.Effects;
using Levee.Core.History;
using Levee.Core.Schema;
using Levee.Core.Sql;
using Npgsql;

namespace Levee.Cli.Postgres;

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
    private DatabaseSnapshot? _catalog;
    private ScriptLiterals? _literals;
    private MarkedScript? _marked;
    private ValueList<SeenTable> _scope = [];
    private bool _isMarked = true;

    /// <summary>The foreign keys that the script is to add.</summary>
    private ValueList<SeenConstraint> _newKeys = [];

    /// <summary>The tables in which earlier migrations left rows.</summary>
    private HashSet<long> _stored = [];

    /// <summary>What was there before the first statement of an earlier run.</summary>
    private RehearsalProbe? _firstProbe;

    /// <summary>The copy that was looked at and not yet written to.</summary>
    private Copy? _unused;

    /// <summary>The database before the script, without rows.</summary>
    public DatabaseSnapshot Catalog => _catalog ?? throw new InvalidOperationException("nothing was rehearsed yet");

    public MarkedScript Marked => _marked ?? throw new InvalidOperationException("nothing was rehearsed yet");

    public ScriptLiterals Literals => _literals ?? throw new InvalidOperationException("nothing was rehearsed yet");

    private static readonly string[] Random =
        ["random", "gen_random_uuid", "uuid_generate_v1", "uuid_generate_v4", "uuidv4", "uuidv7", "gen_random_bytes", "nextval", "clock_timestamp"];

    /// <summary>Whether the procedural code could be followed.</summary>
    public bool IsMarked => _isMarked;

    /// <summary>Whether rows were planted at all.</summary>
    public bool HasRows => options.PlantsRows && _scope.Count > 0;

    public bool HasNewKeys => _newKeys.Count > 0;

    public async Task<List<CanaryRung>> LadderAsync(CancellationToken cancel)
    {
        if (_catalog is null)
        {
            _unused = await TakeCopyAsync(cancel);
            await LookAsync(_unused.Session, cancel);
        }
        return _scope.Count == 0 ? [CanaryRung.Empty] : [.. CanaryRung.Ladder(CastTargets()).Where(rung => !rung.LeavesStored || _stored.Count > 0)];
    }

    /// <summary>Runs the script on a new copy, as an ordinary owner. A script that openly needs more, and puts no SQL together at
    /// run time, runs as a superuser.</summary>
    public async Task<RehearsalRun> RunAsync(CanaryRung rung, CancellationToken cancel)
    {
        if (_catalog is null)
        {
            _unused ??= await TakeCopyAsync(cancel);
            await LookAsync(_unused.Session, cancel);
        }
        var guardsServer = _isSuperuser || RehearsalRights.MayTouchServer(Literals);
        var globals = guardsServer ? await shadows.GlobalsAsync(cancel) : null;
        var run = await RunOnCopyAsync(rung, cancel);
        if (!_isSuperuser && run.Error?.SqlState == PostgresErrorCodes.InsufficientPrivilege && RehearsalRights.MayBeSuperuser(script, Literals))
        {
            globals ??= await shadows.GlobalsAsync(cancel);
            (_isSuperuser, _firstProbe) = (true, null);
            run = await RunOnCopyAsync(rung, cancel);
        }
        // Roles and their rights belong to the server and would be there in the next run.
        if (globals is not null)
            await shadows.RestoreAsync(globals, cancel);
        return run;
    }

    private async Task<RehearsalRun> RunOnCopyAsync(CanaryRung rung, CancellationToken cancel)
    {
        await using var copy = await TakeCopyAsync(cancel);
        var (clone, session) = copy;
        if (_catalog is null)
            await LookAsync(session, cancel);
        var scope = rung.Only is { } only ? WithParents(only) : _scope;
        scope = rung.LeavesStored ? scope.Where(table => !_stored.Contains(table.Oid)).ToValueList() : scope;
        var asked = rung.HoldsToNewKeys ? Catalog with { Constraints = [.. Catalog.Constraints, .. _newKeys] } : Catalog;
        var canaries = rung.IsEmpty ? [] : new CanaryRows(asked, Literals, rung).For(scope);
        var planted = await CanaryPlanter.PlantAsync(session, asked, canaries, cancel);
        var before = await SnapshotReader.WithRowsAsync(session, await WithLargeObjectsAsync(session, cancel), _scope, cancel);

        if (!_isSuperuser)
            await ShadowDatabase.GiveToMigratorAsync(session, cancel);
        await using var writer = _isSuperuser ? await clone.ConnectAsync(cancel) : await clone.ConnectAsMigratorAsync(cancel);
        var application = await OldApplication.StartAsync(session, Catalog, canaries.Where(table => Literals.Words.Contains(table.Table.Name)), cancel);
        var run = await RunScriptAsync(writer, new RehearsalRun(rung, before) { Planted = planted }, cancel);
        if (!run.Succeeded && _isMarked && run.Error?.SqlState == PostgresErrorCodes.SyntaxError && !ReferenceEquals(Marked.Script, script))
        {
            // Our marks may be what it stumbles over.
            _isMarked = false;
            _marked = new(script, [], []);
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
        return run with
        {
            After = after,
            Effects = [.. SnapshotComparison.Compare(before, after, Literals.Words.Overlaps(Random), run.Undeleted()), .. broken],
            Schema = left,
        };
    }

    /// <summary>What is there now, with the rows of the tables that were looked at before, or took their place.</summary>
    private async Task<DatabaseSnapshot> ReadAfterAsync(NpgsqlConnection session, CancellationToken cancel)
    {
        var after = await SnapshotReader.ReadCatalogAsync(session, cancel);
        var names = _scope.Select(table => table.FullName).ToHashSet(StringComparer.Ordinal);
        var oids = _scope.Select(table => table.Oid).ToHashSet();
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

    /// <summary>Runs the script, and behind it a statement of its code that it did not come to.</summary>
    /// <returns>What the statement took away, and whether it can be said to take nothing.</returns>
    public async Task<(List<string> Targets, bool IsHarmless)> ForceAsync(CodeMark mark, CancellationToken cancel)
    {
        await using var copy = await TakeCopyAsync(cancel);
        var session = copy.Session;
        var canaries = new CanaryRows(Catalog, Literals, CanaryRung.Full with { Kinds = CanaryKinds.Plain | CanaryKinds.Literals, Most = 12 }).For(_scope);
        await CanaryPlanter.PlantAsync(session, Catalog, canaries, cancel);
        var before = await SnapshotReader.WithRowsAsync(session, Catalog, _scope, cancel);
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
        var oids = _scope.Select(table => table.Oid).ToHashSet();
        after = await SnapshotReader.WithRowsAsync(session, after, after.Tables.Where(table => oids.Contains(table.Oid)).ToList(), cancel);
        var targets = SnapshotComparison.Compare(before, after).Where(effect => effect.Destroys).Select(effect => effect.Object!).Distinct().ToList();
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
            return new(clone, await clone.ConnectAsync(cancel));
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

    private static async Task<string> TextToForceAsync(NpgsqlConnection session, CodeMark mark, CancellationToken cancel)
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
            return plan.Exists(line => line.Trim() == "One-Time Filter: false") && !plan.Exists(line => line.Contains("Append", StringComparison.Ordinal));
        }
        catch (PostgresException)
        {
            // It needs what the script makes before it.
            return false;
        }
    }

    private async Task<DatabaseSnapshot> WithLargeObjectsAsync(NpgsqlConnection session, CancellationToken cancel)
    {
        var objects = new List<SeenLargeObject>();
        await using var command = new NpgsqlCommand("SELECT oid::int8, pg_catalog.md5(pg_catalog.lo_get(oid)) FROM pg_catalog.pg_largeobject_metadata ORDER BY oid", session);
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
            objects.Add(new(reader.GetInt64(0), reader.GetString(1)));
        return Catalog with { LargeObjects = objects.ToValueList() };
    }

    private async Task LookAsync(NpgsqlConnection session, CancellationToken cancel)
    {
        _catalog = await SnapshotReader.ReadCatalogAsync(session, cancel);
        var functions = _catalog.Code.Where(code => code.Kind == "function").Select(code => code.Name.Split('.')[^1]).ToHashSet(StringComparer.Ordinal);
        var bodies = functions.Count == 0 ? [] : await ReadBodiesAsync(session, cancel);
        _literals = ScriptLiterals.Read([script.Source.Text, .. bodies]);
        _isSuperuser &= RehearsalRights.MayBeSuperuser(script, _literals);
        _scope = CanaryScope.Of(_catalog, script, _literals);
        _newKeys = PromisedKeys.Of(_catalog, script);
        _marked = MarkedScript.Of(script, functions);
        // Only code can run what is written in a row.
        if (_marked.Marks.Any(mark => mark.Risk is CodeRisk.Dynamic or CodeRisk.Calls))
            _stored = [.. (await SnapshotReader.WithRowsAsync(session, _catalog, _scope, cancel)).Rows.Where(rows => rows.Rows.Count > 0).Select(rows => rows.Table)];
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

    private ValueList<SeenTable> WithParents(ValueList<long> only)
    {
        var wanted = only.ToHashSet();
        for (var grew = true; grew; )
        {
            var parents = Catalog.Constraints.Where(key => key.Kind == 'f' && wanted.Contains(key.Table) && !wanted.Contains(key.Target)).Select(key => key.Target).ToList();
            grew = parents.Count > 0;
            wanted.UnionWith(parents);
        }
        return Catalog.Tables.Where(table => wanted.Contains(table.Oid)).ToValueList();
    }

    private IEnumerable<TextStyle> CastTargets()
    {
        var words = Literals.Words;
        if (words.Overlaps(["uuid"]))
            yield return TextStyle.Uuids;
        if (words.Overlaps(["int", "integer", "bigint", "smallint", "numeric", "decimal", "double", "real", "float", "int4", "int8", "float8", "to_number"]))
            yield return TextStyle.Numbers;
        if (words.Overlaps(["date", "timestamp", "timestamptz", "time", "to_date", "to_timestamp"]))
            yield return TextStyle.Dates;
        if (words.Overlaps(["json", "jsonb"]))
            yield return TextStyle.Json;
        if (words.Overlaps(["bool", "boolean"]))
            yield return TextStyle.Booleans;
    }

    private async Task<RehearsalRun> RunScriptAsync(NpgsqlConnection session, RehearsalRun run, CancellationToken cancel)
    {
        var statements = Marked.Script.Statements;
        var numbers = new Dictionary<SqlStatement, int>(ReferenceEqualityComparer.Instance);
        for (var i = 0; i < statements.Count; i++)
            numbers[statements[i]] = i;
        var probes = new RehearsalProbe?[statements.Count + 1];
        var rows = new long[statements.Count];
        var took = new TimeSpan[statements.Count];
        Array.Fill(rows, -1);

        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        deadline.CancelAfter(options.Deadline);
        session.Notice += (_, notice) => run.Marks.Hear(notice.Notice.MessageText);
        probes[0] = _firstProbe = await RehearsalProbe.TakeFirstAsync(session, _firstProbe, cancel);
        var (clock, last) = (Stopwatch.StartNew(), probes[0]!);
        try
        {
            var done = await ScriptRunner.RunAsync(
                session,
                Marked.Script,
                new()
                {
                    Before = (_, _) =>
                    {
                        clock.Restart();
                        return Task.CompletedTask;
                    },
                    After = async (ran, token) =>
                    {
                        var number = numbers[ran.Statement];
                        (took[number], rows[number]) = (clock.Elapsed, ran.Rows);
                        probes[number + 1] = last = await RehearsalProbe.TakeNextAsync(session, probes[0]!, last, token);
                    },
                },
                deadline.Token
            );
            return run with
            {
                Mode = done.Mode,
                Failure = done.Failure,
                Error = done.Error,
                FailedStatement = done.FailedStatement is { } failed && numbers.TryGetValue(failed, out var number) ? number : -1,
                Rows = rows,
                Took = took,
                Probes = Complete(probes),
            };
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return run with { TimedOut = true };
        }
    }

    // A file's own BEGIN is not sent: what was before it is after it.
    private static List<RehearsalProbe> Complete(RehearsalProbe?[] probes)
    {
        var complete = new List<RehearsalProbe>(probes.Length);
        foreach (var probe in probes)
            complete.Add(probe ?? complete[^1]);
        return complete;
    }
}
