using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Levee.Cli.Server;
using Levee.Core.Sql;
using Levee.Tests.EndToEnd;
using Levee.Tests.Postgres;
using Npgsql;

namespace Levee.Tests.Deploy;

/// <summary>A real server on a loopback port, with a password that wants escaping: the database that is deployed to.</summary>
public sealed class TargetServer : IAsyncLifetime
{
    internal const string Password = "p@ss:w/rd#1";
    private readonly string _folder = Directory.CreateTempSubdirectory("levee-target-").FullName;
    private Process? _server;
    private int _port;
    private int _databases;

    public async ValueTask InitializeAsync()
    {
        await using var shadows = await Histories.OpenAsync();
        var binaries = await shadows.BinariesAsync(TestContext.Current.CancellationToken);
        var data = Path.Combine(_folder, "data");
        var secret = Path.Combine(_folder, "secret");
        await File.WriteAllTextAsync(secret, Password);
        Directory.CreateDirectory(data);
        GiveAway();
        await RunAsync(
            binaries,
            [
                "initdb",
                "-D",
                data,
                "-U",
                "owner",
                "-A",
                "scram-sha-256",
                $"--pwfile={secret}",
                "--no-sync",
                "-E",
                "UTF8",
            ]
        );
        _port = FreePort();
        await StartAsync(binaries, data);
    }

    public ValueTask DisposeAsync()
    {
        if (_server is { HasExited: false })
        {
            _server.Kill(entireProcessTree: true);
            _server.WaitForExit();
        }
        _server?.Dispose();
        Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    /// <summary>A new, empty database.</summary>
    internal async Task<TargetDatabase> CreateAsync()
    {
        var name = $"target_{Interlocked.Increment(ref _databases)}";
        await using var session = await ConnectAsync("postgres");
        await using var command = new NpgsqlCommand($"CREATE DATABASE {name}", session);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        return new(this, name);
    }

    internal string UrlOf(string database, string user = "owner") =>
        $"postgresql://{user}:{Uri.EscapeDataString(Password)}@127.0.0.1:{_port}/{database}?sslmode=disable";

    internal async Task<NpgsqlConnection> ConnectAsync(string database)
    {
        var address = new NpgsqlConnectionStringBuilder
        {
            Host = "127.0.0.1",
            Port = _port,
            Database = database,
            Username = "owner",
            Password = Password,
            Pooling = false,
        };
        var session = new NpgsqlConnection(address.ConnectionString);
        await session.OpenAsync(TestContext.Current.CancellationToken);
        return session;
    }

    private async Task StartAsync(PostgresBinaries binaries, string data)
    {
        // The kernel ends the server with the thread that started it: this one lives as long as the server does.
        var info = new ProcessStartInfo(
            "setpriv",
            [
                .. AsNobody,
                "--pdeathsig=QUIT",
                binaries["postgres"],
                .. (string[])["-D", data, "-p", $"{_port}", "-k", _folder],
                .. (string[])["-c", "listen_addresses=127.0.0.1", "-c", "fsync=off", "-c", "max_connections=60"],
            ]
        )
        {
            RedirectStandardError = true,
        };
        var started = new TaskCompletionSource();
        new Thread(() =>
        {
            _server = Process.Start(info)!;
            _server.BeginErrorReadLine();
            started.SetResult();
            _server.WaitForExit();
        })
        {
            IsBackground = true,
        }.Start();
        await started.Task;
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                await using var session = await ConnectAsync("postgres");
                return;
            }
            catch (NpgsqlException) when (attempt < 200)
            {
                await Task.Delay(50);
            }
        }
    }

    // PostgreSQL refuses to run as root.
    private static string[] AsNobody =>
        Environment.IsPrivilegedProcess ? ["--reuid=65534", "--regid=65534", "--clear-groups"] : [];

    private void GiveAway()
    {
        if (!Environment.IsPrivilegedProcess)
            return;
        using var process = Process.Start("chown", ["-R", "65534:65534", _folder]);
        process.WaitForExit();
    }

    private static async Task RunAsync(PostgresBinaries binaries, string[] command)
    {
        using var process = Process.Start(
            new ProcessStartInfo("setpriv", [.. AsNobody, "--", binaries[command[0]], .. command[1..]])
            {
                RedirectStandardOutput = true,
            }
        )!;
        await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.Equal(0, process.ExitCode);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}

/// <summary>A database on the <see cref="TargetServer"/>, and a folder of migrations for it.</summary>
internal sealed class TargetDatabase(TargetServer server, string name) : IDisposable
{
    private readonly TempFolder _folder = new();

    public string Name => name;

    public string Url => server.UrlOf(name);

    public string Migrations => _folder["migrations"];

    public void Write(string migration, string sql) => _folder.Write($"migrations/{migration}/migration.sql", sql);

    public Outcome Levee(params string[] arguments) => LeveeOn(Url, arguments);

    public Outcome LeveeOn(string url, params string[] arguments) =>
        LeveeBinary.Run(
            _folder.Path,
            [.. arguments, "--migrations", Migrations],
            new Dictionary<string, string> { ["LEVEE_DATABASE_URL"] = url }
        );

    public Process Start(params string[] arguments) =>
        LeveeBinary.Start(
            _folder.Path,
            [.. arguments, "--migrations", Migrations],
            new Dictionary<string, string> { ["LEVEE_DATABASE_URL"] = Url }
        );

    public Task<NpgsqlConnection> ConnectAsync() => server.ConnectAsync(name);

    public async Task ExecuteAsync(string sql)
    {
        await using var session = await ConnectAsync();
        // Npgsql's own splitting is switched off in this process.
        foreach (var statement in ScriptReader.Read(new("setup.sql", sql)).Statements)
        {
            await using var command = new NpgsqlCommand(statement.Text, session);
            await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }
    }

    /// <summary>The rows of a query with one text column.</summary>
    public async Task<List<string>> AskAsync(string sql)
    {
        await using var session = await ConnectAsync();
        await using var command = new NpgsqlCommand(sql, session);
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        var answers = new List<string>();
        while (await reader.ReadAsync(TestContext.Current.CancellationToken))
            answers.Add(reader.IsDBNull(0) ? "NULL" : reader.GetString(0));
        return answers;
    }

    public void Dispose() => _folder.Dispose();
}
