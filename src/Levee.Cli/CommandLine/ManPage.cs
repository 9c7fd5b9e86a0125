using System.CommandLine;
using Levee.Core;

namespace Levee.Cli.CommandLine;

/// <summary><c>levee man</c>: the manual page, made from the same commands as the help.</summary>
internal static class ManPage
{
    public static Command Create(CommonOptions common, TimeProvider clock)
    {
        var command = new LeveeCommand("man", "Print the manual page")
        {
            Examples =
            [
                ("levee man | man -l -", "read it"),
                ("levee man > /usr/local/share/man/man1/levee.1", "install it"),
            ],
            ExitCodes = [],
        };
        command.Runs(
            common,
            clock,
            (run, result, _) =>
            {
                run.Output.Result(Page(result.RootCommandResult.Command));
                return Task.FromResult(ExitCode.Done);
            }
        );
        return command;
    }

    internal static string Page(Command root) =>
        string.Concat(
            (string[])
                [
                    $".TH LEVEE 1 \"\" \"Levee {ProductVersion.Text}\" \"User Commands\"\n",
                    $".SH NAME\nlevee \\- {Sentence(root.Description)}\n",
                    ".SH SYNOPSIS\n.B levee\n.I command\n[\\fIoptions\\fR]\n",
                    $".SH DESCRIPTION\n{Text(root.Description)}\n",
                    ".SH COMMANDS\n",
                    .. root
                        .Subcommands.Where(command => !command.Hidden)
                        .Select(command => CommandSection("levee", command)),
                    ".SH OPTIONS OF EVERY COMMAND\n",
                    .. root.Options.Where(option => option.Recursive && !option.Hidden).Select(OptionEntry),
                    ".SH EXIT STATUS\n",
                    .. Enum.GetValues<ExitCode>().Select(code => $".TP\n.B {(int)code}\n{Text(code.Meaning())}\n"),
                    ".SH ENVIRONMENT\n",
                    ".TP\n.B DATABASE_URL\nThe database of the source\n.BR database: ,\nand of\n.BR \"levee stats\" .\n",
                    ".TP\n.B LEVEE_CACHE_DIR\nWhere replayed histories are kept.\n",
                    ".TP\n.B LEVEE_CACHE\n.B off\nkeeps nothing between runs.\n",
                    ".TP\n.B LEVEE_USER_CONSENT\nA person's own words, handed on by an AI agent together with the code of the plan they are about.\n",
                    ".TP\n.B NO_COLOR, FORCE_COLOR\nWhether to colour; \\-\\-color wins.\n",
                    ".SH FILES\n.TP\n.B levee.toml\nThe configuration, at the root of the workspace.\n",
                    ".SH SEE ALSO\n.B levee explain\nshows the page of every finding, refusal and exit code.\n",
                ]
        );

    private static string CommandSection(string parent, Command command)
    {
        var name = $"{parent} {command.Name}";
        var arguments = string.Concat(command.Arguments.Select(argument => $" \\fI{Text(argument.Name)}\\fR"));
        var options = command
            .Options.Where(option =>
                !option.Hidden && !option.Recursive && option.Name.StartsWith("--", StringComparison.Ordinal)
            )
            .Where(option => option.Name != "--help")
            .Select(OptionEntry);
        var examples = command is LeveeCommand levee
            ? levee.Examples.Select(example => $".TP\n.B {Text(example.Line)}\n{Text(example.Does)}\n")
            : [];
        var notes = command is LeveeCommand { Notes: var lines } ? lines.Select(line => $".PP\n{Text(line)}\n") : [];
        string[] parts =
        [
            $".SS {Text(name)}{arguments}\n{Text(command.Description)}.\n",
            .. options,
            .. examples,
            .. notes,
            .. command.Subcommands.Select(inner => CommandSection(name, inner)),
        ];
        return string.Concat(parts);
    }

    private static string OptionEntry(Option option)
    {
        var value = option.HelpName is { } name ? $" \\fI{Text(name)}\\fR" : "";
        return $".TP\n\\fB{Text(option.Name)}\\fR{value}\n{Text(option.Description)}\n";
    }

    private static string Sentence(string? description) =>
        Text(description).TrimEnd('.') is [var first, .. var rest] ? char.ToLowerInvariant(first) + rest : "";

    // A backslash, a hyphen, a quote and a leading dot mean something to troff.
    private static string Text(string? text)
    {
        var escaped = (text ?? "")
            .Replace("\\", "\\e", StringComparison.Ordinal)
            .Replace("-", "\\-", StringComparison.Ordinal)
            .Replace("\"", "\\(dq", StringComparison.Ordinal);
        return escaped.StartsWith('.') || escaped.StartsWith('\'') ? $"\\&{escaped}" : escaped;
    }
}
