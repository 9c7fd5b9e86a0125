using Levee.Cli.Workspace;
using Levee.Core;
using Levee.Core.Diagnostics;
using Levee.Core.Effects;
using Levee.Core.Guards;
using Levee.Core.History;
using Levee.Core.Rehearsals;
using Levee.Core.Reports;
using Levee.Core.Rules;

namespace Levee.Cli.Pipeline;

/// <summary>What becomes of one rehearsed script: the rules' findings less what its own lines allow.</summary>
/// <param name="Refused">Losses that no line of the script allows, and what <c>fail-on</c> adds to them.</param>
/// <param name="Failed">Why it could not be rehearsed, and approvals that do not fit.</param>
/// <param name="Remarks">Everything else, approved losses as notes.</param>
internal sealed record Judgement(
    ValueList<Diagnostic> Refused,
    ValueList<Diagnostic> Failed,
    ValueList<Diagnostic> Remarks
)
{
    public ExitCode ExitCode =>
        Refused.Count > 0 ? ExitCode.Destructive
        : Failed.Count > 0 ? ExitCode.CouldNot
        : ExitCode.Done;

    public ValueList<Diagnostic> Diagnostics => [.. Refused, .. Failed, .. Remarks];

    /// <param name="config">Null for what goes without a configuration.</param>
    public static Judgement Of(Rehearsal seen, Config? config = null)
    {
        config ??= new();
        var findings = config.Rules.Apply(Ruleset.Judge(seen));
        var approved = Approvals.Apply(findings, Approvals.Read(seen.Script.Source));
        var others = findings
            .Where(finding => !Ruleset.Refuses(finding))
            .ToLookup(finding => IsRefusedBy(config, finding));
        // Of a script that is refused it does not matter any more that it fails too.
        var failure = seen.Failure is { } error && approved.Refused.Count == 0 ? [error] : ValueList<Diagnostic>.Empty;
        return new(
            [.. approved.Refused, .. others[true].Select(RefusedByPolicy)],
            [.. approved.Errors, .. failure],
            [.. approved.Approved.Select(Approved), .. others[false]]
        );
    }

    /// <summary>Destruction outweighs what could not be done.</summary>
    public static ExitCode Worse(ExitCode one, ExitCode other) =>
        one == ExitCode.Destructive || other == ExitCode.Destructive ? ExitCode.Destructive
        : one == ExitCode.Done ? other
        : one;

    /// <summary>The banner over scripts that destroy something; null where only <c>fail-on</c> refuses.</summary>
    public static Refusal? RefusalOf(IEnumerable<Diagnostic> diagnostics) =>
        diagnostics.Where(Ruleset.Refuses).ToValueList() is { Count: > 0 } losses
            ? Banners.DestructiveFiles(losses)
            : null;

    public static ReportedMigration Reported(Migration migration, Rehearsal seen) =>
        new(migration.Name, migration.Script, MigrationState.Existing)
        {
            Locks = (
                from statement in seen.Statements
                from held in statement.Effects.OfType<Effect.Locked>()
                where held.Mode >= LockMode.ShareUpdateExclusive
                select new ReportedLock(
                    held.Table,
                    held.Mode.Name(),
                    held.Mode.Blocks(),
                    seen.Script.Source.At(statement.Statement.Span)
                )
            ).ToValueList(),
        };

    private static Diagnostic Approved(Diagnostic finding) =>
        finding with
        {
            Severity = Severity.Note,
            Message = $"approved: {finding.Message}",
            Help = [],
        };

    // No line of the script allows it: what can be done is what its help says.
    private static Diagnostic RefusedByPolicy(Diagnostic finding) =>
        finding with
        {
            Severity = Severity.Error,
            Notes = [.. finding.Notes, $"it refuses because of fail-on of {Config.FileName}"],
        };

    private static bool IsRefusedBy(Config config, Diagnostic finding)
    {
        var found = config.Rules.Of(finding.Code) is RuleLevel.Note ? null : Ruleset.Find(finding.Code)?.Class;
        return config.Policy.FailOn switch
        {
            FailOn.Destructive => false,
            FailOn.Breaks => found is RuleClass.Breaks,
            FailOn.Blocks => found is RuleClass.Breaks or RuleClass.Blocks,
            FailOn.MayFail => found is RuleClass.Breaks or RuleClass.Blocks or RuleClass.MayFail,
        };
    }
}
