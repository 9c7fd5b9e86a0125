using System.CommandLine;
using System.Diagnostics;
using Levee.Cli;
using Levee.Cli.CommandLine;

namespace Levee.Tests.Commands;

public sealed class CompletionsTests
{
    private static readonly RootCommand Root = Program.Commands(new(), TimeProvider.System);

    [Theory]
    [InlineData("levee syn", "sync")]
    [InlineData("levee sync --ch", "--check")]
    [InlineData("levee check --format sa", "sarif")]
    [InlineData("levee explain stale", "stale-branch")]
    [InlineData("levee cache cl", "clear")]
    public void Bash_completes_a_line(string line, string expected)
    {
        var words = line.Split(' ');
        var (exit, output) = Run(
            "bash",
            $"""
            {Completions.Script("bash", Root)}
            COMP_WORDS=({line}); COMP_CWORD={words.Length - 1}; _levee; printf '%s\n' "${"{"}COMPREPLY[@]{"}"}"
            """
        );

        Assert.Equal(0, exit);
        Assert.Equal([expected], output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Theory]
    [InlineData("bash", "-n")]
    [InlineData("zsh", "-n")]
    [InlineData("fish", "--no-execute")]
    public void The_shell_reads_its_script(string shell, string syntaxOnly)
    {
        var (exit, output) = Run(shell, Completions.Script(shell, Root), syntaxOnly);

        Assert.True(exit == 0, output);
    }

    [Theory]
    [InlineData("bash")]
    [InlineData("zsh")]
    [InlineData("fish")]
    public void No_script_offers_a_flag_that_overrules_a_guard(string shell)
    {
        var script = Completions.Script(shell, Root);

        Assert.DoesNotContain("allow-destructive", script, StringComparison.Ordinal);
        Assert.DoesNotContain("skip-freshness", script, StringComparison.Ordinal);
        Assert.Contains("workspace", script, StringComparison.Ordinal);
    }

    [Fact]
    public void Troff_reads_the_manual_page_without_a_warning()
    {
        var (exit, output) = Run("groff", ManPage.Page(Root), "-man", "-Kutf8", "-Tutf8", "-ww", "-P-cbou");

        Assert.Equal(0, exit);
        Assert.Contains("EXIT STATUS", output, StringComparison.Ordinal);
        Assert.Contains("levee - generates and guards", output, StringComparison.Ordinal);
        Assert.Contains("LEVEE_CACHE_DIR", output, StringComparison.Ordinal);
        Assert.Contains("A source is one of empty", output, StringComparison.Ordinal);
        Assert.Contains("Delete everything that no other run uses", output, StringComparison.Ordinal);
        // groff's own, not the page's: an option is about a warning.
        Assert.DoesNotContain("warning:", output, StringComparison.Ordinal);
    }

    private static (int ExitCode, string Output) Run(string program, string input, params string[] arguments)
    {
        var path = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':');
        Assert.SkipUnless(
            path.Any(folder => File.Exists(Path.Combine(folder, program))),
            $"{program} is not installed"
        );
        var start = new ProcessStartInfo(program, arguments)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        process.StandardInput.Write(input);
        process.StandardInput.Close();
        process.WaitForExit();
        return (process.ExitCode, output.Result + errors.Result);
    }
}
