using System.Diagnostics;
using Npgsql;

namespace Levee.Tests.Oracle;

/// <summary>A private PostgreSQL with one database that is emptied and filled again; in memory, on a socket, gone when disposed.</summary>
internal sealed class ScratchServer : IAsyncDisposable
{
    private const string Settings =
        "fsync=off synchronous_commit=off full_page_writes=off autovacuum=off jit=off listen_addresses= max_connections=20";

    /// <summary>Nothing vacuums by itself here, and dead rows make the catalog slow to read.</summary>
    private const int FillsPerVacuum = 200;

    private static int _started;

    private readonly string _folder;
    private readonly Process _process;
    private int _filled;

    private ScratchServer(string folder, Process process) => (_folder, _process) = (folder, process);

    public PrismaOracle.Source Source => new PrismaOracle.Source.Database(_folder, 5432, "postgres", "postgres");

    /// <summary>Null where this machine has no server binaries, or PostgreSQL cannot be run by this user.</summary>
    public static async Task<ScratchServer?> TryStartAsync()
    {
        var binaries = Directory.Exists("/usr/lib/postgresql")
            ? Directory.GetDirectories("/usr/lib/postgresql").Order().FirstOrDefault()
            : null;
        if (binaries is null || !Directory.Exists("/dev/shm"))
            return null;
        var folder = Path.Combine(
            "/dev/shm",
            $"levee-fuzz-{Environment.ProcessId}-{Interlocked.Increment(ref _started)}"
        );
        Directory.CreateDirectory(folder);
        if (Environment.UserName is "root")
            await RunAsync("chown", "65534:65534", folder);
        var data = Path.Combine(folder, "data");
        await RunAsync(
            Unprivileged(
                Path.Combine(binaries, "bin", "initdb"),
                "-D",
                data,
                "--no-sync",
                "--no-locale",
                "--encoding=UTF8",
                "-U",
                "postgres",
                "-A",
                "trust"
            )
        );
        var settings = $"{Settings} unix_socket_directories={folder}"
            .Split(' ')
            .SelectMany(setting => new[] { "-c", setting });
        var server = new ScratchServer(
            folder,
            Start(Unprivileged([Path.Combine(binaries, "bin", "postgres"), "-D", data, .. settings]))
        );
        for (var tries = 0; tries < 1000; tries++)
        {
            try
            {
                await using var connection = await server.ConnectAsync();
                return server;
            }
            catch (NpgsqlException)
            {
                await Task.Delay(10);
            }
        }
        await server.DisposeAsync();
        return null;
    }

    public async Task<NpgsqlConnection> ConnectAsync()
    {
        var connection = new NpgsqlConnection(
            $"Host={_folder};Username=postgres;Database=postgres;Pooling=false;Timeout=5"
        );
        await connection.OpenAsync();
        return connection;
    }

    /// <summary>Empties the database and runs a script in it; false where PostgreSQL refuses the script.</summary>
    public async Task<bool> TryFillAsync(NpgsqlConnection connection, string script)
    {
        if (++_filled % FillsPerVacuum == 0)
            await ExecuteAsync(connection, "VACUUM");
        await ExecuteAsync(
            connection,
            """
            DO $$
            DECLARE found record;
            BEGIN
                FOR found IN SELECT extname AS name FROM pg_extension WHERE extname <> 'plpgsql' LOOP
                    EXECUTE format('DROP EXTENSION %I CASCADE', found.name);
                END LOOP;
                FOR found IN SELECT nspname AS name FROM pg_namespace WHERE nspname !~ '^pg_' AND nspname <> 'information_schema' LOOP
                    EXECUTE format('DROP SCHEMA %I CASCADE', found.name);
                END LOOP;
                CREATE SCHEMA public;
            END $$
            """
        );
        try
        {
            await ExecuteAsync(connection, script);
            return true;
        }
        catch (PostgresException)
        {
            return false;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await RunAsync("kill", "-INT", $"{_process.Id}");
        await _process.WaitForExitAsync();
        _process.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string script)
    {
        await using var command = new NpgsqlCommand(script, connection);
        await command.ExecuteNonQueryAsync();
    }

    // PostgreSQL refuses to run as root.
    private static string[] Unprivileged(params string[] command) =>
        Environment.UserName is "root"
            ? ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", .. command]
            : command;

    private static async Task RunAsync(params string[] command)
    {
        using var process = Start(command);
        await process.WaitForExitAsync();
        if (process.ExitCode is not 0)
            throw new InvalidOperationException($"{command[0]} ended with {process.ExitCode}");
    }

    private static Process Start(string[] command)
    {
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = "/",
        };
        var process = Process.Start(start) ?? throw new InvalidOperationException($"{command[0]} does not start");
        // Nobody reads what it says, and a full pipe would stop it.
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }
}
