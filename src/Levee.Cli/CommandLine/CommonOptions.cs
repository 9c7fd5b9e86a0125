using System.CommandLine;
using Levee.Cli.Terminal;
using Levee.Core.Reports;

namespace Levee.Cli.CommandLine;

/// <summary>The options that every command takes.</summary>
internal sealed class CommonOptions
{
    public Option<string?> Workspace { get; } =
        Recursive(
            new Option<string?>("--workspace")
            {
                Description = "The folder of levee.toml or of the schema [default: the nearest one upwards from here]",
                HelpName = "dir",
            }
        );

    public Option<string?> Project { get; } =
        Recursive(
            new Option<string?>("--project")
            {
                Description = "Which [[project]] of levee.toml, where it has several",
                HelpName = "name",
            }
        );

    public Option<string?> Remote { get; } =
        Recursive(
            new Option<string?>("--remote")
            {
                Description =
                    "The git remote whose branch the work is based on [default: remote of levee.toml, or origin]",
                HelpName = "name",
            }
        );

    public Option<string> Format { get; } =
        Recursive(
            new Option<string>("--format")
            {
                Description = "How the result is printed",
                HelpName = string.Join('|', ReportFormat.Names),
                DefaultValueFactory = _ => "text",
            }
        );

    public Option<string> Color { get; } =
        Recursive(
            new Option<string>("--color")
            {
                Description = "Whether to colour; NO_COLOR and FORCE_COLOR are obeyed",
                HelpName = "auto|always|never",
                DefaultValueFactory = _ => "auto",
            }
        );

    public Option<bool> Quiet { get; } =
        Recursive(new Option<bool>("--quiet", "-q") { Description = "Say nothing but refusals and errors" });

    public Option<bool> Verbose { get; } =
        Recursive(
            new Option<bool>("--verbose", "-v") { Description = "Say what is done and how long each stage took" }
        );

    /// <summary>For the commands that compare the branch with its base.</summary>
    public static Option<string?> BaseBranch() =>
        new("--base-branch")
        {
            Description =
                "The branch that the work is merged into [default: base-branch of levee.toml, or the remote's HEAD]",
            HelpName = "branch",
        };

    public CommonOptions()
    {
        Format.AcceptOnlyFromAmong([.. ReportFormat.Names]);
        Color.AcceptOnlyFromAmong("auto", "always", "never");
    }

    public void AddTo(RootCommand root)
    {
        root.Add(Workspace);
        root.Add(Project);
        root.Add(Remote);
        root.Add(Format);
        root.Add(Color);
        root.Add(Quiet);
        root.Add(Verbose);
    }

    public Output OutputOf(ParseResult result) =>
        new(
            Console.Out,
            Console.Error,
            result.GetValue(Quiet) ? Talk.Quiet
                : result.GetValue(Verbose) ? Talk.Verbose
                : Talk.Normal,
            ColorChoice.OfErrorStream(result.GetValue(Color)!),
            !Console.IsErrorRedirected
        );

    private static T Recursive<T>(T option)
        where T : Option
    {
        option.Recursive = true;
        return option;
    }
}
