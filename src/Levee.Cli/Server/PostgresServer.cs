using System.Globalization;
using System.Text;
using Levee.Cli.Containment;
using Levee.Cli.Machine;
using Levee.Core;
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
    private const string SuperUser = "postgres";
    private const string Database = "postgres";

    /// <summary>How everybody has to show who he is.</summary>
    private const string WithPassword = "scram-sha-256";

    /// <summary>In which the server's view of the file system is put together.</summary>
    private const string ViewFolder = "view";

    /// <summary>Owns what is in a copy that a migration is rehearsed on, and has no right beyond it.</summary>
    public const string Migrator = "levee_migrator";

    private readonly PostgresOptions _options;
    private readonly PostgresBinaries _binaries;
    private readonly string _folder;
    private readonly string _socketFolder;
    private readonly Lock _sources = new();
    private readonly Dictionary<string, NpgsqlDataSource> _dataSources = new(StringComparer.Ordinal);
    private ServerProcess _process;

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
    }

    /// <summary>Of the kept cluster that this began as a copy of.</summary>
    public ClusterHeader Header { get; private set; }

    /// <summary>The data directory.</summary>
    public string Data => DataOf(_folder);

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
        CacheFolders.MakePrivate(DataOf(folder));
        PostgresServer? server = null;
        var rest = Task.CompletedTask;
        try
        {
            (var header, rest) = ClusterFile.Read(cluster, DataOf(folder));
            // It starts while its database is still being copied.
            server = await StartAsync(options, binaries, folder, header, cancel);
            await rest;
            if (!server._process.Exited.IsCompleted)
                return server;
            throw ServerTrouble.IsFull(server._process.Log)
                ? DoesNotStart($"PostgreSQL {binaries.Version} does not start", server._process.Log)
                : new DamagedClusterException();
        }
        catch (Exception error)
        {
            await rest.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await cluster.DisposeAsync();
            if (server is not null)
                await server.DisposeAsync();
            if (error is IOException && ServerTrouble.IsFull(error.Message))
                throw DoesNotStart($"PostgreSQL {binaries.Version} does not start", error.Message);
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
        var account = ServerAccount.New(await HasNamespacesAsync(binaries, folder, cancel));
        await RunInitdbAsync(binaries, folder, account, cancel);
        // initdb makes template1, template0 and, last, postgres.
        var header = new ClusterHeader(
            account,
            Directory.GetDirectories(Path.Combine(DataOf(folder), "base")).Max(path => uint.Parse(Path.GetFileName(path))),
            ClusterHeader.NewId()
        );
        await SetUpAsync(options, binaries, folder, header, cancel);
        var keeping = keepAsync(header, DataOf(folder));
        var server = await StartAsync(options, binaries, folder, header, cancel);
        await keeping;
        if (!server._process.Exited.IsCompleted)
            return server;
        await server.DisposeAsync();
        throw DoesNotStart($"PostgreSQL {binaries.Version} does not start", server._process.Log);
    }

    /// <summary>A session of the owner, a superuser. Sessions are not pooled: closing it ends it.</summary>
    public async Task<NpgsqlConnection> ConnectAsync(CancellationToken cancel) =>
        await SourceOf(SuperUser).OpenConnectionAsync(cancel);

    /// <summary>A session of the migrator, when all was given to him.</summary>
    public async Task<NpgsqlConnection> ConnectAsMigratorAsync(CancellationToken cancel) =>
        await SourceOf(Migrator).OpenConnectionAsync(cancel);

    /// <summary>What ails the server itself, when an error is not about the SQL.</summary>
    public Diagnostic? TroubleOf(Exception error) => ServerTrouble.Of(error, _process.Log);

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
        _process = await StartProcessAsync(_binaries, Data, _socketFolder, Header.Account, cancel);
        if (_process.Exited.IsCompleted)
            throw DoesNotStart($"PostgreSQL {_binaries.Version} does not start again", _process.Log);
    }

    /// <summary>Ends the server, whoever is connected to it, and deletes what it had.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var source in _dataSources.Values)
            await source.DisposeAsync();
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
            var line = File.ReadLines(Path.Combine(DataOf(folder), "postmaster.pid")).FirstOrDefault();
            if (!int.TryParse(line, out var process) || !UnixFile.IsAlive(process))
                return null;
            // The number may long belong to another program.
            return
                OperatingSystem.IsLinux()
                && File.ResolveLinkTarget($"/proc/{process}/cwd", false)?.FullName != DataOf(folder)
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

    /// <summary>Whether programs that are started here get namespaces: asked of one that does nothing.</summary>
    private static async Task<bool> HasNamespacesAsync(
        PostgresBinaries binaries,
        string folder,
        CancellationToken cancel
    )
    {
        if (UnixFile.CurrentUser != 0)
            return true; // it makes no difference: nobody has to step down
        var request = new LaunchRequest(
            binaries["postgres"],
            ["--version"],
            [folder],
            CacheFolders.Make(folder, ViewFolder)
        );
        await using var nothing = await ServerProcess.StartAsync(request, cancel);
        await nothing.Exited;
        return nothing.Layers.Namespaces;
    }

    private static async Task RunInitdbAsync(
        PostgresBinaries binaries,
        string folder,
        ServerAccount account,
        CancellationToken cancel
    )
    {
        var data = DataOf(folder);
        CacheFolders.MakePrivate(data);
        if (account.FileOwner is { } owner)
            UnixFile.ChangeOwner(data, owner);
        string[] arguments =
        [
            $"--pgdata={account.Inside(data)}",
            $"--username={SuperUser}",
            "--auth=trust", // nobody connects to what it starts, and no server reads what it writes of this
            "--no-locale",
            "--encoding=UTF8",
            "--wal-segsize=1",
            "--no-sync",
        ];
        var request = RequestFor(binaries, "initdb", arguments, [data], account);
        await using var initdb = await ServerProcess.StartAsync(request, cancel);
        if (await initdb.Exited != 0)
            throw DoesNotStart("initdb could not build a cluster", initdb.Log);
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
                throw DoesNotStart($"PostgreSQL {binaries.Version} does not start", server._process.Log);
            await using (var session = await server.ConnectAsync(cancel))
            {
                await using var batch = new NpgsqlBatch(session);
                batch.BatchCommands.Add(new($"ALTER ROLE {SuperUser} PASSWORD '{header.Account.Verifier}'"));
                // A policy must not hide rows from the rehearsal that the real owner sees.
                batch.BatchCommands.Add(
                    new($"CREATE ROLE {Migrator} LOGIN BYPASSRLS PASSWORD '{header.Account.Verifier}'")
                );
                await batch.ExecuteNonQueryAsync(cancel);
            }
        }
        catch
        {
            await server._process.DisposeAsync();
            throw;
        }
        await server._process.StopAsync(isOrderly: true);
    }

    private static LaunchRequest RequestFor(
        PostgresBinaries binaries,
        string program,
        IReadOnlyList<string> arguments,
        IReadOnlyList<string> writable,
        ServerAccount account
    ) =>
        new(
            binaries[program],
            arguments,
            writable,
            CacheFolders.Make(Path.GetDirectoryName(writable[0])!, ViewFolder)
        )
        {
            StartsOthers = program == "initdb",
            UsesLoopback = binaries.Major < 15,
            StepsDownTo = account.FileOwner,
        };

    private static string DataOf(string folder) => Path.Combine(folder, "data");

    private static async Task<PostgresServer> StartAsync(
        PostgresOptions options,
        PostgresBinaries binaries,
        string folder,
        ClusterHeader header,
        CancellationToken cancel,
        string who = WithPassword
    )
    {
        var socketFolder = SocketFolder(folder, header.Account);
        var process = await StartProcessAsync(binaries, DataOf(folder), socketFolder, header.Account, cancel, who);
        return new(options, binaries, folder, header, socketFolder, process);
    }

    private static async Task<ServerProcess> StartProcessAsync(
        PostgresBinaries binaries,
        string data,
        string socketFolder,
        ServerAccount account,
        CancellationToken cancel,
        string who = WithPassword
    )
    {
        WriteConfiguration(data, who);
        string[] arguments =
        [
            "-D",
            account.Inside(data),
            "-k",
            socketFolder == data ? "." : socketFolder,
            .. Settings.SelectMany(setting => new[] { "-c", setting }),
        ];
        return await ServerProcess.StartAsync(
            RequestFor(binaries, "postgres", arguments, [data, socketFolder], account),
            cancel
        );
    }

    /// <summary>Nothing here outlives a crash of the machine, and nobody else is served.</summary>
    private static readonly string[] Settings =
    [
        "listen_addresses=",
        "unix_socket_permissions=0700",
        "fsync=off",
        "synchronous_commit=off",
        "full_page_writes=off",
        "autovacuum=off",
        "shared_buffers=16MB",
        "max_connections=20",
        // As many locks in all as a server with the usual 100 connections has, and some: a large migration takes thousands.
        "max_locks_per_transaction=512",
        "wal_level=minimal",
        // What is kept of a cluster is one segment of the log.
        "wal_recycle=off",
        "wal_init_zero=off",
        "max_wal_senders=0",
        "max_worker_processes=0",
        "max_logical_replication_workers=0",
        "max_wal_size=64MB",
        "min_wal_size=2MB",
        // In the data directory and not in /dev/shm, which a container may not have.
        "dynamic_shared_memory_type=mmap",
        "jit=off",
        "log_min_messages=log",
        "log_min_error_statement=panic",
        "logging_collector=off",
        "log_destination=stderr",
    ];

    // At every start: what is written in them decides who may come in.
    private static void WriteConfiguration(string data, string who)
    {
        File.WriteAllText(Path.Combine(data, "postgresql.conf"), "");
        File.WriteAllText(Path.Combine(data, "pg_hba.conf"), $"local all all {who}\n");
        File.WriteAllText(Path.Combine(data, "pg_ident.conf"), $"levee root {SuperUser}\n");
    }

    /// <summary>Where the server's socket goes: 107 bytes is all that such a path may have.</summary>
    private static string SocketFolder(string server, ServerAccount account)
    {
        // Who steps down gets no further than into his own folder.
        var folder = account.FileOwner is null ? Path.Combine(server, "socket") : DataOf(server);
        const int LongestSocketName = 20;
        if (Encoding.UTF8.GetByteCount(folder) + LongestSocketName > 103)
            folder = Path.Combine(
                Path.GetTempPath(),
                $"levee-{UnixFile.CurrentUser}-{Path.GetFileNameWithoutExtension(Path.GetRandomFileName())}"
            );
        if (folder == DataOf(server))
            return folder;
        CacheFolders.MakePrivate(folder);
        if (account.FileOwner is { } owner)
            UnixFile.ChangeOwner(folder, owner);
        return folder;
    }

    private static LeveeException DoesNotStart(string message, string? log) =>
        new(
            Diagnostic.Error("no-postgres", message) with
            {
                Notes = (log ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries).TakeLast(8).ToValueList(),
                Help =
                [
                    ServerTrouble.IsFull(log ?? "")
                        ? "the disk is full: set LEVEE_CACHE_DIR to a folder with more room"
                        : "levee doctor shows what is there",
                ],
            }
        );

    private NpgsqlDataSource SourceOf(string user)
    {
        lock (_sources)
        {
            if (_dataSources.TryGetValue(user, out var known))
                return known;
            var builder = new NpgsqlSlimDataSourceBuilder();
            builder.ConnectionStringBuilder.Host = _socketFolder;
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
                $"-c statement_timeout={(long)_options.StatementTimeout.TotalMilliseconds}"
            );
            builder.ConfigureTypeLoading(types => types.EnableTypeLoading(false));
            return _dataSources[user] = builder.Build();
        }
    }
}
