using System.Diagnostics;

namespace Levee.Tests.EndToEnd;

/// <summary>What a person sees while it works, and what a program does not.</summary>
[Slow]
public sealed class ProgressTests : IDisposable
{
    private readonly TempFolder _cache = new();
    private readonly Sandbox _sandbox = Sandbox.Filled(folder =>
    {
        File.WriteAllText(
            Path.Combine(folder, "schema.prisma"),
            "datasource db {\n  provider = \"postgresql\"\n  url = env(\"X\")\n}\n\nmodel A {\n  id Int @id\n}\n"
        );
        for (var i = 0; i < 300; i++)
        {
            var migration = Path.Combine(folder, "migrations", $"{20260101000000 + i}_step");
            Directory.CreateDirectory(migration);
            File.WriteAllText(
                Path.Combine(migration, "migration.sql"),
                $"CREATE TABLE \"t{i}\" (a INT PRIMARY KEY, b TEXT UNIQUE);\n"
            );
        }
    });

    private Dictionary<string, string> Environment => new() { ["LEVEE_CACHE_DIR"] = _cache.Path, ["TERM"] = "xterm" };

    public void Dispose()
    {
        _sandbox.Dispose();
        _cache.Dispose();
    }

    [Fact]
    public void On_a_terminal_it_says_what_it_does_how_far_it_is_and_for_how_long()
    {
        var seen = OnTerminal("diff", "--from", "migrations:migrations", "--to", "schema:schema.prisma");

        Assert.Matches(
            @"\r\e\[2K[^\r]*building a private PostgreSQL [^\r]* 0\.[5-9] s|\r\e\[2K[^\r]* [1-9][0-9]*\.[0-9] s",
            seen
        );
        Assert.Matches(@"replaying [0-9]+ of 300: [0-9]+_step [0-9.]+ s", seen);
        // The line is gone before the result is written.
        Assert.Matches(@"\r\e\[2K(--|-- DropTable)", seen);
    }

    [Fact]
    public void Without_a_terminal_it_says_nothing_of_it()
    {
        var run = _sandbox.Levee(
            Environment,
            "diff",
            "--from",
            "migrations:migrations",
            "--to",
            "schema:schema.prisma"
        );

        Assert.True(run.Code == 0, run.ToString());
        Assert.Equal("", run.Talk);
        Assert.DoesNotContain("replaying", run.Output);
    }

    [Fact]
    public void Verbose_tells_how_long_each_stage_took()
    {
        var run = _sandbox.Levee(Environment, "generate", "x", "--dry-run", "--verbose", "--with-base-drift");

        foreach (
            var stage in new[]
            {
                "read the schema",
                "read the migrations",
                "fetch the base",
                "replay the history",
                "compare",
                "rehearse",
            }
        )
            Assert.Matches($@"(?m)^ *[0-9]+\.[0-9] ms  {stage}", run.Talk);
    }

    /// <summary>Everything that a run writes to a terminal of its own.</summary>
    private string OnTerminal(params string[] arguments)
    {
        Assert.SkipUnless(
            OperatingSystem.IsLinux() && File.Exists("/usr/bin/script"),
            "needs script(1) to make a terminal"
        );
        var line = string.Join(' ', arguments.Prepend(LeveeBinary.Path).Select(part => $"'{part}'"));
        var start = new ProcessStartInfo("/usr/bin/script", ["-qec", line, "/dev/null"])
        {
            WorkingDirectory = _sandbox.Work,
            RedirectStandardOutput = true,
            RedirectStandardInput = true,
        };
        foreach (var (name, value) in Environment)
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var seen = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, seen);
        return seen;
    }
}
