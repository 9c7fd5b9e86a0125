using System.ComponentModel;
using System.Diagnostics;
using Levee.Core;
using Levee.Core.Diagnostics;

namespace Levee.Cli.Git;

/// <param name="Error">What git said on its error stream.</param>
internal sealed record GitAnswer(int ExitCode, byte[] Bytes, string Error)
{
    public string Text => System.Text.Encoding.UTF8.GetString(Bytes);
    public string Line => Text.TrimEnd('\n');
}

/// <summary>Runs the git command line: with the user's own credentials, and never through a shell.</summary>
internal static class GitProcess
{
    /// <summary>How long git may say nothing at all. One who is asked for a password needs longer.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(Console.IsInputRedirected ? 40 : 300);

    /// <summary>How long a run that git was ended under waits to hear that it was cancelled as well: at a terminal both
    /// get the signal, and nobody knows who first.</summary>
    private static readonly TimeSpan SignalDelay = TimeSpan.FromMilliseconds(200);

    private const int Fatal = 128;

    /// <exception cref="LeveeException">There is no git, or it hangs.</exception>
    public static async Task<GitAnswer> RunAsync(
        string folder,
        ValueList<string> arguments,
        CancellationToken cancel,
        string? input = null
    )
    {
        using var process = Start(folder, arguments);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(Patience);
        try
        {
            var output = ReadAsync(process.StandardOutput.BaseStream, limit);
            var error = ReadAsync(process.StandardError.BaseStream, limit);
            // Fed beside the reading: a long question and a long answer would wait for each other.
            var asking = AskAsync(process, input, limit.Token);
            await process.WaitForExitAsync(limit.Token);
            await asking;
            if (process.ExitCode >= Fatal)
                await Task.Delay(SignalDelay, cancel);
            return new(process.ExitCode, await output, System.Text.Encoding.UTF8.GetString(await error));
        }
        catch (OperationCanceledException)
        {
            Kill(process);
            cancel.ThrowIfCancellationRequested();
            throw Hangs(arguments);
        }
    }

    private static async Task AskAsync(Process process, string? input, CancellationToken cancel)
    {
        try
        {
            if (input is not null)
                await process.StandardInput.WriteAsync(input.AsMemory(), cancel);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It has ended without hearing the question out; its exit code says why.
        }
    }

    private static LeveeException Hangs(ValueList<string> arguments) =>
        new(
            Diagnostic.Error(
                "git-hangs",
                $"git {arguments.First(argument => !argument.StartsWith('-'))} has said nothing for {Patience.TotalSeconds:0} s, and was ended"
            ) with
            {
                Help = ["try the same in a terminal: it may wait for a password, a network or a lock"],
            }
        );

    private static Process Start(string folder, ValueList<string> arguments)
    {
        var start = new ProcessStartInfo("git")
        {
            WorkingDirectory = folder,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var argument in GitEnvironment.Options.Concat(arguments))
            start.ArgumentList.Add(argument);
        GitEnvironment.Set(start.Environment, mayAsk: !Console.IsInputRedirected);
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception)
        {
            throw new LeveeException(
                Diagnostic.Error("no-git", "the command git was not found") with
                {
                    Help =
                    [
                        "install git (Debian: apt-get install git; macOS: xcode-select --install), or put its folder on PATH",
                    ],
                }
            );
        }
    }

    /// <summary>Reads to the end. Whatever comes gives git its time again.</summary>
    private static async Task<byte[]> ReadAsync(Stream stream, CancellationTokenSource limit)
    {
        using var bytes = new MemoryStream();
        var some = new byte[1 << 16];
        while (await stream.ReadAsync(some, limit.Token) is > 0 and var read)
        {
            limit.CancelAfter(Patience);
            bytes.Write(some, 0, read);
        }
        return bytes.ToArray();
    }

    private static void Kill(Process process)
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (InvalidOperationException)
        {
            // It ended by itself in the meantime.
        }
    }
}
