using System.Diagnostics;

namespace Levee.Cli.Machine;

/// <summary>Programs of the machine: where they are, and what they answer.</summary>
internal static class Programs
{
    /// <summary>The full path of a program in PATH; null where there is none.</summary>
    public static string? Find(string name)
    {
        string[] names = OperatingSystem.IsWindows() ? [$"{name}.exe", $"{name}.cmd"] : [name];
        return (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Where(Path.IsPathFullyQualified)
            .SelectMany(folder => names.Select(name => Path.Combine(folder, name)))
            .FirstOrDefault(File.Exists);
    }

    /// <summary>The file behind all links.</summary>
    public static string Resolve(string path) =>
        File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path;

    /// <summary>Runs a program to its end and returns what it printed.</summary>
    /// <returns>Exit code −1 where it could not be started.</returns>
    public static async Task<ProgramOutput> RunAsync(
        IReadOnlyList<string> command,
        string? folder,
        CancellationToken cancel
    )
    {
        var info = new ProcessStartInfo(command[0], command.Skip(1))
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            WorkingDirectory = folder ?? "",
        };
        try
        {
            using var process = Process.Start(info)!;
            process.StandardInput.Close();
            try
            {
                var output = process.StandardOutput.ReadToEndAsync(cancel);
                var error = process.StandardError.ReadToEndAsync(cancel);
                await process.WaitForExitAsync(cancel);
                return new(process.ExitCode, await output, await error);
            }
            catch (OperationCanceledException)
            {
                process.Kill(entireProcessTree: true);
                throw;
            }
        }
        catch (System.ComponentModel.Win32Exception error)
        {
            return new(-1, "", error.Message);
        }
    }
}

internal readonly record struct ProgramOutput(int ExitCode, string Output, string Error);
