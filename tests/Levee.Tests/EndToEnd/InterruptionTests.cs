using System.Diagnostics;
using System.Text;

namespace Levee.Tests.EndToEnd;

/// <summary>What is left when a run is ended from outside: nothing.</summary>
[Slow]
public sealed class InterruptionTests : IDisposable
{
    private const string Schema = "prisma/schema.prisma";
    private const string Folder = "prisma/migrations";

    private readonly TempFolder _cache = new();
    private readonly Sandbox _sandbox = Sandbox.With(
        (
            Schema,
            """
            datasource db {
              provider = "postgresql"
              url      = env("DATABASE_URL")
            }

            model User {
              id    Int    @id @default(autoincrement())
              email String @unique
            }

            """
        )
    );

    private Dictionary<string, string> Environment => new() { ["LEVEE_CACHE_DIR"] = _cache.Path };

    public void Dispose()
    {
        _sandbox.Dispose();
        _cache.Dispose();
    }

    [Fact]
    public void Killed_at_twenty_points_it_leaves_no_server_no_half_written_folder_and_no_lock()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "reads /proc");
        var run = _sandbox.Levee(Environment, "generate", "warm_up", "--dry-run");
        Assert.True(run.Code == 0, run.ToString());
        var watch = Stopwatch.StartNew();
        _sandbox.Levee(Environment, "generate", "measure", "--dry-run");
        var whole = watch.Elapsed;

        for (var point = 1; point <= 20; point++)
        {
            using var process = LeveeBinary.Start(_sandbox.Work, ["generate", $"killed_{point}"], Environment);
            Thread.Sleep(whole * point / 20);
            process.Kill();
            process.WaitForExit();

            Assert.True(
                AreGone(TimeSpan.FromSeconds(20)),
                $"a server lives on after point {point}:\n{string.Join('\n', Alive())}"
            );
            foreach (var name in _sandbox.Migrations(Folder))
            {
                Assert.EndsWith(";\n", _sandbox.Read($"{Folder}/{name}/migration.sql"));
                Directory.Delete(_sandbox[$"{Folder}/{name}"], recursive: true);
            }
            if (Directory.Exists(_sandbox[Folder]))
                Directory.Delete(_sandbox[Folder], recursive: true);
            Assert.Equal("", _sandbox.Git("status", "--porcelain", "--ignored"));
        }

        var after = _sandbox.Levee(Environment, "generate", "after");

        Assert.True(after.Code == 0, after.ToString());
        Assert.Single(_sandbox.Migrations(Folder));
        Assert.True(AreGone(TimeSpan.FromSeconds(20)));
        Assert.False(Directory.Exists(_sandbox[".git/levee"]));
    }

    [Theory]
    [InlineData("INT", 50, 130)]
    [InlineData("INT", 250, 130)]
    [InlineData("INT", 600, 130)]
    [InlineData("TERM", 250, 143)]
    public void A_signal_ends_it_within_a_second_with_its_code_and_nothing_is_left(
        string signal,
        int milliseconds,
        int code
    )
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "reads /proc");
        // The first run makes the cluster, which takes long enough to be met in the middle.
        using var process = LeveeBinary.Start(_sandbox.Work, ["generate", "cancelled"], Environment);
        var output = process.StandardOutput.ReadToEndAsync();
        var talk = process.StandardError.ReadToEndAsync();
        Thread.Sleep(milliseconds);
        Assert.SkipWhen(process.HasExited, "it was faster than the signal");
        var watch = Stopwatch.StartNew();

        using (var kill = Process.Start("kill", [$"-{signal}", process.Id.ToString()]))
            kill.WaitForExit();
        Assert.True(process.WaitForExit(TimeSpan.FromSeconds(10)), "it did not end");
        var took = watch.Elapsed;

        Assert.True(process.ExitCode == code, $"exit {process.ExitCode}\n{Text(output)}{Text(talk)}");
        Assert.True(took < TimeSpan.FromSeconds(Ci ? 3 : 1), $"it took {took}");
        Assert.True(AreGone(TimeSpan.FromSeconds(3)), string.Join('\n', Alive()));
        Assert.Equal("", _sandbox.Git("status", "--porcelain", "--ignored"));
        Assert.Equal(0, _sandbox.Levee(Environment, "generate", "after").Code);
    }

    /// <summary>On a machine that does other things as well, a second may be too short for what takes a tenth of one.</summary>
    private static bool Ci => System.Environment.GetEnvironmentVariable("CI") is { Length: > 0 };

    // The process has ended, so that nothing blocks.
    private static string Text(Task<string> task) => task.GetAwaiter().GetResult();

    private bool AreGone(TimeSpan patience)
    {
        var watch = Stopwatch.StartNew();
        while (Alive().Count > 0)
        {
            if (watch.Elapsed > patience)
                return false;
            Thread.Sleep(20);
        }
        return true;
    }

    /// <summary>The processes that have something to do with this test's cache or repository.</summary>
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
                if (
                    line.Contains(_cache.Path, StringComparison.Ordinal)
                    || line.Contains(_sandbox.Work, StringComparison.Ordinal)
                )
                    found.Add($"{Path.GetFileName(folder)} {line}");
            }
            catch (IOException)
            {
                // It ended while it was looked at.
            }
            catch (UnauthorizedAccessException)
            {
                // Somebody else's.
            }
        }
        return found;
    }
}
