using System.Collections.Concurrent;
using System.Diagnostics;
using Levee.Cli.Machine;

namespace Levee.Cli.Server;

/// <summary>
/// A running <c>postgres</c> that ends with this run, however the run ends. On Linux the kernel ends it when the
/// thread that started it dies, which is why that thread waits here for as long as the server lives; elsewhere a shell
/// waits for the end of a pipe that only we hold.
/// </summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private const string Ready = "database system is ready to accept connections";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    // The parent may have died before setpriv asked to be told: then nobody would ever stop the server.
    private const string UnlessOrphaned = """[ "$PPID" = "$0" ] || exit 1; exec "$@" """;

    // The shell lets go of the log, so that its end is the end of the server. It says so until the server is gone, for one that is
    // just starting does not listen yet.
    private const string UntilEndOfInput = """
        "$@" </dev/null & exec >/dev/null 2>&1; read -r how
        while kill "-${how:-QUIT}" $!; do sleep 0.02; done; wait $!
        """;

    private readonly bool _isWatched;
    private readonly TaskCompletionSource _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<int> _exited = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ConcurrentQueue<string> _log = new();
    private Process? _process;

    private ServerProcess(bool isWatched) => _isWatched = isWatched;

    /// <summary>What the server said last: the reason where it did not start.</summary>
    public string Log => string.Join('\n', _log);

    /// <summary>Ends when the process does, with its exit code.</summary>
    public Task<int> Exited => _exited.Task;

    /// <summary>Starts the program and returns when it accepts connections.</summary>
    /// <returns>The server; one that has exited where it did not come up.</returns>
    public static async Task<ServerProcess> StartAsync(
        ServerAccount account,
        IReadOnlyList<string> command,
        CancellationToken cancel
    )
    {
        var tie = OperatingSystem.IsLinux() ? Programs.FindSetpriv() : null;
        if (tie is not null)
            UnixFile.StopIgnoringQuit();
        var server = new ServerProcess(isWatched: tie is null && !OperatingSystem.IsWindows());
        List<string> line =
            OperatingSystem.IsWindows() ? [.. command]
            : tie is null ? ["/bin/sh", "-c", UntilEndOfInput, "levee", .. account.Prefix, .. command]
            :
            [
                .. account.Prefix,
                tie,
                "--pdeathsig=QUIT",
                "--",
                "/bin/sh",
                "-c",
                UnlessOrphaned,
                $"{Environment.ProcessId}",
                .. command,
            ];
        var info = new ProcessStartInfo(line[0], line.Skip(1))
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            RedirectStandardInput = true,
        };
        info.Environment["LC_ALL"] = "C";
        // Otherwise initdb reads every time zone there is to find the one of this machine.
        info.Environment["TZ"] = "UTC";
        foreach (
            var name in info.Environment.Keys.Where(name => name.StartsWith("PG", StringComparison.Ordinal)).ToList()
        )
            info.Environment.Remove(name);

        new Thread(() => server.Run(info)) { IsBackground = true, Name = "postgres" }.Start();
        try
        {
            await Task.WhenAny(server._ready.Task, server._exited.Task).WaitAsync(cancel);
        }
        catch (OperationCanceledException)
        {
            await server.DisposeAsync();
            throw;
        }
        return server;
    }

    /// <summary>Shuts the server down and waits until it is down.</summary>
    /// <param name="isOrderly">Whether its files are to be complete then; false ends it at once.</param>
    /// <returns>Whether it went down by itself and cleanly.</returns>
    public async Task<bool> StopAsync(bool isOrderly)
    {
        await _begun.Task;
        if (_process is { } process && !_exited.Task.IsCompleted)
        {
            if (_isWatched)
            {
                if (isOrderly)
                    await process.StandardInput.WriteLineAsync("INT");
                process.StandardInput.Close();
            }
            else if (OperatingSystem.IsWindows())
                process.Kill(entireProcessTree: true);
            else if (isOrderly)
                UnixFile.Interrupt(process.Id);
            else
                UnixFile.Quit(process.Id);
            if (await Task.WhenAny(_exited.Task, Task.Delay(Patience)) != _exited.Task)
                process.Kill(entireProcessTree: true);
        }
        return await _exited.Task == 0;
    }

    public async ValueTask DisposeAsync() => await StopAsync(isOrderly: false);

    private void Run(ProcessStartInfo info)
    {
        // Not disposed of while somebody may still want to stop it: its number could belong to another process by then.
        var process = new Process { StartInfo = info };
        try
        {
            process.OutputDataReceived += (_, line) => Take(line.Data);
            process.ErrorDataReceived += (_, line) => Take(line.Data);
            process.Start();
            _process = process;
            _begun.SetResult();
            process.BeginOutputReadLine();
            process.BeginErrorReadLine();
            process.WaitForExit();
            _exited.SetResult(process.ExitCode);
        }
        catch (System.ComponentModel.Win32Exception error)
        {
            Take(error.Message);
            _begun.TrySetResult();
            _exited.SetResult(-1);
        }
    }

    private void Take(string? line)
    {
        if (line is null)
        {
            if (_isWatched)
                _process?.StandardInput.Close();
            return;
        }
        _log.Enqueue(line);
        while (_log.Count > 40)
            _log.TryDequeue(out _);
        if (line.EndsWith(Ready, StringComparison.Ordinal))
            _ready.TrySetResult();
    }
}
