using Levee.Core.Diagnostics;

namespace Levee.Core.Rules;

/// <summary>How a project wants the findings of a rule.</summary>
public enum RuleLevel
{
    /// <summary>Not told.</summary>
    Off,

    /// <summary>Told as a note, which refuses nothing, whatever <c>fail-on</c> says.</summary>
    Note,

    /// <summary>Told as a warning.</summary>
    Warning,
}

/// <summary>The rules that a project has a wish of, by their codes. What destroys data, or may, is none of them.</summary>
public sealed record RuleLevels(IReadOnlyDictionary<string, RuleLevel> Levels)
{
    public static readonly RuleLevels None = new(new Dictionary<string, RuleLevel>());

    /// <summary>Whether a project may have a wish of this rule.</summary>
    public static bool MaySet(Rule rule) => rule.Class is not (RuleClass.Destroys or RuleClass.Unproven);

    public RuleLevel? Of(string code) => Levels.TryGetValue(code, out var level) ? level : null;

    /// <summary>The findings as the project wants them.</summary>
    public ValueList<Diagnostic> Apply(ValueList<Diagnostic> findings) =>
        Levels.Count == 0 ? findings : findings.Select(Apply).OfType<Diagnostic>().ToValueList();

    private Diagnostic? Apply(Diagnostic finding) =>
        Ruleset.Find(finding.Code) is { } rule && MaySet(rule)
            ? Of(finding.Code) switch
            {
                RuleLevel.Off => null,
                RuleLevel.Note => finding with { Severity = Severity.Note },
                RuleLevel.Warning => finding with { Severity = Severity.Warning },
                null => finding,
            }
            : finding;
}
