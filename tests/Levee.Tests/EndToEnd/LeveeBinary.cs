using System.Diagnostics;

namespace Levee.Tests.EndToEnd;

/// <summary>How a run of the binary ended.</summary>
internal sealed record Outcome(int Code, string Output, string Talk)
{
    public override string ToString() => $"exit {Code}\n--- stdout\n{Output}--- stderr\n{Talk}";
}

/// <summary>The program as users run it: the native one that <c>./levee</c> built where it is newer than its sources, else
/// the one beside the tests.</summary>
internal static class LeveeBinary
{
    public static string Path { get; } = Find();

    /// <summary>What the program is given of this machine's environment; agents' and CI's variables are left out. Those of the
    /// cache are not: the whole suite can be run with the cache off, or on a cache of its own.</summary>
    private static readonly string[] Inherited =
    [
        "PATH",
        "HOME",
        "TMPDIR",
        "DOTNET_ROOT",
        "XDG_CACHE_HOME",
        "LANG",
        "LEVEE_CACHE",
        "LEVEE_CACHE_DIR",
    ];

    public static Outcome Run(
        string folder,
        IEnumerable<string> arguments,
        IReadOnlyDictionary<string, string>? environment = null,
        TimeSpan? timeout = null
    )
    {
        using var process = Start(folder, arguments, environment);
        var output = process.StandardOutput.ReadToEndAsync();
        var talk = process.StandardError.ReadToEndAsync();
        process.StandardInput.Close();
        if (!process.WaitForExit(timeout ?? TimeSpan.FromSeconds(120)))
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail($"levee {string.Join(' ', arguments)} did not end in time\n{talk.Result}");
        }
        process.WaitForExit();
        return new(process.ExitCode, output.Result, talk.Result);
    }

    public static Process Start(
        string folder,
        IEnumerable<string> arguments,
        IReadOnlyDictionary<string, string>? environment = null
    )
    {
        // A shell gives what it starts in the background SIGINT and SIGQUIT ignored, and that is inherited all the way down to
        // here. The tests interrupt Levee; that it may not hear SIGQUIT must not keep its server alive.
        string[] line = OperatingSystem.IsLinux()
            ? ["env", "--default-signal=INT", "--ignore-signal=QUIT", Path]
            : [Path];
        var start = new ProcessStartInfo(line[0], [.. line[1..], .. arguments])
        {
            WorkingDirectory = folder,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var kept = Inherited
            .Select(name => (name, value: Environment.GetEnvironmentVariable(name)))
            .Where(variable => variable.value is not null)
            .ToList();
        start.Environment.Clear();
        foreach (var (name, value) in kept)
            start.Environment[name] = value;
        // Nobody's own git configuration takes part in a test.
        start.Environment["GIT_CONFIG_GLOBAL"] = "/dev/null";
        start.Environment["GIT_CONFIG_NOSYSTEM"] = "1";
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
            start.Environment[name] = value;
        return Process.Start(start)!;
    }

    private static string Find()
    {
        var native = System.IO.Path.Combine(Corpus.Repository, ".build", "current", "levee");
        var beside = System.IO.Path.Combine(AppContext.BaseDirectory, "levee");
        return File.Exists(native) && File.GetLastWriteTimeUtc(Resolve(native)) > NewestSource() ? native : beside;
    }

    private static string Resolve(string native) =>
        new DirectoryInfo(System.IO.Path.GetDirectoryName(native)!).ResolveLinkTarget(returnFinalTarget: true)
            is { } target
            ? System.IO.Path.Combine(target.FullName, "levee")
            : native;

    private static DateTime NewestSource() =>
        Directory
            .EnumerateFiles(System.IO.Path.Combine(Corpus.Repository, "src"), "*", SearchOption.AllDirectories)
            .Where(file =>
                !file.Contains("/obj/", StringComparison.Ordinal) && !file.Contains("/bin/", StringComparison.Ordinal)
            )
            .Max(File.GetLastWriteTimeUtc);
}
