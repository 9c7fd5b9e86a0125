using System.CommandLine;
using System.Reflection;
using Levee.Cli.CommandLine;
using Levee.Core;
using Levee.Core.Diagnostics;
using Levee.Core.Text;

namespace Levee.Cli.Commands;

/// <summary><c>levee explain</c>: the page of a rule, a refusal or an exit code, from inside the binary.</summary>
internal static class Explain
{
    private static readonly Assembly Pages = typeof(Explain).Assembly;

    public static Command Create(CommonOptions common, TimeProvider clock)
    {
        var code = new Argument<string?>("code")
        {
            Description = "As it is printed: drop-column, stale-branch, or a number",
            Arity = ArgumentArity.ZeroOrOne,
            HelpName = "code",
        };
        code.CompletionSources.Add(_ =>
            Codes().Select(known => new System.CommandLine.Completions.CompletionItem(known))
        );
        var command = new LeveeCommand("explain", "Show the page of a rule, a refusal or an exit code")
        {
            Examples =
            [
                ("levee explain drop-column", "what the finding means and what to do"),
                ("levee explain 3", "what the exit code means"),
                ("levee explain", "list every page"),
            ],
            ExitCodes = [],
        };
        command.Add(code);
        command.Runs(common, clock, (run, result, _) => Task.FromResult(Execute(run, result.GetValue(code))));
        return command;
    }

    /// <summary>The page as Markdown; null where there is none.</summary>
    internal static string? PageOf(string code)
    {
        // A number is an exit code; "error[drop-column]" may be pasted whole.
        var name = int.TryParse(code, out var number) ? $"exit-{number}" : code.Split('[')[^1].TrimEnd(']', ':').Trim();
        return Read($"rules/{name}.md") ?? Read($"codes/{name}.md");
    }

    /// <summary>Every code with a page, in byte order.</summary>
    internal static IEnumerable<string> Codes() =>
        Pages
            .GetManifestResourceNames()
            .Where(name =>
                name.StartsWith("rules/", StringComparison.Ordinal)
                || name.StartsWith("codes/", StringComparison.Ordinal)
            )
            .Select(name => name[(name.IndexOf('/') + 1)..^".md".Length])
            .Order(StringComparer.Ordinal);

    private static ExitCode Execute(Run run, string? code)
    {
        if (code is null)
        {
            run.Output.Result(string.Concat(Codes().Select(known => $"{known, -36} {TitleOf(PageOf(known)!)}\n")));
            return ExitCode.Done;
        }
        if (PageOf(code) is { } page)
        {
            run.Output.Result(page);
            return ExitCode.Done;
        }
        var near = Nearest.To(code, Codes());
        throw new LeveeException(
            Diagnostic.Error("unknown-code", $"there is no page for {code}") with
            {
                Help =
                [
                    .. near is null ? ValueList<string>.Empty : [$"did you mean {near}?"],
                    "levee explain lists the pages",
                ],
            },
            ExitCode.Usage
        );
    }

    // "# drop-column: what it is": the code stands beside it already.
    private static string TitleOf(string page) => page.Split('\n')[0].Split(": ", 2)[^1];

    private static string? Read(string name)
    {
        using var stream = Pages.GetManifestResourceStream(name);
        if (stream is null)
            return null;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
