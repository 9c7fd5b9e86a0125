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
    private const string TemplatePrefix = "levee_t_";
    private const string ScratchPrefix = "levee_s_";
    private const string Comment = "made by levee, which may drop it at any time";

    private readonly SemaphoreSlim _one = new(1, 1);
    private readonly Lock _starting = new();
    private readonly CancellationTokenSource _end = new();
    private Dictionary<string, Template>? _templates;
    private Task<PostgresServer>? _server;
    private int _scratches;

    /// <summary>A replayed history.</summary>
    private sealed record Template(string Name, uint Number)
    {
        /// <summary>Whether its files were compared with what the last run left; one that this run made needs no
        /// comparing.</summary>
        public bool IsChecked { get; set; }
    }

    /// <summary>Whether the server was needed so far.</summary>
    public bool HasServer => _server is not null;

    /// <summary>Starts the server in the background, for a run that will need it. Failures come out where it is
    /// used.</summary>
    public void StartServer() => _ = Server();

    /// <summary>The server, started when it is not.</summary>
    /// <exception cref="LeveeException"><c>no-postgres</c>.</exception>
    public Task<PostgresServer> ServerAsync(CancellationToken cancel) => Server().WaitAsync(cancel);

    /// <summary>A new database that holds the history; the caller's alone.</summary>
    /// <exception cref="LeveeException"><c>sql-error</c>: a migration failed, with the place in its file.</exception>
    public async Task<ShadowDatabase> CloneAsync(ValueList<Migration> history, CancellationToken cancel)
    {
        await _one.WaitAsync(cancel);
        try
        {
            var server = await ServerAsync(cancel);
            return await CopyAsync(server, await TemplateOfAsync(server, history, cancel), cancel);
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
        var binaries = await PostgresBinaries.FindAsync(options, cache, cancel);
        var known = new CatalogCache(cache);
        var key = CatalogCache.KeyOf(HistoryKeys.Of(history)[^1], binaries, like);
        if (known.Find(key) is { } schema)
            return schema;
        await using var shadow = await CloneAsync(history, cancel);
        await using var session = await shadow.ConnectAsync(cancel);
        schema = await CatalogReader.ReadAsync(session, like, cancel);
        known.Keep(key, schema);
        return schema;
    }

    /// <summary>Returns when the server is down.</summary>
    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
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
            return _server ??= Task.Run(() => PostgresServer.StartAsync(options, _end.Token));
    }

    /// <returns>The name of a database that holds the history and is not written to.</returns>
    private async Task<string> TemplateOfAsync(
        PostgresServer server,
        ValueList<Migration> history,
        CancellationToken cancel
    )
    {
        _templates ??= await ListAsync(server, cancel);
        var keys = HistoryKeys.Of(history);
        for (var replayed = history.Count; replayed > 0; replayed--)
        {
            if (_templates.GetValueOrDefault(TemplatePrefix + keys[replayed]) is not { } template)
                continue;
            if (!template.IsChecked && !server.IsUnchanged(template.Number))
            {
                _templates.Remove(template.Name);
                await server.DropAsync(template.Name);
                continue;
            }
            template.IsChecked = true;
            return replayed == history.Count
                ? template.Name
                : await ReplayAsync(server, template.Name, history, replayed, keys, cancel);
        }
        return history.Count == 0 ? "template0" : await ReplayAsync(server, "template0", history, 0, keys, cancel);
    }

    private async Task<string> ReplayAsync(
        PostgresServer server,
        string from,
        ValueList<Migration> history,
        int replayed,
        string[] keys,
        CancellationToken cancel
    )
    {
        // Twice the last migration: the one that is being worked on changes, and a long history is not replayed again
        // for it.
        const int WorthAnotherTemplate = 10;
        if (history.Count - replayed > WorthAnotherTemplate)
        {
            from = await ReplayToAsync(server, from, history, replayed, history.Count - 1, keys, cancel);
            replayed = history.Count - 1;
        }
        return await ReplayToAsync(server, from, history, replayed, history.Count, keys, cancel);
    }

    private async Task<string> ReplayToAsync(
        PostgresServer server,
        string from,
        ValueList<Migration> history,
        int replayed,
        int goal,
        string[] keys,
        CancellationToken cancel
    )
    {
        await using var scratch = await CopyAsync(server, from, cancel);
        await using (var session = await scratch.ConnectAsync(cancel))
        {
            for (var i = replayed; i < goal; i++)
            {
                options.Progress($"replaying {i + 1} of {history.Count}: {history[i].Name}");
                await ReplayOneAsync(session, history[i], cancel);
            }
        }
        return await KeepAsync(server, scratch, TemplatePrefix + keys[goal], cancel);
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

    private async Task<ShadowDatabase> CopyAsync(PostgresServer server, string from, CancellationToken cancel)
    {
        var name = string.Create(
            CultureInfo.InvariantCulture,
            $"{ScratchPrefix}{Environment.ProcessId}_{++_scratches}"
        );
        var shadow = new ShadowDatabase(server, name);
        try
        {
            await server.CopyDatabaseAsync(from, name, cancel);
            return shadow;
        }
        catch
        {
            await shadow.DisposeAsync();
            throw;
        }
    }

    private async Task<string> KeepAsync(
        PostgresServer server,
        ShadowDatabase scratch,
        string name,
        CancellationToken cancel
    )
    {
        await server.ExecuteAsync(
            $"ALTER DATABASE {Identifier.Quote(scratch.Name)} RENAME TO {Identifier.Quote(name)}",
            cancel
        );
        await server.ExecuteAsync(
            $"COMMENT ON DATABASE {Identifier.Quote(name)} IS {Identifier.QuoteText(Comment)}",
            cancel
        );
        _templates![name] = new(name, 0) { IsChecked = true };
        return name;
    }

    private static async Task<Dictionary<string, Template>> ListAsync(PostgresServer server, CancellationToken cancel)
    {
        var rows = await server.QueryAsync(
            """
            SELECT datname::text, oid::text
            FROM pg_catalog.pg_database
            WHERE starts_with(datname::text, 'levee_t_')
            """,
            cancel
        );
        return rows.ToDictionary(
            row => row.Name,
            row => new Template(row.Name, uint.Parse(row.Value)),
            StringComparer.Ordinal
        );
    }
}
