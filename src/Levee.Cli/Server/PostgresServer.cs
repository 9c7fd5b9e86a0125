using System.Globalization;
using Levee.Cli.Containment;
using Levee.Cli.Machine;
using Levee.Core.Diagnostics;
using Npgsql;

namespace Levee.Cli.Server;

/// <summary>
/// A private PostgreSQL with one database: ours alone, on a data directory of its own, reachable through a socket in a folder
/// that only we may enter, gone when the run is, however it ends.
/// <code>await using var server = await PostgresServer.OpenAsync(options, binaries, folder, cluster, cancel);</code>
/// </summary>
internal sealed class PostgresServer : IAsyncDisposable
{
    private const string Database = "postgres";

    /// <summary>What a history sets for the database or a role is not for our own sessions.</summary>
    private const string OurSettings =
        " -c default_transaction_read_only=off -c default_transaction_isolation=read\\ committed -c lock_timeout=0 -c role=none"
        + " -c idle_in_transaction_session_timeout=0";

    /// <summary>More than this no history needs: what writes more fills the disk.</summary>
    private const long MostBytes = 2L << 30;

    private readonly PostgresOptions _options;
    private readonly PostgresBinaries _binaries;
    private readonly string _folder;
    private readonly string _socketFolder;
    private readonly Lock _sources = new();
    private readonly Dictionary<string, NpgsqlDataSource> _dataSources = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _end = new();
    private readonly Lazy<SessionRelay> _relay;
    private ServerProcess _process;
    private bool _isFull;

    static PostgresServer()
    {
        // Statements are split by our own lexer, and :name is none of Npgsql's business.
        AppContext.SetSwitch("Npgsql.EnableSqlRewriting", false);
    }

    private PostgresServer(
        PostgresOptions options,
        PostgresBinaries binaries,
        string folder,
        ClusterHeader header,
        string socketFolder,
        ServerProcess process
    )
    {
        _options = options;
        _binaries = binaries;
        _folder = folder;
        Header = header;
        _socketFolder = socketFolder;
        _process = process;
        _relay = new(() => new SessionRelay(PostgresLaunch.ShortFolder(folder, "relay"), socketFolder));
        _ = WatchAsync();
    }

    /// <summary>Of the kept cluster that this began as a copy of.</summary>
    public ClusterHeader Header { get; private set; }

    /// <summary>The data directory.</summary>
    public string Data => PostgresLaunch.DataOf(_folder);

    /// <summary>Starts a server on a copy of a kept cluster.</summary>
    /// <param name="folder">Empty, and the server's from now on: it goes with it.</param>
    /// <param name="cluster">Closed when the copy is complete.</param>
    /// <exception cref="DamagedClusterException">The cluster is not what was kept, or does not start.</exception>
    public static async Task<PostgresServer> OpenAsync(
        PostgresOptions options,
        PostgresBinaries binaries,
        string folder,
        FileStream cluster,
        CancellationToken cancel
    )
    {
        CacheFolders.MakePrivate(PostgresLaunch.DataOf(folder));
        PostgresServer? server = null;
        var rest = Task.CompletedTask;
        try
        {
            (var header, rest) = ClusterFile.Read(cluster, PostgresLaunch.DataOf(folder));
            // Built where there were no namespaces: on its files the server would have to do without them here too.
            if (
                header.Account.FileOwner is not null
                && await PostgresLaunch.HasNamespacesAsync(binaries, folder, cancel)
            )
                throw new DamagedClusterException();
            // It starts while its database is still being copied.
            server = await StartAsync(options, binaries, folder, header, cancel);
            await rest;
            if (!server._process.Exited.IsCompleted)
                return server;
            throw ServerTrouble.IsFull(server._process.Log)
                ? PostgresLaunch.DoesNotStart($"PostgreSQL {binaries.Version} does not start", server._process.Log)
                : new DamagedClusterException();
        }
        catch (Exception error)
        {
            await rest.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await cluster.DisposeAsync();
            if (server is not null)
                await server.DisposeAsync();
            if (error is IOException && ServerTrouble.IsFull(error.Message))
                throw PostgresLaunch.DoesNotStart($"PostgreSQL {binaries.Version} does not start", error.Message);
            throw;
        }
    }

    /// <summary>Builds a cluster and starts a server on it.</summary>
    /// <param name="folder">Empty, and the server's from now on: it goes with it.</param>
    /// <param name="keepAsync">Called with what was built: the server is started when this returns, and used when the task is
    /// done.</param>
    /// <exception cref="LeveeException"><c>no-postgres</c>: it does not run here.</exception>
    public static async Task<PostgresServer> BuildAsync(
        PostgresOptions options,
        PostgresBinaries binaries,
        string folder,
        Func<ClusterHeader, string, Task> keepAsync,
        CancellationToken cancel
    )
    {
        options.Progress($"building a private PostgreSQL {binaries.Version}");
        var account = ServerAccount.New(await PostgresLaunch.HasNamespacesAsync(binaries, folder, cancel));
        await PostgresLaunch.RunInitdbAsync(binaries, folder, account, cancel);
        // initdb makes template1, template0 and, last, postgres.
        var header = new ClusterHeader(
            account,
            Directory
                .GetDirectories(Path.Combine(PostgresLaunch.DataOf(folder), "base"))
                .Max(path => uint.Parse(Path.GetFileName(path))),
            ClusterHeader.NewId()
        );
        await SetUpAsync(options, binaries, folder, header, cancel);
        var keeping = keepAsync(header, PostgresLaunch.DataOf(folder));
        var server = await StartAsync(options, binaries, folder, header, cancel);
        await keeping;
        if (!server._process.Exited.IsCompleted)
            return server;
        await server.DisposeAsync();
        throw PostgresLaunch.DoesNotStart($"PostgreSQL {binaries.Version} does not start", server._process.Log);
    }

    /// <summary>What holds the server in.</summary>
    public Layers Layers => _process.Layers;

    /// <summary>A session of ours, to look and to plant rows: with the rights of the owner, and that of reading all. Sessions are not
    /// pooled: closing it ends it.</summary>
    public Task<NpgsqlConnection> ConnectAsync(CancellationToken cancel) =>
        ConnectAsync(Header.Account.Observer, cancel);

    /// <summary>A session in which a stranger's SQL runs.</summary>
    public Task<NpgsqlConnection> ConnectAsOwnerAsync(CancellationToken cancel) =>
        ConnectAsync(ServerRoles.Owner, cancel);

    /// <summary>A session for SQL that was read before.</summary>
    public Task<NpgsqlConnection> ConnectAsSuperuserAsync(CancellationToken cancel) =>
        ConnectAsync(Header.Account.SuperUser, cancel);

    private async Task<NpgsqlConnection> ConnectAsync(string user, CancellationToken cancel)
    {
        try
        {
            return await SourceOf(user).OpenConnectionAsync(cancel);
        }
        catch (PostgresException refused) when (TroubleOf(refused) is null)
        {
            throw new LeveeException(
                Diagnostic.Error(
                    "sql-error",
                    $"the history leaves a database that nobody can enter: {refused.MessageText}"
                ) with
                {
                    Notes = [$"PostgreSQL says so of a new session (SQLSTATE {refused.SqlState})"],
                    Help = ["take what changes the roles or the settings of the database out of the migrations"],
                }
            );
        }
    }

    /// <summary>What ails the server itself, when an error is not about the SQL.</summary>
    public Diagnostic? TroubleOf(Exception error) =>
        ServerTrouble.Of(error, _process.Log) is not { } trouble ? null
        : _isFull ? ServerTrouble.WritesTooMuch(MostBytes)
        : trouble;

    /// <summary>Shuts the server down in order, to be kept as it is now. All sessions are closed before.</summary>
    /// <returns>Whether it went down cleanly, so that its files are complete.</returns>
    public Task<bool> StopAsync()
    {
        Header = Header with { Id = ClusterHeader.NewId() };
        return _process.StopAsync(isOrderly: true);
    }

    /// <summary>Starts the server again that was stopped.</summary>
    /// <exception cref="LeveeException"><c>no-postgres</c>.</exception>
    public async Task StartAgainAsync(CancellationToken cancel)
    {
        _process = await PostgresLaunch.StartProcessAsync(_binaries, Data, _socketFolder, Header.Account, cancel);
        if (_process.Exited.IsCompleted)
            throw PostgresLaunch.DoesNotStart($"PostgreSQL {_binaries.Version} does not start again", _process.Log);
    }

    /// <summary>Ends the server, whoever is connected to it, and deletes what it had.</summary>
    public async ValueTask DisposeAsync()
    {
        await CloseAsync();
        // Nobody reads its files any more: most of them can go while it does.
        var ending = _process.DisposeAsync();
        try
        {
            CacheFolders.Delete(Path.Combine(Data, "base"));
        }
        catch (IOException)
        {
            // One of its processes still wrote: it goes with the rest.
        }
        await ending;
        CacheFolders.Delete(_socketFolder);
        CacheFolders.Delete(_folder);
    }

    /// <summary>The process that serves the data directory in this folder; null where there is none.</summary>
    public static int? ProcessOf(string folder)
    {
        try
        {
            var line = File.ReadLines(Path.Combine(PostgresLaunch.DataOf(folder), "postmaster.pid")).FirstOrDefault();
            if (!int.TryParse(line, out var process) || !UnixFile.IsAlive(process))
                return null;
            // The number may long belong to another program.
            return
                OperatingSystem.IsLinux()
                && File.ResolveLinkTarget($"/proc/{process}/cwd", false)?.FullName != PostgresLaunch.DataOf(folder)
                ? null
                : process;
        }
        catch (IOException)
        {
            return null;
        }
        catch (UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static async Task<PostgresServer> StartAsync(
        PostgresOptions options,
        PostgresBinaries binaries,
        string folder,
        ClusterHeader header,
        CancellationToken cancel,
        string who = PostgresLaunch.WithPassword
    )
    {
        var socketFolder = PostgresLaunch.SocketFolder(folder, header.Account);
        var process = await PostgresLaunch.StartProcessAsync(
            binaries,
            PostgresLaunch.DataOf(folder),
            socketFolder,
            header.Account,
            cancel,
            who
        );
        return new(options, binaries, folder, header, socketFolder, process);
    }

    /// <summary>Gives a new cluster what all that are made from it have.</summary>
    private static async Task SetUpAsync(
        PostgresOptions options,
        PostgresBinaries binaries,
        string folder,
        ClusterHeader header,
        CancellationToken cancel
    )
    {
        // There is no password yet, and no SQL but ours was run. Where the folder is not ours alone, root is who comes in.
        var who = header.Account.FileOwner is null ? "trust" : "peer map=levee";
        var server = await StartAsync(options, binaries, folder, header, cancel, who);
        try
        {
            if (server._process.Exited.IsCompleted)
                throw PostgresLaunch.DoesNotStart($"PostgreSQL {binaries.Version} does not start", server._process.Log);
            await using (var session = await server.ConnectAsSuperuserAsync(cancel))
            {
                await using var batch = new NpgsqlBatch(session);
                foreach (var statement in ServerRoles.Making(header.Account, binaries.Major))
                    batch.BatchCommands.Add(new(statement));
                await batch.ExecuteNonQueryAsync(cancel);
            }
        }
        catch
        {
            await server._process.DisposeAsync();
            await server.CloseAsync();
            throw;
        }
        await server._process.StopAsync(isOrderly: true);
        await server.CloseAsync();
    }

    /// <summary>Ends what stands beside the process: who watches it, and the ways to it.</summary>
    private async Task CloseAsync()
    {
        await _end.CancelAsync();
        foreach (var source in _dataSources.Values)
            await source.DisposeAsync();
        if (_relay.IsValueCreated)
            _relay.Value.Dispose();
    }

    /// <summary>Ends the server when it has written too much.</summary>
    private async Task WatchAsync()
    {
        // Nearly every run is over by then.
        var wait = TimeSpan.FromSeconds(1);
        while (!_end.IsCancellationRequested)
        {
            await Task.Delay(wait, _end.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            wait = TimeSpan.FromMilliseconds(250);
            if (_end.IsCancellationRequested || CacheFolders.SizeOf(Data) <= MostBytes)
                continue;
            _isFull = true;
            await _process.DisposeAsync();
            return;
        }
    }

    private NpgsqlDataSource SourceOf(string user)
    {
        lock (_sources)
        {
            if (_dataSources.TryGetValue(user, out var known))
                return known;
            var builder = new NpgsqlSlimDataSourceBuilder();
            var isRelayed = user == ServerRoles.Owner || !PostgresLaunch.CanHoldSocket(_socketFolder);
            builder.ConnectionStringBuilder.Host = isRelayed ? _relay.Value.Folder : _socketFolder;
            builder.ConnectionStringBuilder.Username = user;
            builder.ConnectionStringBuilder.Password = Header.Account.Password;
            builder.ConnectionStringBuilder.Database = Database;
            builder.ConnectionStringBuilder.Pooling = false;
            builder.ConnectionStringBuilder.CommandTimeout = 0;
            builder.ConnectionStringBuilder.IncludeErrorDetail = true;
            builder.ConnectionStringBuilder.IncludeFailedBatchedCommand = true;
            builder.ConnectionStringBuilder.SslMode = SslMode.Disable;
            builder.ConnectionStringBuilder.GssEncryptionMode = GssEncryptionMode.Disable;
            // Options and not SET: DISCARD ALL between migrations comes back to them.
            builder.ConnectionStringBuilder.Options = string.Create(
                CultureInfo.InvariantCulture,
                $"-c statement_timeout={(long)_options.StatementTimeout.TotalMilliseconds}{(user == ServerRoles.Owner ? "" : OurSettings)}"
            );
            builder.ConfigureTypeLoading(types => types.EnableTypeLoading(false));
            return _dataSources[user] = builder.Build();
        }
    }
}
