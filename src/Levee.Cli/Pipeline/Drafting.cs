using Levee.Cli.CommandLine;
using Levee.Cli.Git;
using Levee.Cli.Rehearsals;
using Levee.Cli.Replay;
using Levee.Cli.Workspace;
using Levee.Core;
using Levee.Core.Diagnostics;
using Levee.Core.Diff;
using Levee.Core.Diff.Renames;
using Levee.Core.Guards;
using Levee.Core.History;
using Levee.Core.Plan;
using Levee.Core.Psl.Binding;
using Levee.Core.Render;
using Levee.Core.Rules;
using Levee.Core.Schema;
using Levee.Core.Sql;

namespace Levee.Cli.Pipeline;

/// <summary>Makes the migration that is missing, and rehearses it. What the base lacks as well stays out of
/// it.</summary>
/// <param name="repository">Null where git knows none.</param>
/// <param name="reading">Where the branch stands.</param>
internal sealed class Drafting(
    Run run,
    GenerateRequest request,
    Project project,
    ShadowDatabases shadows,
    GitRepository? repository,
    Task<BranchFacts> reading
)
{
    /// <summary>What was rehearsed last: whoever is told that it fails wants to see it. Null before any was.</summary>
    public MigrationDraft? Rehearsed { get; private set; }

    public async Task<MigrationDraft> DraftAsync(SchemaCopy truth, CancellationToken cancel)
    {
        var texts = Project.TextsOf(truth);
        // The schema is read while the files of the history are.
        var loading = Task.Run(
            () => run.Stage("read the schema", () => Project.Load(project.Config, texts, project.JoinTables)),
            cancel
        );
        var history = run.Stage("read the migrations", project.ReadMigrations);
        if (!request.IsEmpty)
            shadows.ExpectChange(texts.Select(text => text.Text), history);
        var schema = await loading;
        var after = schema.Schema ?? throw new LeveeException(schema.Diagnostics);
        ValueList<Diagnostic> known =
        [
            .. schema.Diagnostics,
            .. FolderOrders.Warn(history) is { } order ? [order] : ValueList<Diagnostic>.Empty,
        ];
        if (request.IsEmpty)
            return Nothing(new(new(after, after), []), known);
        var before = await run.StageAsync("replay the history", () => shadows.ReadSchemaAsync(history, after, cancel));
        var wanted = await run.StageAsync(
            "ask how PostgreSQL keeps the texts",
            () => shadows.SpellAsync(history, new(before, after), cancel)
        );
        var schemas = new Pair<DatabaseSchema>(before, wanted);
        var renames = RenameResolver.Resolve(request.Renames, schemas, schema.Datamodel!);
        var whole = run.Stage("compare", () => Differ.Diff(schemas, renames));
        if (whole.IsEmpty)
        {
            shadows.NoteSettled(texts.Select(text => text.Text));
            return Nothing(whole, known);
        }
        var (drift, upstream) = await ReadDriftAsync(history, cancel);
        var divided = drift.Divide(whole);
        if (BaseDrift.Warn(divided, upstream) is { } inherited)
            known = [.. known, inherited];
        return divided.Own.IsEmpty
            ? Nothing(divided.Own, known) with
            {
                IsWhole = false,
            }
            : await ProveAsync(divided, drift, history, known, schema.Datamodel, cancel);
    }

    private static MigrationDraft Nothing(MigrationPlan plan, ValueList<Diagnostic> known) =>
        new(plan, SqlRenderer.Render(plan), known, Task.FromResult<DropCauses?>(null));

    private async Task<(KnownDrift Drift, string Upstream)> ReadDriftAsync(
        ValueList<Migration> history,
        CancellationToken cancel
    )
    {
        if (repository is null || request.WithBaseDrift)
            return (await BaseDrift.ReadAsync(null, project, shadows, history, null, cancel), "");
        // What the last fetch brought says where the branch began; only where it does not the remote is waited for.
        var point = await DropCauses.FindAsync(
            repository,
            run.Remote ?? project.Config.Remote ?? Freshness.UsualRemote,
            request.BaseBranch ?? project.Config.BaseBranch,
            cancel
        );
        var (commit, upstream) = point is null
            ? ((await reading).State?.MergeBase, (await reading).State?.Upstream)
            : (point.MergeBase, point.Upstream);
        return (await BaseDrift.ReadAsync(repository, project, shadows, history, commit, cancel), upstream ?? "");
    }

    /// <summary>Rehearses this branch's part; where that cannot stand alone, everything.</summary>
    private async Task<MigrationDraft> ProveAsync(
        DividedPlan divided,
        KnownDrift drift,
        ValueList<Migration> history,
        ValueList<Diagnostic> known,
        Datamodel? datamodel,
        CancellationToken cancel
    )
    {
        var plan = divided.Own;
        var script = run.Stage("write the script", () => SqlRenderer.Render(plan));
        var causes = LookForCausesAsync(plan, cancel);
        var isWhole = plan.Steps.Count == divided.Whole.Steps.Count && divided.Known.Count == 0;
        var seen = await run.StageAsync(
            "rehearse",
            () => RehearseAsync(history, plan, script, drift, datamodel, cancel)
        );
        if (seen is Outcome.Refused && !isWhole)
        {
            drift = drift with { Inherited = [] };
            (plan, isWhole) = (drift.Divide(divided.Whole).Own, true);
            script = run.Stage("write the script", () => SqlRenderer.Render(plan));
            causes = LookForCausesAsync(plan, cancel);
            known = [.. known, Inseparable];
            seen = await run.StageAsync(
                "rehearse",
                () => RehearseAsync(history, plan, script, drift, datamodel, cancel)
            );
        }
        var findings = seen switch
        {
            Outcome.Proven(var found) => found,
            Outcome.Refused(var why) => throw why,
        };
        var hints = PlanHints.Of(plan, datamodel);
        return new(plan, script, [.. known, .. project.Config.Rules.Apply(findings).Select(hints.AddTo)], causes)
        {
            IsWhole = isWhole,
        };
    }

    private static Diagnostic Inseparable =>
        Diagnostic.Warning(
            "base-drift",
            "this branch's part does not work without what the base lacks: both are in the migration"
        );

    /// <summary>Asks git why the plan drops what it drops, while PostgreSQL rehearses it.</summary>
    private async Task<DropCauses?> LookForCausesAsync(MigrationPlan plan, CancellationToken cancel)
    {
        if (await reading is not { Repository: { } opened, State: { } state })
            return null;
        var causes = DropCauses.Of(opened, project, state, plan.Schemas.After);
        await causes.LookAsync(PlannedDrops.Of(plan), cancel);
        return causes;
    }

    /// <summary>What came of running a plan's script.</summary>
    private abstract record Outcome
    {
        private Outcome() { }

        public sealed record Proven(ValueList<Diagnostic> Findings) : Outcome;

        /// <param name="Why">It fails, or leads elsewhere: of a whole plan a bug in Levee, exit 70.</param>
        public sealed record Refused(LeveeException Why) : Outcome;
    }

    /// <summary>Runs the script on a copy of the replayed history, and looks whether it leads to the schema, less what
    /// is known to be missing.</summary>
    private async Task<Outcome> RehearseAsync(
        ValueList<Migration> history,
        MigrationPlan plan,
        SqlScript script,
        KnownDrift drift,
        Datamodel? datamodel,
        CancellationToken cancel
    )
    {
        Rehearsed = Nothing(plan, []);
        var options = new RehearsalOptions { Like = plan.Schemas.After, AsksSpellings = true };
        var seen = await Rehearser.RunAsync(shadows, history, script, options, cancel);
        if (seen.Failure is { } failure)
            return new Outcome.Refused(new(failure));
        if (seen is not { Schema: { } left, Like: { } goal })
            return new Outcome.Proven(Ruleset.Judge(seen));
        var rest = drift.Divide(Differ.Diff(new Pair<DatabaseSchema>(left, goal))).Own;
        if (PerpetualDiffs.AreAll(rest))
            return new Outcome.Proven([.. Ruleset.Judge(seen), .. PerpetualDiffs.FindIn(rest, datamodel)]);
        var cut = LongNames.Find(goal, datamodel);
        return new Outcome.Refused(cut.Count > 0 ? new(cut) : NotConverged(rest));
    }

    private static LeveeException NotConverged(MigrationPlan rest) =>
        new(
            Diagnostic.Error(
                "not-converged",
                "the migration does not lead to the schema: this is a bug in Levee, and nothing was written"
            ) with
            {
                Notes =
                [
                    "after it, this would still be left to do:",
                    .. SqlRenderer.Render(rest).Source.Text.TrimEnd('\n').Split('\n'),
                ],
                Help = ["report it with the two schemas"],
            },
            ExitCode.Bug
        );
}

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

/// <summary>What <c>levee generate</c> was asked for.</summary>
/// <param name="Title">Checked and with its blanks replaced.</param>
/// <param name="SkipFreshness">Null where the flag was not given.</param>
/// <param name="AllowDestructive">Null where the flag was not given.</param>
internal sealed record GenerateRequest(
    string Title,
    string? BaseBranch,
    BypassRequest? SkipFreshness,
    BypassRequest? AllowDestructive,
    ValueList<RenameRequest> Renames,
    bool IsDryRun
)
{
    /// <summary>A migration without SQL, for a person to write.</summary>
    public bool IsEmpty { get; init; }

    /// <summary>Also what is missing on the base.</summary>
    public bool WithBaseDrift { get; init; }
}
