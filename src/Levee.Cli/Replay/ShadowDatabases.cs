using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Levee.Cli.Catalog;
using Levee.Cli.Containment;
using Levee.Cli.Machine;
using Levee.Cli.Server;
using Levee.Core;
using Levee.Core.Diagnostics;
using Levee.Core.Diff;
using Levee.Core.History;
using Levee.Core.Render;
using Levee.Core.Schema;

namespace Levee.Cli.Replay;

/// <summary>
/// Scratch databases that hold a migration history. A cluster in which a history was replayed is kept as a file, and every
/// database is on a copy of one; of a longer history only what is new is replayed. A server is started when it is needed.
/// <code>
/// await using var shadows = new ShadowDatabases(options);
/// var before = await shadows.ReadSchemaAsync(history, like: after, cancel);   // no server where the answer is known
/// await using var shadow = await shadows.CloneAsync(history, cancel);
/// await using var session = await shadow.ConnectAsync(cancel);
/// </code>
/// </summary>
public sealed class ShadowDatabases(PostgresOptions options) : IAsyncDisposable
{
    private readonly ConditionalWeakTable<ValueList<Migration>, ValueList<Migration>> _whole = [];
    private readonly Lazy<CacheFolders> _cache = new(() => options.OpenCache());
    private readonly SemaphoreSlim _one = new(1, 1);
    private readonly Lock _making = new();
    private readonly CancellationTokenSource _end = new();
    private readonly ConcurrentBag<Task> _ending = [];
    private Task<PostgresBinaries>? _binaries;
    private Task<(Replayer Replayer, RunFolder Folder)>? _place;
    private (string Key, Task<Replayer.Nearest> Server)? _expected;
    private Task? _ended;

    /// <summary>Whether a server was needed so far.</summary>
    public bool HasServer => _place is not null;

    /// <summary>What holds the server in that was used last; null where none was needed so far.</summary>
    internal Layers? Layers { get; private set; }

    /// <inheritdoc cref="PostgresOptions.Progress"/>
    public Action<string> Progress => options.Progress;

    /// <summary>Starts a server for this history in the background, unless one was seen to lead to this schema: then it will
    /// hardly be needed. Failures come out where it is used.</summary>
    public void ExpectChange(IEnumerable<string> schema, ValueList<Migration> history)
    {
        if (new SettledSchemas(options).Contains(schema))
            return;
        history = WithEnvironment(history);
        var keys = HistoryKeys.Of(history);
        _expected ??= (keys[^1], Task.Run(() => OpenAsync(history, keys, _end.Token)));
    }

    /// <summary>Notes that a history leads to this schema.</summary>
    public void NoteSettled(IEnumerable<string> schema) => new SettledSchemas(options).Add(schema);

    /// <summary>The PostgreSQL that is used.</summary>
    /// <exception cref="LeveeException"><c>no-postgres</c>.</exception>
    public Task<PostgresBinaries> BinariesAsync(CancellationToken cancel)
    {
        // Looked for once: a server and the cached catalog ask for them at the same time.
        lock (_making)
            _binaries ??= Task.Run(() => PostgresBinaries.FindAsync(options, _cache.Value, _end.Token));
        return _binaries.WaitAsync(cancel);
    }

    /// <summary>A new database that holds the history; the caller's alone.</summary>
    /// <exception cref="LeveeException"><c>sql-error</c>: a migration failed, with the place in its file;
    /// <c>no-postgres</c>.</exception>
    public async Task<ShadowDatabase> CloneAsync(ValueList<Migration> history, CancellationToken cancel)
    {
        history = WithEnvironment(history);
        var keys = HistoryKeys.Of(history);
        await _one.WaitAsync(cancel);
        try
        {
            var nearest = await TakeAsync(history, keys, cancel);
            Layers = nearest.Server.Layers;
            var (replayer, _) = await PlaceAsync();
            return new(await replayer.FinishAsync(nearest, history, keys, cancel), EndLater);
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
        history = WithEnvironment(history);
        var binaries = await BinariesAsync(cancel);
        var known = new CatalogCache(_cache.Value);
        var keys = HistoryKeys.Of(history);
        var key = CatalogCache.KeyOf(keys[^1], binaries, like);
        if (known.Find(key) is { } schema)
            return schema;
        schema = DatabaseSchema.Empty;
        await _one.WaitAsync(cancel);
        try
        {
            var nearest = await TakeAsync(history, keys, cancel);
            Layers = nearest.Server.Layers;
            var (replayer, _) = await PlaceAsync();
            await replayer.ReadAsync(
                nearest,
                history,
                keys,
                async session => schema = await CatalogReader.ReadAsync(session, like, cancel),
                cancel
            );
        }
        finally
        {
            _one.Release();
        }
        known.Keep(key, schema);
        return schema;
    }

    /// <summary>The schema after, with what the PostgreSQL of this history says of the texts in it. No server where there is nothing
    /// to ask, or the answer is known.</summary>
    public async Task<DatabaseSchema> SpellAsync(
        ValueList<Migration> history,
        Pair<DatabaseSchema> schemas,
        CancellationToken cancel
    )
    {
        var (after, questions) = (schemas.After, Spellings.Find(schemas));
        if (questions.Count == 0)
            return after;
        var script = new SpellingScript(after);
        var asked = string.Join('\0', questions.SelectMany((question, place) => script.Of(question, place)));
        var known = new CatalogCache(_cache.Value);
        var key = CatalogCache.KeyOf(
            $"{HistoryKeys.Of(WithEnvironment(history))[^1]}\0{asked}",
            await BinariesAsync(cancel),
            after
        );
        if (known.Find(key) is { } answers)
            return Spellings.Apply(after, questions, answers.Tables);
        await using var database = await CloneAsync(history, cancel);
        await using var session = await database.ConnectAsOwnerAsync(cancel);
        var stored = await SpellingReader.AskAsync(session, after, questions, cancel);
        known.Keep(key, new DatabaseSchema(SchemaOrigin.Catalog, [], [], [], stored, []));
        return Spellings.Apply(after, questions, stored);
    }

    /// <summary>The environment is the beginning of every history: it is replayed, kept and told apart as such.</summary>
    private ValueList<Migration> WithEnvironment(ValueList<Migration> history) =>
        options.Environment.Count == 0
            ? history
            : _whole.GetValue(history, migrations => [.. options.Environment, .. migrations]);

    /// <summary>What an earlier rehearsal found in a copy of this cluster; null where none did.</summary>
    internal KnownDatabase? FindKnown(string cluster) => new CatalogCache(_cache.Value).FindKnown(cluster);

    internal void Keep(string cluster, KnownDatabase known) => new CatalogCache(_cache.Value).Keep(cluster, known);

    /// <summary>Returns when every server is down. May be asked for early, and again.</summary>
    public ValueTask DisposeAsync() => new(_ended ??= EndAsync());

    private async Task EndAsync()
    {
        await _end.CancelAsync();
        try
        {
            if (_expected is var (_, server))
                await (await server).Server.DisposeAsync();
        }
        catch (Exception error) when (error is OperationCanceledException or LeveeException)
        {
            // Nobody needed it.
        }
        await Task.WhenAll(_ending);
        if (_place is not null && await Task.WhenAny(_place) is { IsCompletedSuccessfully: true, Result: var place })
        {
            await place.Replayer.EndAsync();
            place.Folder.Dispose();
        }
        _end.Dispose();
        _one.Dispose();
    }

    /// <summary>The server that was expected for this history, or a new one.</summary>
    private Task<Replayer.Nearest> TakeAsync(ValueList<Migration> history, string[] keys, CancellationToken cancel)
    {
        if (_expected is not var (key, server) || key != keys[^1])
            return OpenAsync(history, keys, cancel);
        _expected = null;
        return server;
    }

    private async Task<Replayer.Nearest> OpenAsync(
        ValueList<Migration> history,
        string[] keys,
        CancellationToken cancel
    )
    {
        var (replayer, _) = await PlaceAsync();
        return await replayer.OpenNearestAsync(history, keys, cancel);
    }

    private void EndLater(PostgresServer server) => _ending.Add(Task.Run(() => server.DisposeAsync().AsTask()));

    private Task<(Replayer Replayer, RunFolder Folder)> PlaceAsync()
    {
        lock (_making)
            return _place ??= Task.Run(async () =>
            {
                var binaries = await BinariesAsync(_end.Token);
                var cache = _cache.Value;
                var folder = RunFolder.Make(cache);
                var kept = cache.IsKept ? ClusterStore.FolderOf(cache) : CacheFolders.Make(folder.Path, "kept");
                return (new Replayer(options, binaries, new ClusterStore(kept, binaries, options), folder), folder);
            });
    }
}
