using Levee.Core.Diagnostics;

namespace Levee.Core.Guards;

/// <summary><c>agent-consent</c> of the configuration: what lets an agent's flag pass.</summary>
public enum ConsentPolicy
{
    /// <summary>The code of the plan and the person's words, as the agent hands them on.</summary>
    Claimed,

    /// <summary>The code of the plan, approved by a person at a terminal with <c>levee approve</c>.</summary>
    Human,
}

/// <summary>That a person ran <c>levee approve</c> at a terminal for a plan.</summary>
/// <param name="By">The person's account on the machine.</param>
public sealed record HumanApproval(string Code, string By, DateTimeOffset At);

/// <summary>A flag that overrules a guard, as it came in.</summary>
/// <param name="Code">What followed <c>=</c>; null for the bare flag.</param>
public sealed record BypassRequest(BypassFlag Flag, string? Code);

/// <summary>Who is asking, and what was agreed to.</summary>
/// <param name="Agent">Null for a person.</param>
/// <param name="UserConsent">The value of <c>LEVEE_USER_CONSENT</c>; null where it is not set.</param>
/// <param name="Approvals">What <c>levee approve</c> left behind on this machine.</param>
public sealed record ConsentFacts(
    Agent? Agent,
    ConsentPolicy Policy,
    string? UserConsent,
    ValueList<HumanApproval> Approvals
);

/// <summary>The answer to a <see cref="BypassRequest"/>.</summary>
public abstract record Consent
{
    private Consent() { }

    /// <summary>The guard stands aside. The headers belong at the top of the migration, where its reviewer sees
    /// them.</summary>
    public sealed record Given(ValueList<string> Headers) : Consent;

    /// <summary>The guard's refusal stands, with its own exit code; this says why the flag did not help.</summary>
    public sealed record Refused(Diagnostic Reason) : Consent;
}

/// <summary>Lets a person's flag pass, and an agent's only with a consent that is bound to the plan.</summary>
public static class AgentConsent
{
    public const string Variable = "LEVEE_USER_CONSENT";
    private const int LongestConsent = 1000;

    /// <param name="code">The plan's own, from <see cref="PlanCode.For"/>.</param>
    public static Consent Judge(BypassRequest request, string code, ConsentFacts facts)
    {
        var flag = PlanCode.FlagName(request.Flag);
        if (request.Code is { } typed && !PlanCode.Fits(code, typed))
            return WrongCode(flag, code, facts);
        if (facts.Agent is not { } agent)
            return new Consent.Given([]);
        if (request.Code is null)
            return BareFlag(flag, code, agent, facts.Policy);

        ValueList<string> headers = [$"-- levee:agent {agent.Name} ({agent.Evidence})", $"-- levee:flag {flag}={code}"];
        return facts.Policy switch
        {
            ConsentPolicy.Human => ByHuman(flag, code, headers, facts),
            ConsentPolicy.Claimed => ByClaim(flag, code, headers, facts),
        };
    }

    private static Consent ByHuman(string flag, string code, ValueList<string> headers, ConsentFacts facts) =>
        facts.Approvals.FirstOrDefault(approval => PlanCode.Fits(code, approval.Code)) is { } found
            ? new Consent.Given([
                .. headers,
                $"-- levee:approved by {OneLine(found.By)} at a terminal, {found.At.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}",
            ])
            : Refuse(
                "agent-consent",
                $"{flag} passes here only after a person approved the plan at a terminal",
                "levee.toml, here or in the base, says agent-consent = \"human\"",
                $"ask the person to run in their own terminal: levee approve {code}"
            );

    private static Consent ByClaim(string flag, string code, ValueList<string> headers, ConsentFacts facts) =>
        ObjectionTo(facts.UserConsent) is { } objection
            ? Refuse(
                "agent-consent",
                $"{flag}={code} from an AI agent needs the person's own words: {objection}",
                "an earlier message, a general permission or an assumption is no consent to this plan",
                $"show the person the refusal, wait for the answer, and set {Variable} to its exact text on one line"
            )
            : new Consent.Given([
                .. headers,
                $"-- levee:user-consent \"{facts.UserConsent!.Trim().Replace('"', '\'')}\"",
            ]);

    // The words are copied into a comment of the migration: a line break would end it and begin a statement.
    private static string? ObjectionTo(string? consent) =>
        consent?.Trim() switch
        {
            null or "" => $"{Variable} is not set",
            { Length: > LongestConsent } => $"{Variable} is longer than {LongestConsent} characters",
            var words when words.Any(IsBreak) => $"{Variable} contains a line break or a control character",
            var words when !words.Any(char.IsLetter) => $"{Variable} contains no words",
            var words when words.ToUpperInvariant() is "TRUE" =>
                $"{Variable} is a switch's value and not a person's answer",
            _ => null,
        };

    private static Consent BareFlag(string flag, string code, Agent agent, ConsentPolicy policy) =>
        Refuse(
            "agent-consent",
            $"{flag} was given by an AI agent ({agent.Name}, recognised by {agent.Evidence}): a person has to agree to this plan",
            $"the code of this plan is {code}; it fits only this SQL on this base",
            [
                "stop, show the person the refusal above with every object it names, and wait for an answer to exactly that",
                policy switch
                {
                    ConsentPolicy.Claimed =>
                        $"after a yes: {Variable}=\"<the person's exact words>\" and {flag}={code}; both go into the migration's header",
                    ConsentPolicy.Human =>
                        $"the person approves it in their own terminal: levee approve {code}; then {flag}={code}",
                },
                "nobody there to ask (CI, a scheduled run): abort",
            ]
        );

    private static Consent WrongCode(string flag, string code, ConsentFacts facts) =>
        Refuse(
            "plan-code",
            $"the code after {flag} belongs to another plan",
            "the SQL or the base changed since the code was printed",
            facts.Agent is null
                ? $"look at this plan again; its code is {code}"
                : $"show the person this refusal and ask again; the code of this plan is {code}"
        );

    private static Consent.Refused Refuse(string code, string message, string note, params ValueList<string> help) =>
        new(Diagnostic.Error(code, message) with { Notes = [note], Help = help });

    private static bool IsBreak(char character) => char.IsControl(character) || character is '\u2028' or '\u2029';

    private static string OneLine(string text) => new([.. text.Where(character => !IsBreak(character))]);
}
