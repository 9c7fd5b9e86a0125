using System.CommandLine;
using System.CommandLine.Completions;
using Levee.Core;

namespace Levee.Cli.CommandLine;

/// <summary><c>levee completions</c>: a script that teaches the shell the commands. It asks nothing at run time, and it
/// never offers a flag that overrules a guard.</summary>
internal static class Completions
{
    public static Command Create(CommonOptions common, TimeProvider clock)
    {
        var shell = new Argument<string>("shell") { Description = "bash, zsh or fish" };
        shell.AcceptOnlyFromAmong("bash", "zsh", "fish");
        var command = new LeveeCommand("completions", "Print the completions for a shell")
        {
            Examples =
            [
                ("source <(levee completions bash)", "for this shell; or in ~/.bashrc"),
                ("levee completions zsh > ~/.zfunc/_levee", "for a folder that is on fpath"),
                ("levee completions fish > ~/.config/fish/completions/levee.fish", "for fish"),
            ],
            ExitCodes = [],
        };
        command.Add(shell);
        command.Runs(
            common,
            clock,
            (run, result, _) =>
            {
                run.Output.Result(Script(result.GetValue(shell)!, result.RootCommandResult.Command));
                return Task.FromResult(ExitCode.Done);
            }
        );
        return command;
    }

    internal static string Script(string shell, Command root) =>
        shell switch
        {
            "bash" => Bash(root),
            "zsh" => Zsh(root),
            _ => Fish(root),
        };

    private static string Bash(Command root) =>
        $$"""
            # bash completion for levee
            _levee() {
              local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} command="" i
              for ((i = 1; i < COMP_CWORD; i++)); do
                case ${COMP_WORDS[i]} in
                  {{string.Join(
                '|',
                Commands(root).Select(command => command.Name)
            )}}) command=${COMP_WORDS[i]}; break ;;
                esac
              done
              case $before in
            {{Lines(
                OptionsWithValues(root),
                option =>
                    $"    {option.Name}) COMPREPLY=($(compgen -W '{string.Join(' ', Values(option))}' -- \"$word\")); return ;;"
            )}}
              esac
              local words
              case $command in
                "") words='{{string.Join(
                ' ',
                Commands(root).Select(command => command.Name).Concat(OptionsOf(root))
            )}}' ;;
            {{Lines(Commands(root), command => $"    {command.Name}) words='{string.Join(' ', WordsOf(command))}' ;;")}}
              esac
              COMPREPLY=($(compgen -W "$words" -- "$word"))
              [[ ${#COMPREPLY[@]} -gt 0 || $word == -* ]] || COMPREPLY=($(compgen -f -- "$word"))
            }
            complete -o filenames -F _levee levee

            """;

    private static string Zsh(Command root) =>
        $$"""
            #compdef levee
            # zsh completion for levee
            _levee() {
              local -a commands
              commands=(
            {{Lines(Commands(root), command => $"    '{command.Name}:{Quote(command.Description)}'")}}
              )
              local command=${words[(r){{string.Join('|', Commands(root).Select(command => command.Name))}}]}
              case $command in
            {{Lines(
                Commands(root),
                command => $"    {command.Name}) _arguments {string.Join(' ', ZshArguments(command))} ;;"
            )}}
                *) _describe command commands ;;
              esac
            }
            if [[ $funcstack[1] == _levee ]]; then _levee "$@"; else compdef _levee levee; fi

            """;

    private static string Fish(Command root) =>
        $"""
            # fish completion for levee
            complete -c levee -f -n __fish_use_subcommand
            {Lines(
                Commands(root),
                command =>
                    $"complete -c levee -f -n __fish_use_subcommand -a {command.Name} -d '{Quote(command.Description)}'"
            )}
            {Lines(Commands(root).SelectMany(command => FishLines(command)), line => line)}

            """;

    private static IEnumerable<string> FishLines(Command command)
    {
        var only = $"complete -c levee -n '__fish_seen_subcommand_from {command.Name}'";
        foreach (var value in Choices(command))
            yield return $"{only} -f -a '{value}'";
        foreach (var option in Visible(command))
        {
            var values = Values(option).ToArray();
            var takes =
                !TakesValue(option) ? ""
                : values.Length > 0 ? $" -x -a '{string.Join(' ', values)}'"
                : " -r";
            yield return $"{only} -l {option.Name[2..]}{takes} -d '{Quote(option.Description)}'";
        }
    }

    private static IEnumerable<string> ZshArguments(Command command)
    {
        yield return $"'1:command:({command.Name})'";
        foreach (var option in Visible(command))
        {
            var values = Values(option).ToArray();
            var takes = !TakesValue(option)
                ? ""
                : $":value:{(values.Length > 0 ? $"({string.Join(' ', values)})" : "_files")}";
            yield return $"'{option.Name}[{Quote(option.Description).Replace('[', '(').Replace(']', ')').Replace(":", "\\:")}]{takes}'";
        }
        var arguments = Choices(command).ToArray();
        yield return arguments.Length > 0 ? $"'*:argument:({string.Join(' ', arguments)})'" : "'*:argument:_files'";
    }

    private static IEnumerable<Command> Commands(Command root) => root.Subcommands.Where(command => !command.Hidden);

    private static IEnumerable<string> WordsOf(Command command) => Choices(command).Concat(OptionsOf(command));

    /// <summary>What may stand behind the command's name: its own commands, and values that are known beforehand.</summary>
    private static IEnumerable<string> Choices(Command command) =>
        Commands(command).Select(inner => inner.Name).Concat(command.Arguments.SelectMany(ValuesOf));

    private static IEnumerable<string> OptionsOf(Command command) => Visible(command).Select(option => option.Name);

    private static IEnumerable<Option> Visible(Command command)
    {
        var names = WrongUsage.OptionsOf(command).ToHashSet(StringComparer.Ordinal);
        return command
            .Options.Concat(command.Parents.OfType<Command>().SelectMany(parent => parent.Options))
            .Where(option => names.Contains(option.Name) && option.Name.StartsWith("--", StringComparison.Ordinal))
            .DistinctBy(option => option.Name);
    }

    private static IEnumerable<Option> OptionsWithValues(Command root) =>
        Commands(root)
            .Prepend(root)
            .SelectMany(Visible)
            .Where(option => Values(option).Any())
            .DistinctBy(option => option.Name);

    private static IEnumerable<string> Values(Option option) =>
        !TakesValue(option) ? [] : option.GetCompletions(CompletionContext.Empty).Select(item => item.Label);

    // A flag also takes "true" and "false", which nobody types.
    private static bool TakesValue(Option option) =>
        option.Arity.MaximumNumberOfValues > 0 && option.ValueType != typeof(bool);

    private static IEnumerable<string> ValuesOf(Argument argument) =>
        argument.GetCompletions(CompletionContext.Empty).Select(item => item.Label);

    private static string Lines<T>(IEnumerable<T> items, Func<T, string> line) => string.Join('\n', items.Select(line));

    // Descriptions are our own; a quote in one would end the shell's.
    private static string Quote(string? text) => (text ?? "").Replace("'", "’", StringComparison.Ordinal);
}
