using Levee.Cli.CommandLine;
using Levee.Cli.Rehearsals;
using Levee.Cli.Replay;
using Levee.Cli.Workspace;
using Levee.Core;
using Levee.Core.Diagnostics;
using Levee.Core.History;
using Levee.Core.Rehearsals;
using Levee.Core.Reports;
using Levee.Core.Rules;
using Levee.Core.Schema;
using Levee.Core.Sql;

namespace Levee.Cli.Pipeline;

/// <summary>What <c>check</c> has to say of the migrations that a branch adds.</summary>
/// <param name="Refused">Losses that no line of the migration allows, and what <c>fail-on</c> adds to them.</param>
/// <param name="Failed">Why a migration could not be rehearsed or judged.</param>
/// <param name="Remarks">Everything else.</param>
internal sealed record JudgedMigrations(
    ValueList<Diagnostic> Refused,
    ValueList<Diagnostic> Failed,
    ValueList<Diagnostic> Remarks,
    ValueList<ReportedMigration> Migrations
);

/// <summary>Rehearses the migrations that a branch adds, one after the other, on top of what is merged.</summary>
/// <param name="like">The schema that they lead to: says what of a catalog is read.</param>
/// <param name="upstream">The base, as git names it.</param>
internal sealed class NewMigrations(
    Run run,
    ShadowDatabases shadows,
    DatabaseSchema like,
    Config config,
    string upstream
)
{
    private readonly List<Diagnostic> _refused = [];
    private readonly List<Diagnostic> _failed = [];
    private readonly List<Diagnostic> _remarks = [];
    private readonly List<ReportedMigration> _migrations = [];

    /// <param name="merged">What runs before them.</param>
    public async Task<JudgedMigrations> JudgeAsync(
        ValueList<Migration> merged,
        ValueList<Migration> own,
        CancellationToken cancel
    )
    {
        var history = merged;
        foreach (var migration in own)
        {
            var seen = await run.StageAsync(
                $"rehearse {migration.Name}",
                () => JudgeAsync(merged, history, migration, cancel)
            );
            if (seen.Failure is not null)
                break; // what comes after it has nothing to run on
            history = [.. history, migration];
        }
        return new(_refused.ToValueList(), _failed.ToValueList(), _remarks.ToValueList(), _migrations.ToValueList());
    }

    private async Task<Rehearsal> JudgeAsync(
        ValueList<Migration> merged,
        ValueList<Migration> history,
        Migration migration,
        CancellationToken cancel
    )
    {
        var script = ScriptReader.Read(migration.Script);
        var before = await shadows.ReadSchemaAsync(history, like, cancel);
        var seen = await Rehearser.RunAsync(shadows, history, script, new() { Like = like }, cancel);
        var judged = Judgement.Of(seen, config);
        var softened = await new OwnLosses(shadows, merged, upstream).SoftenAsync(
            judged.Refused,
            history.Except(merged).ToValueList(),
            migration,
            cancel
        );
        _refused.AddRange(softened.Where(Ruleset.Refuses));
        _refused.AddRange(judged.Refused.Where(finding => !Ruleset.Refuses(finding)));
        _remarks.AddRange(softened.Where(finding => finding.Severity == Severity.Note));
        _failed.AddRange(judged.Failed);
        _remarks.AddRange(judged.Remarks);
        var reported = Judgement.Reported(migration, seen);
        _migrations.Add(seen.Schema is { } after ? reported with { Schemas = new(before, after) } : reported);
        return seen;
    }
}
