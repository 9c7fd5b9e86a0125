using System.Collections;
using System.CommandLine;
using Levee.Core.Guards;

namespace Levee.Cli.CommandLine;

/// <summary>The two flags that overrule a guard, as a command line gives them.</summary>
internal static class Bypasses
{
    /// <summary>What a flag without a code is given, so that the parser does not take the next word for one.</summary>
    private const string Bare = "bare";

    public static Option<string?> Option(BypassFlag flag, string description) =>
        new(PlanCode.FlagName(flag))
        {
            Description = description,
            HelpName = "code",
            Arity = ArgumentArity.ZeroOrOne,
        };

    /// <summary>Null where the flag was not given.</summary>
    public static BypassRequest? Of(ParseResult result, Option<string?> option, BypassFlag flag) =>
        result.GetResult(option) is { Implicit: false }
            ? new(flag, result.GetValue(option) is { Length: > 0 } code && code != Bare ? code : null)
            : null;

    /// <summary>Closes a bare flag: a code is only what is joined to it with <c>=</c>, and the word behind it may be the migration's
    /// name.</summary>
    public static string[] Separate(string[] arguments) =>
        [
            .. arguments.Select(argument =>
                Enum.GetValues<BypassFlag>().Any(flag => argument == PlanCode.FlagName(flag))
                    ? $"{argument}={Bare}"
                    : argument
            ),
        ];

    /// <summary>Who is asking, by the environment.</summary>
    public static ConsentFacts Facts(ConsentPolicy policy)
    {
        var environment = Environment
            .GetEnvironmentVariables()
            .Cast<DictionaryEntry>()
            .ToDictionary(
                variable => (string)variable.Key,
                variable => (string?)variable.Value ?? "",
                StringComparer.Ordinal
            );
        return new(
            Agent.Detect(environment, File.Exists),
            policy,
            environment.GetValueOrDefault(AgentConsent.Variable),
            []
        );
    }
}
