using System.Globalization;
using Levee.Core;
using Levee.Core.Diagnostics;
using Levee.Core.Sql;
using Npgsql;

namespace Levee.Cli.Postgres;

/// <summary>
/// The private PostgreSQL of this run: ours alone, reachable through a socket in a folder that only we may enter, gone
/// when the run is, however it ends.
/// <code>await using var server = await PostgresServer.StartAsync(options, binaries, cancel);</code>
/// </summary>
public sealed class PostgresServer : IAsyncDisposable
{
    private const string SuperUser = "postgres";

    /// <summary>Owns what is in a copy that a migration is rehearsed on, and has no right beyond it.</summary>
    internal const string Migrator = "levee_migrator";
    private const string Maintenance = "postgres";

    private readonly PostgresOptions _options;
    private readonly ClusterSlot _slot;
    private readonly string _socketFolder;
    private readonly ServerProcess _process;
    private readonly Lock _sources = new();
    private readonly Dictionary<string, NpgsqlDataSource> _dataSources = new(StringComparer.Ordinal);
    private NpgsqlConnection? _maintenance;
    private bool _isBroken;

    static PostgresServer()
    {
        // Statements are split by our own lexer, and :name is none of Npgsql's business.
        AppContext.SetSwitch("Npgsql.EnableSqlRewriting", false);
    }

    private PostgresServer(
        PostgresOptions options,
        PostgresBinaries binaries,
        ClusterSlot slot,
        string socketFolder,
        ServerProcess process
    )
    {
        _options = options;
        _slot = slot;
        _socketFolder = socketFolder;
        _process = process;
        Binaries = binaries;
    }

    public PostgresBinaries Binaries { get; }

    /// <summary>Whether the server's databases are there for the next run.</summary>
    internal bool IsKept => _slot.IsKept;

    /// <summary>Starts the server: on the cluster of the last run where that is free and sound, else on a new
    /// one.</summary>
    /// <exception cref="LeveeException"><c>no-postgres</c>: they do not run here.</exception>
    public static async Task<PostgresServer> StartAsync(
        PostgresOptions options,
        PostgresBinaries binaries,
        CancellationToken cancel
    )
    {
        var slot = ClusterSlot.Take(CacheFolders.Open(options), binaries);
        try
        {
            if (slot.IsSound() && await TryStartAsync(options, binaries, slot, cancel) is ({ } server, _))
                return server;
            return await RebuildAsync(options, binaries, slot, cancel);
        }
        catch
        {
            slot.Dispose();
            throw;
        }
    }

    /// <summary>A session of the server's owner in one of its databases. Sessions are not pooled: closing it ends
    /// it.</summary>
    public async Task<NpgsqlConnection> ConnectAsync(string database, CancellationToken cancel) =>
        await SourceOf(database, SuperUser).OpenConnectionAsync(cancel);

    /// <summary>A session of the migrator, in a database that was given to him.</summary>
    internal async Task<NpgsqlConnection> ConnectAsMigratorAsync(string database, CancellationToken cancel) =>
        await SourceOf(database, Migrator).OpenConnectionAsync(cancel);

    /// <summary>Runs one statement outside of any scratch database.</summary>
    internal async Task ExecuteAsync(string sql, CancellationToken cancel)
    {
        try
        {
            await using var command = new NpgsqlCommand(sql, await MaintenanceAsync(cancel));
            await command.ExecuteNonQueryAsync(cancel);
        }
        catch (Exception error) when (TroubleOf(error) is { } trouble)
        {
            GiveUp();
            throw new LeveeException(trouble);
        }
    }

    /// <summary>The first two columns of what the query gives, outside of any scratch database.</summary>
    internal async Task<List<(string Name, string Value)>> QueryAsync(string sql, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(sql, await MaintenanceAsync(cancel));
        await using var reader = await command.ExecuteReaderAsync(cancel);
        var rows = new List<(string, string)>();
        while (await reader.ReadAsync(cancel))
            rows.Add((reader.GetString(0), reader.GetString(1)));
        return rows;
    }

    /// <summary>Drops a scratch database with the sessions in it. No cancellation: whoever is cancelled cleans up all
    /// the same.</summary>
    internal async Task DropAsync(string database)
    {
        // DROP DATABASE looks for sessions once, and then sleeps for a tenth of a second: one that we closed is gone in a
        // hundredth of that.
        for (var look = 0; look < 20 && await HasSessionsAsync(database); look++)
            await Task.Delay(1);
        await ExecuteAsync(
            $"DROP DATABASE IF EXISTS {Identifier.Quote(database)} WITH (FORCE)",
            CancellationToken.None
        );
    }

    private async Task<bool> HasSessionsAsync(string database)
    {
        var sessions = await QueryAsync(
            $"SELECT '', pg_catalog.pg_stat_get_db_numbackends(oid)::text FROM pg_catalog.pg_database WHERE datname = {Identifier.QuoteText(database)}",
            CancellationToken.None
        );
        return sessions is [(_, not "0")];
    }

    /// <summary>Makes a database with the content of another one, to which nobody is connected.</summary>
    internal Task CopyDatabaseAsync(string from, string name, CancellationToken cancel)
    {
        // Copying files is several times faster here than the default, which writes every page to the log.
        const int FirstWithStrategies = 15;
        var strategy = Binaries.Major >= FirstWithStrategies ? " STRATEGY file_copy" : "";
        return ExecuteAsync(
            $"CREATE DATABASE {Identifier.Quote(name)} TEMPLATE {Identifier.Quote(from)}{strategy}",
            cancel
        );
    }

    /// <summary>Whether the files of a database are what the last run left; reads them all.</summary>
    internal bool IsUnchanged(uint database) => _slot.IsUnchanged($"base/{database}");

    /// <inheritdoc cref="ClusterSlot.IsEmptyDatabaseUnchanged"/>
    internal bool IsEmptyDatabaseUnchanged() => _slot.IsEmptyDatabaseUnchanged();

    /// <summary>What ails the server itself, when an error is not about the SQL.</summary>
    internal Diagnostic? TroubleOf(Exception error) => ServerTrouble.Of(error, _process.Log);

    /// <summary>Bytes left where the databases are.</summary>
    internal long Room => _slot.Room;

    /// <summary>How many bytes of replayed databases may stay.</summary>
    internal long KeptBytes => _options.KeptBytes;

    internal void MarkUsed(string database) => _slot.MarkUsed(database);

    internal void ForgetUse(string database) => _slot.ForgetUse(database);

    internal DateTime LastUseOf(string database) => _slot.LastUseOf(database);

    /// <summary>The cluster turned out to be damaged: it will not be used again.</summary>
    internal void GiveUp() => _isBroken = true;

    /// <summary>Ends all sessions and returns when the server is down.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_maintenance is not null)
            await _maintenance.DisposeAsync();
        foreach (var source in _dataSources.Values)
            await source.DisposeAsync();
        var isClean = await _process.StopAsync();
        if (isClean && !_isBroken)
            _slot.Seal();
        CacheFolders.Delete(_socketFolder);
        _slot.Dispose();
    }

    private static async Task<PostgresServer> RebuildAsync(
        PostgresOptions options,
        PostgresBinaries binaries,
        ClusterSlot slot,
        CancellationToken cancel
    )
    {
        options.Progress($"building a private PostgreSQL {binaries.Version}");
        slot.Clear();
        string[] command =
        [
            binaries["initdb"],
            $"--pgdata={slot.Data}",
            $"--username={SuperUser}",
            "--auth=peer",
            "--no-locale",
            "--encoding=UTF8",
            "--wal-segsize=1",
            "--no-sync",
            "--no-instructions",
        ];
        await using var initdb = await ServerProcess.StartAsync(slot.Account!, command, cancel);
        if (await initdb.Exited != 0)
            throw DoesNotStart("initdb could not build a cluster", initdb.Log);
        var (server, log) = await TryStartAsync(options, binaries, slot, cancel);
        return server ?? throw DoesNotStart($"PostgreSQL {binaries.Version} does not start", log);
    }

    private static async Task<(PostgresServer? Server, string Log)> TryStartAsync(
        PostgresOptions options,
        PostgresBinaries binaries,
        ClusterSlot slot,
        CancellationToken cancel
    )
    {
        var socketFolder = slot.SocketFolder();
        WriteConfiguration(slot);
        slot.Unseal();
        string[] command =
        [
            binaries["postgres"],
            "-D",
            slot.Data,
            "-k",
            socketFolder,
            .. Settings.SelectMany(setting => new[] { "-c", setting }),
        ];
        var check = Task.Run(slot.AreOwnDatabasesUnchanged, CancellationToken.None);
        var process = await ServerProcess.StartAsync(slot.Account!, command, cancel);
        if (!process.Exited.IsCompleted && await check)
            return (new(options, binaries, slot, socketFolder, process), "");
        await process.DisposeAsync();
        return (null, process.Log);
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
        "max_wal_senders=0",
        "max_worker_processes=0",
        "max_logical_replication_workers=0",
        "max_wal_size=64MB",
        "min_wal_size=2MB",
        "jit=off",
        "log_min_messages=log",
        "log_min_error_statement=panic",
        "logging_collector=off",
        "log_destination=stderr",
    ];

    // At every start: what is written in them decides who may come in.
    private static void WriteConfiguration(ClusterSlot slot)
    {
        File.WriteAllText(Path.Combine(slot.Data, "postgresql.conf"), "");
        File.WriteAllText(Path.Combine(slot.Data, "pg_hba.conf"), "local all all peer map=levee\n");
        File.WriteAllText(
            Path.Combine(slot.Data, "pg_ident.conf"),
            $"levee \"{slot.Account!.PeerName}\" {SuperUser}\nlevee \"{slot.Account!.PeerName}\" {Migrator}\n"
        );
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

    private async Task<NpgsqlConnection> MaintenanceAsync(CancellationToken cancel) =>
        _maintenance ??= await ConnectAsync(Maintenance, cancel);

    private NpgsqlDataSource SourceOf(string database, string user)
    {
        lock (_sources)
        {
            if (_dataSources.TryGetValue($"{user}@{database}", out var known))
                return known;
            var builder = new NpgsqlSlimDataSourceBuilder();
            builder.ConnectionStringBuilder.Host = _socketFolder;
            builder.ConnectionStringBuilder.Username = user;
            builder.ConnectionStringBuilder.Database = database;
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
            builder.EnableArrays();
            return _dataSources[$"{user}@{database}"] = builder.Build();
        }
    }
}
