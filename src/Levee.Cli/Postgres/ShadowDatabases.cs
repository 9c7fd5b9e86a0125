using System.Globalization;
using Levee.Core;
using Levee.Core.Diagnostics;
using Levee.Core.History;
using Levee.Core.Schema;
using Levee.Core.Sql;
using Npgsql;

namespace Levee.Cli.Postgres;

/// <summary>
/// Scratch databases that hold a migration history. What was replayed once is kept as a template and cloned from then
/// on; of a longer history only what is new is replayed. The server is started when it is first needed.
/// <code>
/// await using var shadows = new ShadowDatabases(options);
/// var before = await shadows.ReadSchemaAsync(history, like: after, cancel);   // no server where the answer is known
/// await using var shadow = await shadows.CloneAsync(history, cancel);
/// await using var session = await shadow.ConnectAsync(cancel);
/// </code>
/// </summary>
public sealed class ShadowDatabases(PostgresOptions options) : IAsyncDisposable
{
    private readonly SemaphoreSlim _one = new(1, 1);
    private readonly Lock _starting = new();
    private readonly CancellationTokenSource _end = new();
    private readonly List<PostgresServer> _others = [];
    private TemplateStore? _templates;
    private Task<PostgresServer>? _server;
    private Task<PostgresBinaries>? _binaries;
    private Task? _ending;
    private int _scratches;

    /// <summary>Whether the server was needed so far.</summary>
    public bool HasServer => _server is not null;

    /// <summary>Starts the server in the background, for a run that will need it. Failures come out where it is
    /// used.</summary>
    public void StartServer() => _ = Server();

    /// <summary>Starts the server in the background unless a history was seen to lead to this schema: then it will hardly be
    /// needed.</summary>
    public void ExpectChange(IEnumerable<string> schema)
    {
        if (!new SettledSchemas(options).Contains(schema))
            StartServer();
    }

    /// <summary>Notes that a history leads to this schema.</summary>
    public void NoteSettled(IEnumerable<string> schema) => new SettledSchemas(options).Add(schema);

    /// <summary>The server, started when it is not.</summary>
    /// <exception cref="LeveeException"><c>no-postgres</c>.</exception>
    public Task<PostgresServer> ServerAsync(CancellationToken cancel) => Server().WaitAsync(cancel);

    /// <summary>A new database that holds the history; the caller's alone.</summary>
    /// <exception cref="LeveeException"><c>sql-error</c>: a migration failed, with the place in its file.</exception>
    public Task<ShadowDatabase> CloneAsync(ValueList<Migration> history, CancellationToken cancel) =>
        OnServerAsync(
            async server => await CopyAsync(server, await TemplateOfAsync(server, history, null, cancel), cancel),
            cancel
        );

    /// <summary>One at a time, on a server that is sound: what was damaged meanwhile is gone, and the work begins anew.</summary>
    private async Task<T> OnServerAsync<T>(Func<PostgresServer, Task<T>> work, CancellationToken cancel)
    {
        await _one.WaitAsync(cancel);
        try
        {
            var server = _others.LastOrDefault() ?? await ServerAsync(cancel);
            _templates ??= await TemplateStore.OpenAsync(server, cancel);
            var wasTainted = _templates.IsTainted;
            try
            {
                return await UntilSoundAsync(() => work(server));
            }
            catch (Exception error) when (error is DamagedClusterException || (error is LeveeException && wasTainted))
            {
                // The roles of another history may be in the way: this one gets a server without them.
                server = await StartAsync(options with { Persistent = false });
                _others.Add(server);
                _templates = await TemplateStore.OpenAsync(server, cancel);
                return await UntilSoundAsync(() => work(server));
            }
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>A new, empty database.</summary>
    public Task<ShadowDatabase> EmptyAsync(CancellationToken cancel) => CloneAsync([], cancel);

    /// <summary>The schema that the history leads to, as the catalog has it.</summary>
    /// <param name="like">What it will be compared with: its namespaces are read, its style is taken over.</param>
    public async Task<DatabaseSchema> ReadSchemaAsync(
        ValueList<Migration> history,
        DatabaseSchema like,
        CancellationToken cancel
    )
    {
        var cache = CacheFolders.Open(options);
        var binaries = await Binaries().WaitAsync(cancel);
        var known = new CatalogCache(cache);
        var key = CatalogCache.KeyOf(HistoryKeys.Of(history)[^1], binaries, like);
        if (known.Find(key) is { } schema)
            return schema;
        schema = await OnServerAsync(server => ReadOnAsync(server, history, like, cancel), cancel);
        known.Keep(key, schema);
        return schema;
    }

    private async Task<DatabaseSchema> ReadOnAsync(
        PostgresServer server,
        ValueList<Migration> history,
        DatabaseSchema like,
        CancellationToken cancel
    )
    {
        DatabaseSchema? read = null;
        var template = await TemplateOfAsync(
            server,
            history,
            async replayed => read = await CatalogReader.ReadAsync(replayed, like, cancel),
            cancel
        );
        if (read is not null)
            return read;
        // A template of an earlier run stays as it was sealed: reading it would write to its files.
        await using var shadow = await CopyAsync(server, template, cancel);
        await using var session = await shadow.ConnectAsync(cancel);
        return await CatalogReader.ReadAsync(session, like, cancel);
    }

    /// <summary>What belongs to the server and to none of its databases.</summary>
    internal async Task<ServerGlobals> GlobalsAsync(CancellationToken cancel) =>
        await ServerGlobals.ReadAsync(_others.LastOrDefault() ?? await ServerAsync(cancel), cancel);

    /// <summary>Drops the roles that are new since then, and goes on with a new server where that is not all that is another.</summary>
    internal async Task RestoreAsync(ServerGlobals globals, CancellationToken cancel)
    {
        await _one.WaitAsync(cancel);
        try
        {
            var server = _others.LastOrDefault() ?? await ServerAsync(cancel);
            if (await globals.RestoreAsync(server, cancel))
                return;
            server.GiveUp();
            await server.DisposeAsync();
            _templates = null;
            if (_others.Remove(server))
                return;
            lock (_starting)
                _server = null;
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>Returns when the server is down. May be asked for early, and again: it goes down once.</summary>
    public ValueTask DisposeAsync() => new(_ending ??= EndAsync());

    private async Task EndAsync()
    {
        await _end.CancelAsync();
        foreach (var server in _others)
            await server.DisposeAsync();
        if (_server is not null)
        {
            try
            {
                await (await _server).DisposeAsync();
            }
            catch (Exception error) when (error is OperationCanceledException or LeveeException)
            {
                // It did not come up, and whoever needed it was told.
            }
        }
        _end.Dispose();
        _one.Dispose();
    }

    private Task<PostgresServer> Server()
    {
        lock (_starting)
            return _server ??= Task.Run(() => StartAsync(options));
    }

    private async Task<PostgresServer> StartAsync(PostgresOptions chosen) =>
        await PostgresServer.StartAsync(chosen, await Binaries(), _end.Token);

    /// <summary>Looked for once: the server and the cached catalog ask for them at the same time.</summary>
    private Task<PostgresBinaries> Binaries()
    {
        lock (_starting)
            return _binaries ??= Task.Run(() =>
                PostgresBinaries.FindAsync(options, CacheFolders.Open(options), _end.Token)
            );
    }

    private static async Task<T> UntilSoundAsync<T>(Func<Task<T>> work)
    {
        while (true)
        {
            try
            {
                return await work();
            }
            catch (DamagedTemplateException)
            {
                // It is gone, and a shorter one will do: each turn has one less.
            }
        }
    }

    /// <param name="whenReplayed">Looks at the replayed history in a session that may write; not called where it was replayed by an
    /// earlier run.</param>
    /// <returns>The name of a database that holds the history and is not written to.</returns>
    private async Task<string> TemplateOfAsync(
        PostgresServer server,
        ValueList<Migration> history,
        Func<NpgsqlConnection, Task>? whenReplayed,
        CancellationToken cancel
    )
    {
        var keys = HistoryKeys.Of(history);
        for (var replayed = history.Count; replayed > 0; replayed--)
        {
            if (_templates!.Find(keys[replayed]) is { } template)
                return await ReplayAsync(server, template, history, replayed, keys, whenReplayed, cancel);
        }
        return await ReplayAsync(server, TemplateStore.Empty, history, 0, keys, whenReplayed, cancel);
    }

    private async Task<string> ReplayAsync(
        PostgresServer server,
        string from,
        ValueList<Migration> history,
        int replayed,
        string[] keys,
        Func<NpgsqlConnection, Task>? whenReplayed,
        CancellationToken cancel
    )
    {
        if (replayed == history.Count)
            return from;
        // Twice the last migration: the one that is being worked on changes, and a long history is not replayed again
        // for it. Not in the first run, which takes its time anyway.
        const int WorthAnotherTemplate = 10;
        if (history.Count - replayed > WorthAnotherTemplate && !_templates!.IsEmpty)
        {
            from = await ReplayToAsync(server, from, history, replayed, history.Count - 1, keys, null, cancel);
            replayed = history.Count - 1;
        }
        return await ReplayToAsync(server, from, history, replayed, history.Count, keys, whenReplayed, cancel);
    }

    private async Task<string> ReplayToAsync(
        PostgresServer server,
        string from,
        ValueList<Migration> history,
        int replayed,
        int goal,
        string[] keys,
        Func<NpgsqlConnection, Task>? whenReplayed,
        CancellationToken cancel
    )
    {
        await using var scratch = await CopyAsync(server, from, cancel);
        try
        {
            await using var session = await scratch.ConnectAsync(cancel);
            for (var i = replayed; i < goal; i++)
            {
                options.Progress($"replaying {i + 1} of {history.Count}: {history[i].Name}");
                await ReplayOneAsync(session, history[i], cancel);
            }
            if (whenReplayed is not null)
                await whenReplayed(session);
        }
        catch (Exception error) when (server.TroubleOf(error) is { } trouble)
        {
            server.GiveUp();
            throw new LeveeException(trouble);
        }
        return await _templates!.KeepAsync(scratch, keys[goal], cancel);
    }

    private static async Task ReplayOneAsync(NpgsqlConnection session, Migration migration, CancellationToken cancel)
    {
        var run = await ScriptRunner.RunAsync(
            session,
            ScriptReader.Read(migration.Script),
            ScriptOptions.Default,
            cancel
        );
        if (run.Failure is { } failure)
        {
            throw new LeveeException(
                failure with
                {
                    Notes =
                    [
                        .. failure.Notes,
                        $"while the migration {migration.Name} was replayed after those before it",
                    ],
                }
            );
        }
        // What a migration sets is its own: the next one starts as in a new session.
        await using var discard = new NpgsqlCommand("DISCARD ALL", session);
        await discard.ExecuteNonQueryAsync(cancel);
    }

    /// <exception cref="DamagedTemplateException">The template was not what the last run left, and is gone.</exception>
    private async Task<ShadowDatabase> CopyAsync(PostgresServer server, string from, CancellationToken cancel)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"levee_s_{Environment.ProcessId}_{++_scratches}");
        var shadow = new ShadowDatabase(server, name);
        // While it is copied: both take time, and a copy of a damaged one is thrown away.
        var check = Task.Run(() => _templates!.IsSound(from), CancellationToken.None);
        try
        {
            await server.CopyDatabaseAsync(from, name, cancel);
            if (await check)
                return shadow;
        }
        catch
        {
            await shadow.DisposeAsync();
            if (await check)
                throw;
        }
        await shadow.DisposeAsync();
        if (from != TemplateStore.Empty)
        {
            await _templates!.ForgetAsync(from);
            throw new DamagedTemplateException();
        }
        server.GiveUp();
        throw new DamagedClusterException();
    }

    private sealed class DamagedTemplateException : Exception;

    private sealed class DamagedClusterException : Exception;
}
