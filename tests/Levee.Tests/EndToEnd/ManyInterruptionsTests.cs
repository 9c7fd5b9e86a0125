using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Levee.Tests.EndToEnd;

/// <summary>
/// Kills, and Ctrl-C as a terminal sends it (to the whole process group: git and PostgreSQL hear it as well), at random
/// points of generate, check and lint. A few without a variable; <c>LEVEE_INTERRUPTIONS=full</c> takes 500 kills and 300
/// signals, <c>LEVEE_FUZZ_SEED</c> other points.
/// </summary>
[Slow]
public sealed class ManyInterruptionsTests : IDisposable
{
    private const string Migrations = "prisma/migrations";

    private const string Init =
        "CREATE TABLE \"User\" (\"id\" SERIAL NOT NULL, \"email\" TEXT NOT NULL, CONSTRAINT \"User_pkey\" PRIMARY KEY (\"id\"));\n";

    private static readonly string[][] Commands =
    [
        ["generate", "cut_off"],
        ["check"],
        ["lint", "more.sql", "--on", $"migrations:{Migrations}"],
    ];

    private readonly TempFolder _cache = new();
    private readonly Sandbox _sandbox = Sandbox.With(
        (
            "prisma/schema.prisma",
            """
            datasource db {
              provider = "postgresql"
              url      = env("DATABASE_URL")
            }

            model User {
              id    Int    @id @default(autoincrement())
              email String
            }

            """
        ),
        ($"{Migrations}/20260101000000_init/migration.sql", Init),
        ($"{Migrations}/migration_lock.toml", "provider = \"postgresql\"\n"),
        ("more.sql", "ALTER TABLE \"User\" ADD COLUMN \"nick\" TEXT;\n")
    );

    private Dictionary<string, string> Environment => new() { ["LEVEE_CACHE_DIR"] = _cache.Path };

    public void Dispose()
    {
        _sandbox.Dispose();
        _cache.Dispose();
    }

    [Fact]
    public void Killed_it_leaves_nothing_but_what_the_next_run_sweeps() => Run("KILL", 9, 500, [137]);

    // Done where it was faster, 1 never.
    [Fact]
    public void Ctrl_C_for_the_whole_group_is_always_130() => Run("INT", 9, 300, [0, 130]);

    private void Run(string signal, int usual, int full, int[] codes)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "reads /proc, and needs setsid");
        var isFull = System.Environment.GetEnvironmentVariable("LEVEE_INTERRUPTIONS") == "full";
        var count = isFull ? full : usual;
        var seed = int.TryParse(
            System.Environment.GetEnvironmentVariable("LEVEE_FUZZ_SEED"),
            CultureInfo.InvariantCulture,
            out var given
        )
            ? given
            : 20261127;
        var random = new Random(seed);
        _sandbox.Replace("prisma/schema.prisma", "email String", "email String\n  nick  String?");
        var lengths = Commands.Select(Measure).ToArray();
        var ended = new SortedDictionary<int, int>();
        for (var round = 0; round < count; round++)
        {
            var kind = round % Commands.Length;
            var after = lengths[kind] * (random.NextDouble() * 1.1);
            var code = Interrupt(Commands[kind], signal, after, out var said);
            ended[code] = ended.GetValueOrDefault(code) + 1;

            // check finds the migration missing (5): what it says when it is not cut off.
            Assert.True(
                codes.Contains(code) || code == Uncut(kind),
                $"seed {seed}, {string.Join(' ', Commands[kind])}, {signal} after {after}: exit {code}\n{said}"
            );
            Assert.True(AreGone(), $"lives on after {signal} after {after}:\n{string.Join('\n', Alive())}");
            Sweep();
        }
        Assert.True(ended.Keys.Any(code => code is 130 or 137), "none was met in the middle");
        Tally.Record(
            $"interruptions-{signal}",
            count,
            count,
            string.Join(", ", ended.Select(one => $"exit {one.Key}: {one.Value}"))
        );

        Assert.Equal(0, _sandbox.Levee(Environment, "generate", "after").Code);
        Assert.False(Directory.Exists(_sandbox[".git/levee"]), "unfinished things lie in the git folder");
        var runs = Path.Combine(_cache.Path, "runs");
        Assert.Empty(Directory.Exists(runs) ? Directory.GetFileSystemEntries(runs) : []);
    }

    private static int Uncut(int kind) => kind == 1 ? 5 : 0;

    private TimeSpan Measure(string[] command)
    {
        _sandbox.Levee(Environment, command);
        Sweep();
        var watch = Stopwatch.StartNew();
        var outcome = _sandbox.Levee(Environment, command);
        Assert.Contains(outcome.Code, new[] { 0, 5 });
        Sweep();
        return watch.Elapsed;
    }

    /// <summary>Starts it as the leader of a group of its own, as a shell with job control does.</summary>
    private int Interrupt(string[] command, string signal, TimeSpan after, out string said)
    {
        var start = new ProcessStartInfo("setsid", ["env", "--default-signal=INT", LeveeBinary.Path, .. command])
        {
            WorkingDirectory = _sandbox.Work,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["LEVEE_CACHE_DIR"] = _cache.Path;
        start.Environment["GIT_CONFIG_GLOBAL"] = "/dev/null";
        start.Environment["GIT_CONFIG_NOSYSTEM"] = "1";
        foreach (
            var agent in start
                .Environment.Keys.Where(name => name.Contains("CLAUDE", StringComparison.Ordinal))
                .ToList()
        )
            start.Environment.Remove(agent);
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync();
        var talk = process.StandardError.ReadToEndAsync();
        Thread.Sleep(after);
        // setsid and env become the program: it has this number, and so has its group. A kill goes to Levee alone, as the
        // kernel's does when memory is short.
        // Where it has ended, its number may be another's.
        if (!process.HasExited)
        {
            using (
                var kill = Process.Start(
                    "kill",
                    [$"-{signal}", "--", signal == "KILL" ? $"{process.Id}" : $"-{process.Id}"]
                )
            )
                kill.WaitForExit();
        }
        Assert.True(process.WaitForExit(TimeSpan.FromSeconds(60)), "it did not end");
        said = output.GetAwaiter().GetResult() + talk.GetAwaiter().GetResult();
        return process.ExitCode;
    }

    private void Sweep()
    {
        foreach (
            var name in _sandbox.Migrations(Migrations).Where(name => !name.EndsWith("_init", StringComparison.Ordinal))
        )
        {
            Assert.EndsWith(";\n", _sandbox.Read($"{Migrations}/{name}/migration.sql"));
            Directory.Delete(_sandbox[$"{Migrations}/{name}"], recursive: true);
        }
        Assert.Equal("M prisma/schema.prisma", _sandbox.Git("status", "--porcelain", "--ignored"));
    }

    private bool AreGone()
    {
        var watch = Stopwatch.StartNew();
        while (Alive().Count > 0)
        {
            if (watch.Elapsed > TimeSpan.FromSeconds(20))
                return false;
            Thread.Sleep(20);
        }
        return true;
    }

    private List<string> Alive()
    {
        var found = new List<string>();
        foreach (
            var folder in Directory
                .GetDirectories("/proc")
                .Where(folder => int.TryParse(Path.GetFileName(folder), out _))
        )
        {
            try
            {
                var line = Encoding
                    .UTF8.GetString(File.ReadAllBytes(Path.Combine(folder, "cmdline")))
                    .Replace('\0', ' ');
                if (line.Contains(_cache.Path, StringComparison.Ordinal))
                    found.Add($"{Path.GetFileName(folder)} {line}");
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                // It ended while it was looked at, or is somebody else's.
            }
        }
        return found;
    }
}
