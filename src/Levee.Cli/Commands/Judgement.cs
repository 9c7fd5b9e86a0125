using Levee.Core;
using Levee.Core.Diagnostics;
using Levee.Core.Effects;
using Levee.Core.Guards;
using Levee.Core.History;
using Levee.Core.Reports;
using Levee.Core.Rules;

namespace Levee.Cli.Commands;

/// <summary>What becomes of one rehearsed script: the rules' findings less what its own lines allow.</summary>
/// <param name="Diagnostics">Everything that is to be said, approved losses as notes.</param>
internal sealed record Judgement(ExitCode ExitCode, ValueList<Diagnostic> Diagnostics)
{
    public static Judgement Of(Rehearsal seen)
    {
        var findings = Ruleset.Judge(seen);
        var approved = Approvals.Apply(findings, Approvals.Read(seen.Script.Source));
        var others = findings.Where(finding => !Ruleset.Refuses(finding));
        var said = approved
            .Refused.Concat(approved.Errors)
            .Concat(
                approved.Approved.Select(finding =>
                    finding with
                    {
                        Severity = Severity.Note,
                        Message = $"approved: {finding.Message}",
                        Help = [],
                    }
                )
            )
            .Concat(others);
        var failure =
            seen.Failure is { } error && approved.Refused.Count == 0 ? [error] : Enumerable.Empty<Diagnostic>();
        var code =
            approved.Refused.Count > 0 ? ExitCode.Destructive
            : approved.Errors.Count > 0 || seen.Failure is not null ? ExitCode.CouldNot
            : ExitCode.Done;
        return new(code, said.Concat(failure).ToValueList());
    }

    /// <summary>Destruction outweighs what could not be done.</summary>
    public static ExitCode Worse(ExitCode one, ExitCode other) =>
        one == ExitCode.Destructive || other == ExitCode.Destructive ? ExitCode.Destructive
        : one == ExitCode.Done ? other
        : one;

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
}
