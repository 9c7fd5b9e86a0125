using System.CommandLine;
using Levee.Cli.Terminal;
using Levee.Core;
using Levee.Core.Guards;
using Levee.Core.Text;

namespace Levee.Cli.CommandLine;

/// <summary>What is said to a command line that cannot be understood.</summary>
internal static class WrongUsage
{
    public static ExitCode Report(ParseResult result, TextWriter talk)
    {
        var command = result.CommandResult.Command;
        if (command is RootCommand && result.Tokens.Count == 0)
        {
            talk.WriteLine(command.Description);
            talk.WriteLine();
            foreach (var known in command.Subcommands.Where(known => !known.Hidden))
                talk.WriteLine($"  levee {known.Name, -11}  {known.Description}");
            talk.WriteLine();
            talk.WriteLine("levee <command> --help tells more.");
            return ExitCode.Usage;
        }
        foreach (var message in Messages(result).Distinct())
            talk.WriteLine(RunnerCommands.Defuse($"error[usage]: {TerminalText.Escape(Secrets.Mask(message))}"));
        foreach (var meant in Unknown(result).Select(word => NearestTo(word, command)).OfType<string>().Distinct())
            talk.WriteLine($"   = help: did you mean {meant}?");
        talk.WriteLine($"   = help: {NameOf(command)} --help lists what it takes");
        return ExitCode.Usage;
    }

    /// <summary>The known name that a mistyped one is closest to; null where none is near.</summary>
    internal static string? NearestTo(string typed, Command command) =>
        Nearest.To(
            typed.Split('=')[0],
            typed.StartsWith('-')
                ? OptionsOf(command)
                : command.Subcommands.Where(known => !known.Hidden).Select(known => known.Name)
        );

    private static IEnumerable<string> Messages(ParseResult result)
    {
        var unknown = Unknown(result).ToList();
        foreach (var word in unknown)
            yield return $"unrecognized command or argument '{word}'";
        // The library repeats every unknown word, and says then too that a command is missing.
        foreach (var error in result.Errors.Where(_ => unknown.Count == 0))
        {
            // A list of choices comes on lines of its own.
            var lines = error.Message.Split('\n', StringSplitOptions.TrimEntries);
            var message = lines.Length == 1 ? lines[0].TrimEnd('.') : $"{lines[0]} {string.Join(", ", lines[1..])}";
            yield return char.ToLowerInvariant(message[0]) + message[1..];
        }
    }

    /// <summary>The words that nothing takes, but for those that are most likely the values of an unknown
    /// option.</summary>
    private static IEnumerable<string> Unknown(ParseResult result)
    {
        var isValue = false;
        foreach (var word in result.UnmatchedTokens)
        {
            if (!isValue || word.StartsWith('-'))
                yield return word;
            isValue = word.StartsWith("--", StringComparison.Ordinal) && !word.Contains('=');
        }
    }

    /// <summary>Without the two that overrule a guard: nobody shall switch one off by accepting a correction.</summary>
    internal static IEnumerable<string> OptionsOf(Command command) =>
        command
            .Options.Concat(
                command.Parents.OfType<Command>().SelectMany(parent => parent.Options.Where(option => option.Recursive))
            )
            .Where(option => !option.Hidden)
            .Select(option => option.Name)
            .Except(Enum.GetValues<BypassFlag>().Select(PlanCode.FlagName), StringComparer.Ordinal);

    private static string NameOf(Command command) =>
        command is RootCommand ? "levee" : $"{NameOf(command.Parents.OfType<Command>().First())} {command.Name}";
}
