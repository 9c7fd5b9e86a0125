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
    /// <summary>Set while a hook runs, and then they speak of the hook's repository, not of the workspace's.</summary>
    private static readonly string[] OfHooks =
    [
        "GIT_DIR",
        "GIT_WORK_TREE",
        "GIT_INDEX_FILE",
        "GIT_COMMON_DIR",
        "GIT_PREFIX",
        "GIT_NAMESPACE",
    ];

    /// <exception cref="LeveeException">There is no git.</exception>
    public static async Task<GitAnswer> RunAsync(
        string folder,
        ValueList<string> arguments,
        CancellationToken cancel,
        string? input = null
    )
    {
        using var process = Start(folder, arguments);
        try
        {
            var output = ReadAsync(process.StandardOutput.BaseStream, cancel);
            var error = process.StandardError.ReadToEndAsync(cancel);
            if (input is not null)
                await process.StandardInput.WriteAsync(input.AsMemory(), cancel);
            process.StandardInput.Close();
            await process.WaitForExitAsync(cancel);
            return new(process.ExitCode, await output, await error);
        }
        catch (OperationCanceledException)
        {
            Kill(process);
            throw;
        }
    }

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
        // The user's taste in colours, quoting and signatures must not change what is read here.
        string[] neutral = ["-c", "color.ui=false", "-c", "core.quotePath=false", "-c", "log.showSignature=false"];
        foreach (var argument in neutral.Concat(arguments))
            start.ArgumentList.Add(argument);
        foreach (var name in OfHooks)
            start.Environment.Remove(name);
        start.Environment["LC_ALL"] = "C";
        start.Environment["GIT_OPTIONAL_LOCKS"] = "0";
        if (Console.IsInputRedirected)
            start.Environment["GIT_TERMINAL_PROMPT"] = "0";
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

    private static async Task<byte[]> ReadAsync(Stream stream, CancellationToken cancel)
    {
        using var bytes = new MemoryStream();
        await stream.CopyToAsync(bytes, cancel);
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
