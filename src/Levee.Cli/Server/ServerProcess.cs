using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using Levee.Cli.Containment;

namespace Levee.Cli.Server;

/// <summary>
/// A running program of PostgreSQL that ends with this run, however the run ends. On Linux the kernel ends it when the
/// thread that started it dies, which is why that thread waits here for as long as the server lives; elsewhere a shell
/// waits for the end of a pipe that only we hold.
/// </summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private const string Ready = "database system is ready to accept connections";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    // Of what takes a second: only what hangs takes as long.
    private static readonly TimeSpan TimeToBegin = TimeSpan.FromMinutes(2);

    // The shell lets go of the log, so that its end is the end of the server. It says so until the server is gone, for one that is
    // just starting does not listen yet.
    private const string UntilEndOfInput = """
        "$@" </dev/null & exec >/dev/null 2>&1; read -r how
        while kill "-${how:-QUIT}" $!; do sleep 0.02; done; wait $!
        """;

    private readonly TaskCompletionSource _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<int> _exited = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ConcurrentQueue<string> _log = new();
    private ContainedProcess? _contained;
    private Process? _watched;

    private ServerProcess() { }

    /// <summary>What the server said last: the reason where it did not start.</summary>
    public string Log => string.Join('\n', _log);

    /// <summary>What holds it in.</summary>
    public Layers Layers => _contained?.Layers ?? Layers.None;

    /// <summary>Ends when the process does, with its exit code.</summary>
    public Task<int> Exited => _exited.Task;

    /// <summary>Starts the program and returns when it accepts connections.</summary>
    /// <returns>The server; one that has exited where it did not come up.</returns>
    public static async Task<ServerProcess> StartAsync(LaunchRequest request, CancellationToken cancel)
    {
        var server = new ServerProcess();
        ThreadStart run = SystemCall.AreKnown ? () => server.RunContained(request) : () => server.RunWatched(request);
        new Thread(run) { IsBackground = true, Name = "postgres" }.Start();
        try
        {
            await Task.WhenAny(server._ready.Task, server._exited.Task).WaitAsync(TimeToBegin, cancel);
        }
        catch (OperationCanceledException)
        {
            await server.DisposeAsync();
            throw;
        }
        catch (TimeoutException)
        {
            server.Keep($"{Path.GetFileName(request.Program)} did not come up within {TimeToBegin.TotalSeconds:0} s");
            await server.DisposeAsync();
        }
        return server;
    }

    /// <summary>Shuts the server down and waits until it is down.</summary>
    /// <param name="isOrderly">Whether its files are to be complete then; false ends it at once.</param>
    /// <returns>Whether it went down by itself and cleanly.</returns>
    public async Task<bool> StopAsync(bool isOrderly)
    {
        await _begun.Task;
        if (!_exited.Task.IsCompleted)
        {
            await AskToStopAsync(isOrderly);
            if (await Task.WhenAny(_exited.Task, Task.Delay(Patience)) != _exited.Task)
            {
                _contained?.Kill();
                _watched?.Kill(entireProcessTree: true);
            }
        }
        return await _exited.Task == 0;
    }

    public async ValueTask DisposeAsync() => await StopAsync(isOrderly: false);

    private async Task AskToStopAsync(bool isOrderly)
    {
        if (_contained is { } contained && isOrderly)
            contained.Interrupt();
        else if (_contained is not null)
            _contained.Quit();
        else if (OperatingSystem.IsWindows())
            _watched?.Kill(entireProcessTree: true);
        else if (_watched is { } process)
        {
            if (isOrderly)
                await process.StandardInput.WriteLineAsync("INT");
            process.StandardInput.Close();
        }
    }

    private void RunContained(LaunchRequest request)
    {
        try
        {
            _contained = ContainedProcess.Start(request, out var why);
            _begun.SetResult();
            if (_contained is null)
            {
                Keep(why);
                _exited.SetResult(-1);
                return;
            }
            // Its own thread: this one has to be there when the server ends.
            var reading = Task.Factory.StartNew(
                () => Read(_contained.Log),
                CancellationToken.None,
                TaskCreationOptions.LongRunning,
                TaskScheduler.Default
            );
            var code = _contained.Wait();
            reading.Wait();
            _exited.SetResult(code);
        }
        catch (System.ComponentModel.Win32Exception error)
        {
            Fail(error);
        }
    }

    private void RunWatched(LaunchRequest request)
    {
        string[] line = OperatingSystem.IsWindows()
            ? [request.Program, .. request.Arguments]
            :
            [
                "/bin/sh",
                "-c",
                UntilEndOfInput,
                "levee",
                .. Sandbox.Prefix(request),
                request.Program,
                .. request.Arguments,
            ];
        var info = new ProcessStartInfo(line[0], line.Skip(1))
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            RedirectStandardInput = true,
        };
        string[] kept = ["PATH", "SystemRoot", "TEMP", "TMP"];
        foreach (var name in info.Environment.Keys.Except(kept, StringComparer.OrdinalIgnoreCase).ToList())
            info.Environment.Remove(name);
        info.Environment["LC_ALL"] = "C";
        info.Environment["TZ"] = "UTC";
        // Not disposed of while somebody may still want to stop it: its number could belong to another process by then.
        var process = new Process { StartInfo = info };
        try
        {
            process.Start();
            _watched = process;
            _begun.SetResult();
            _ = Task.Run(() => Read(process.StandardOutput.BaseStream));
            Read(process.StandardError.BaseStream);
            if (!OperatingSystem.IsWindows())
                process.StandardInput.Close();
            process.WaitForExit();
            _exited.SetResult(process.ExitCode);
        }
        catch (System.ComponentModel.Win32Exception error)
        {
            Fail(error);
        }
    }

    private void Fail(Exception error)
    {
        Keep(error.Message);
        _begun.TrySetResult();
        _exited.SetResult(-1);
    }

    // What SQL may write into it has no end.
    private void Read(Stream log)
    {
        const int Longest = 4096;
        var line = new byte[Longest];
        var length = 0;
        var bytes = new byte[Longest];
        while (log.Read(bytes) is > 0 and var read)
        {
            foreach (var one in bytes.AsSpan(0, read))
            {
                if (one != '\n')
                {
                    if (length < Longest)
                        line[length++] = one;
                    continue;
                }
                Keep(Encoding.UTF8.GetString(line, 0, length).TrimEnd('\r'));
                length = 0;
            }
        }
        if (length > 0)
            Keep(Encoding.UTF8.GetString(line, 0, length));
    }

    private void Keep(string line)
    {
        _log.Enqueue(line);
        while (_log.Count > 40)
            _log.TryDequeue(out _);
        if (line.EndsWith(Ready, StringComparison.Ordinal))
            _ready.TrySetResult();
    }
}
