using Levee.Core;
using Levee.Core.Diagnostics;
using Levee.Core.Plan;
using Levee.Core.Rules;
using Levee.Core.Sql;

namespace Levee.Cli.Pipeline;

/// <summary>A migration that is worked out and proven.</summary>
/// <param name="Findings">What the rules and the schema's reader have to say.</param>
/// <param name="Causes">Of the drops that are planned; null where the freshness check did not say where the branch stands.</param>
internal sealed record MigrationDraft(
    MigrationPlan Plan,
    SqlScript Script,
    ValueList<Diagnostic> Findings,
    Task<DropCauses?> Causes
)
{
    /// <summary>Whether it is all that is missing: else the rest is not this branch's.</summary>
    public bool IsWhole { get; init; } = true;

    /// <summary>What refuses it unless it is allowed, one an object.</summary>
    public ValueList<Diagnostic> Losses => Findings.Where(Ruleset.Refuses).ToValueList();

    /// <summary>What is worth knowing and refuses nothing.</summary>
    public ValueList<Diagnostic> Remarks =>
        Findings.Where(finding => !Ruleset.Refuses(finding) && finding.Severity != Severity.Note).ToValueList();
}
