using System.Diagnostics;
using Levee.Cli.Machine;

namespace Levee.Cli.Containment;

/// <summary>A program that was started through <see cref="Launcher"/>. It ends when the thread that started it does.</summary>
internal sealed class ContainedProcess
{
    private readonly Process _launcher;
    private readonly int _process;

    private ContainedProcess(Process launcher, int process, Layers layers)
    {
        _launcher = launcher;
        _process = process;
        Layers = layers;
    }

    /// <summary>What holds it in.</summary>
    public Layers Layers { get; }

    /// <summary>Whatever it says; ends with the last of its processes.</summary>
    public Stream Log => _launcher.StandardError.BaseStream;

    /// <returns>Null where it could not be started; <paramref name="why"/> is what was said of it.</returns>
    /// <exception cref="System.ComponentModel.Win32Exception">Levee cannot start itself.</exception>
    public static ContainedProcess? Start(LaunchRequest request, out string why)
    {
        why = "";
        var line = Itself();
        var info = new ProcessStartInfo(line[0], line.Skip(1).Concat(request.ToArguments()))
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            RedirectStandardInput = true,
        };
        // It would only be something to read. Where .NET is installed, a build that is no native program has to know.
        foreach (
            var name in info
                .Environment.Keys.Where(name => !name.StartsWith("DOTNET_ROOT", StringComparison.Ordinal))
                .ToList()
        )
            info.Environment.Remove(name);
        info.Environment["PATH"] = Environment.GetEnvironmentVariable("PATH") ?? "/usr/bin:/bin";
        // A build that is compiled as it runs: no thread that does so beside, when the process is forked.
        info.Environment["DOTNET_TieredCompilation"] = "0";
        var launcher = Process.Start(info)!;
        var answer = launcher.StandardOutput.ReadLine();
        if (answer is not null && Launcher.Read(answer) is var (process, layers))
            return new(launcher, process, layers);
        why = launcher.StandardError.ReadToEnd();
        launcher.Dispose();
        return null;
    }

    /// <summary>Returns when it is gone, with its exit code; −1 where it was killed.</summary>
    public int Wait() => Kernel.WaitFor(_process);

    /// <summary>Asks a server to end all sessions and to complete its files.</summary>
    public void Interrupt() => UnixFile.Interrupt(_process);

    /// <summary>Ends it at once, and all that it started.</summary>
    public void Quit()
    {
        if (Layers.Namespaces)
            UnixFile.Kill(_process);
        else
            UnixFile.Quit(_process);
    }

    /// <summary>Ends it when it does not listen.</summary>
    public void Kill() => UnixFile.Kill(_process);

    private static string[] Itself()
    {
        const string Name = "levee";
        // A native program is all there is; else the program may be one that only uses us.
        var runs = Environment.ProcessPath!;
        if (!System.Runtime.CompilerServices.RuntimeFeature.IsDynamicCodeSupported || Path.GetFileName(runs) == Name)
            return [runs];
        var beside = Path.Combine(AppContext.BaseDirectory, Name);
        return File.Exists(beside) ? [beside] : ["dotnet", $"{beside}.dll"];
    }
}
