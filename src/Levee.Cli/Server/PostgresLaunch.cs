using System.Text;
using Levee.Cli.Containment;
using Levee.Cli.Machine;
using Levee.Core;
using Levee.Core.Diagnostics;

namespace Levee.Cli.Server;

/// <summary>How PostgreSQL's programs are started in the folder of a server.</summary>
internal static class PostgresLaunch
{
    /// <summary>How everybody has to show who he is.</summary>
    public const string WithPassword = "scram-sha-256";

    /// <summary>Of the socket of every server.</summary>
    public const string SocketName = ".s.PGSQL.5432";

    /// <summary>In which the server's view of the file system is put together.</summary>
    private const string ViewFolder = "view";

    /// <summary>Whether programs that are started here get namespaces: asked of one that does nothing.</summary>
    public static async Task<bool> HasNamespacesAsync(
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

    public static async Task RunInitdbAsync(
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
            $"--username={account.SuperUser}",
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

    public static async Task<ServerProcess> StartProcessAsync(
        PostgresBinaries binaries,
        string data,
        string socketFolder,
        ServerAccount account,
        CancellationToken cancel,
        string who = WithPassword
    )
    {
        WriteConfiguration(data, who, account);
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

    /// <summary>Where the server's socket goes.</summary>
    public static string SocketFolder(string server, ServerAccount account)
    {
        // Who steps down gets no further than into his own folder.
        var folder = account.FileOwner is null ? ShortFolder(server, "socket") : DataOf(server);
        if (folder == DataOf(server))
            return folder;
        CacheFolders.MakePrivate(folder);
        if (account.FileOwner is { } owner)
            UnixFile.ChangeOwner(folder, owner);
        return folder;
    }

    /// <summary>A folder that a socket may stand in, of that name where it can be had.</summary>
    public static string ShortFolder(string server, string name)
    {
        var folder = Path.Combine(server, name);
        return CanHoldSocket(folder)
            ? folder
            : Path.Combine(
                Path.GetTempPath(),
                $"levee-{UnixFile.CurrentUser}-{Path.GetFileNameWithoutExtension(Path.GetRandomFileName())}"
            );
    }

    /// <summary>Whether Npgsql finds a socket there: 107 bytes is all that its path may have, and a comma separates hosts.</summary>
    public static bool CanHoldSocket(string folder) =>
        Encoding.UTF8.GetByteCount(folder) + "/server/".Length + SocketName.Length <= 107
        && !folder.Contains(',', StringComparison.Ordinal);

    public static string DataOf(string folder) => Path.Combine(folder, "data");

    public static LeveeException DoesNotStart(string message, string? log) =>
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

    private static LaunchRequest RequestFor(
        PostgresBinaries binaries,
        string program,
        IReadOnlyList<string> arguments,
        IReadOnlyList<string> writable,
        ServerAccount account
    ) =>
        new(binaries[program], arguments, writable, CacheFolders.Make(Path.GetDirectoryName(writable[0])!, ViewFolder))
        {
            StartsOthers = program == "initdb",
            UsesLoopback = binaries.Major < 15,
            StepsDownTo = account.FileOwner,
        };

    // At every start: what is written in them decides who may come in.
    private static void WriteConfiguration(string data, string who, ServerAccount account)
    {
        File.WriteAllText(Path.Combine(data, "postgresql.conf"), "");
        File.WriteAllText(Path.Combine(data, "pg_hba.conf"), $"local all all {who}\n");
        File.WriteAllText(Path.Combine(data, "pg_ident.conf"), $"levee root {account.SuperUser}\n");
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
        "temp_file_limit=1GB",
    ];
}
