using System.CommandLine;
using Levee.Cli.CommandLine;
using Levee.Cli.Containment;
using Levee.Cli.Git;
using Levee.Cli.Pipeline;
using Levee.Cli.Replay;
using Levee.Cli.Workspace;
using Levee.Core;
using Levee.Core.Diagnostics;
using Levee.Core.Diff;
using Levee.Core.Guards;
using Levee.Core.History;
using Levee.Core.Plan;
using Levee.Core.Psl.Binding;
using Levee.Core.Render;
using Levee.Core.Reports;
using Levee.Core.Schema;
using Levee.Core.Text;

namespace Levee.Cli.Commands;

/// <summary><c>levee check</c>: the gate for CI, reviewers and agents. It looks at everything and writes
/// nothing.</summary>
internal sealed class Check(Run run, Project project, ShadowDatabases shadows)
{
    private readonly List<Objection> _objections = [];
    private readonly List<Diagnostic> _remarks = [];
    private readonly List<ReportedMigration> _migrations = [];
    private readonly List<string> _summary = [];
    private readonly List<ReportFact> _facts = [];

    /// <summary>What the branch is judged by.</summary>
    private Config _config = project.Config;

    public static Command Create(CommonOptions common, TimeProvider clock)
    {
        var requireFresh = new Option<bool>("--require-fresh")
        {
            Description = "Refuse a branch that is behind its base (exit 3) instead of warning",
        };
        var all = new Option<bool>("--all") { Description = "Every [[project]] of levee.toml, in one report" };
        var baseBranch = CommonOptions.BaseBranch();
        var command = new LeveeCommand(
            "check",
            "Check schema, history and new migrations against the base; writes nothing"
        )
        {
            Examples =
            [
                ("levee check", "everything, in words"),
                ("levee check --format github", "annotations and a job summary, in GitHub Actions"),
                ("levee check --format markdown > comment.md", "a page for the pull request"),
                ("levee check --require-fresh", "also refuse a branch that lacks commits of its base"),
            ],
            ExitCodes =
            [
                ExitCode.Destructive,
                ExitCode.Stale,
                ExitCode.CopiesDiffer,
                ExitCode.Disagree,
                ExitCode.HistoryBroken,
            ],
        };
        command.Takes(requireFresh, all, baseBranch);
        command.Runs(
            common,
            clock,
            async (run, result, cancel) =>
            {
                var (branch, fresh) = (result.GetValue(baseBranch), result.GetValue(requireFresh));
                return run.Print(
                    result.GetValue(all)
                        ? await CheckAll.RunAsync(run, project => CheckAsync(run, project, branch, fresh, cancel))
                        : await CheckAsync(run, Project.Open(run.Workspace, run.Project), branch, fresh, cancel)
                );
            }
        );
        return command;
    }

    private static async Task<Report> CheckAsync(
        Run run,
        Project project,
        string? baseBranch,
        bool requireFresh,
        CancellationToken cancel
    )
    {
        await using var shadows = new ShadowDatabases(PostgresSettings.Of(project, run));
        return await new Check(run, project, shadows).ReportAsync(baseBranch, requireFresh, cancel);
    }

    /// <summary>Every part is looked at, also after another one has failed, as far as it can be without that
    /// one.</summary>
    private async Task<Report> ReportAsync(string? baseBranch, bool requireFresh, CancellationToken cancel)
    {
        // git fetches while the schema is read and the history replayed.
        var reading = ReadBranchAsync(baseBranch, requireFresh, cancel);
        var truth = project.ReadTruth();
        var texts = Project.TextsOf(truth);
        CheckCopies(truth);
        var (schema, datamodel) = CheckSchema(texts);
        var here = await TryAsync(() => Task.FromResult(project.ReadMigrations()));
        TellOrder(here);
        var (replayed, failure) =
            here is not null && schema is not null
                ? await run.StageAsync("replay the history", () => ReplayAsync(here, schema, cancel))
                : (null, null);
        var (repository, state, unknown) = await reading;
        if (unknown is not null)
            _objections.Add(unknown);
        if (state is not null)
            CheckFreshness(state, requireFresh);
        if (state is not null && repository is not null)
        {
            (_config, var changes) = await ConfigOfBase.JudgeAsync(repository, project, state, here, cancel);
            Add(ExitCode.CouldNot, changes);
        }
        // The migrations that seem to be missing in a sparse checkout are there, but not checked out.
        if (
            replayed is not null
            && unknown?.Diagnostics.Any(found => found.Code == BranchReader.SparseCode) is not true
        )
            await CheckAgreementAsync(repository, state, here!, new(replayed, schema!), datamodel, cancel);
        HistoryComparison? history = null;
        if (here is not null && state is not null && repository is not null)
            (history, failure) = await run.StageAsync(
                "compare the history with the base",
                () => CheckHistoryAsync(repository, here, state, baseBranch, failure, cancel)
            );
        if (failure is not null)
            _objections.Add(new(ExitCode.CouldNot, [failure]));
        if (history is not null && here is not null && replayed is not null)
            await JudgeNewAsync(repository!, state!, history, here, schema!, cancel);

        if (shadows.Layers is { Contain: false })
            _remarks.Add(Layers.Missing);
        var verdict = Verdict.Of(_objections);
        var refusals = verdict.Objections.Select(objection => objection.Refusal).OfType<Refusal>().ToValueList();
        return new("check", verdict.ExitCode)
        {
            Diagnostics = verdict
                .Objections.SelectMany(objection => objection.Diagnostics)
                .Concat(_remarks)
                .ToValueList(),
            Refusals = refusals,
            Migrations = _migrations.ToValueList(),
            Summary = _summary.Append(Sentence(verdict, refusals)).ToValueList(),
            Facts = _facts.ToValueList(),
            PathPrefix = repository?.Prefix ?? "",
            Anchor = texts[0].Path,
        };
    }

    private void CheckCopies(SchemaCopy truth)
    {
        var differences = SchemaCopies.Check(truth, project.ReadCopies());
        if (differences.Count > 0)
            _objections.Add(new(ExitCode.CopiesDiffer, differences, Banners.CopiesDiffer(project.SchemaPath)));
    }

    private (DatabaseSchema? Schema, Datamodel? Datamodel) CheckSchema(ValueList<SourceText> texts)
    {
        var loaded = Project.Load(project.Config, texts, project.JoinTables);
        if (loaded.Schema is null)
            _objections.Add(new(ExitCode.CouldNot, loaded.Diagnostics));
        else
            _remarks.AddRange(loaded.Diagnostics);
        return (loaded.Schema, loaded.Datamodel);
    }

    private async Task<(GitRepository? Repository, BranchState? State, Objection? Unknown)> ReadBranchAsync(
        string? baseBranch,
        bool requireFresh,
        CancellationToken cancel
    )
    {
        GitRepository? repository = null;
        try
        {
            repository = await GitRepository.OpenAsync(project.Root, cancel);
            if (!requireFresh && (await repository.RemotesAsync(cancel)).Count == 0)
                return await ReadWithoutRemoteAsync(repository, baseBranch, cancel);
            var state = await run.StageAsync(
                "fetch the base",
                () => Freshness.ReadAsync(repository, project, run.Remote, baseBranch, cancel)
            );
            return (repository, state, null);
        }
        catch (LeveeException unknown)
        {
            return (repository, null, new(unknown.ExitCode, unknown.Diagnostics));
        }
    }

    /// <summary>Where there is no remote the base is the local branch, if there is one.</summary>
    private async Task<(GitRepository Repository, BranchState? State, Objection? Unknown)> ReadWithoutRemoteAsync(
        GitRepository repository,
        string? baseBranch,
        CancellationToken cancel
    )
    {
        var state = await new BranchReader(repository, project.SchemaPath, project.MigrationsPath).ReadLocalAsync(
            baseBranch ?? project.Config.BaseBranch,
            cancel
        );
        _remarks.Add(
            Diagnostic.Warning(
                "no-remote",
                "this repository has no remote"
                    + (
                        state is null
                            ? ", and no branch to compare with: the history was not looked at"
                            : $": compared with the local branch {state.Base}, which may lack what others merged"
                    )
            ) with
            {
                Help = [$"git remote add {Freshness.UsualRemote} <url>"],
            }
        );
        return (repository, state, null);
    }

    private void Add(ExitCode code, ValueList<Diagnostic> found)
    {
        var errors = found.Where(finding => finding.Severity == Severity.Error).ToValueList();
        if (errors.Count > 0)
            _objections.Add(new(code, errors));
        _remarks.AddRange(found.Except(errors));
    }

    private void CheckFreshness(BranchState state, bool requireFresh)
    {
        _facts.AddRange([new("base", state.Upstream), new("baseCommit", state.BaseTip), new("headCommit", state.Head)]);
        var stale = BranchFreshness.Check(state);
        if (stale.Count > 0 && requireFresh)
            _objections.Add(new(ExitCode.Stale, stale, Banners.StaleCheck(state)));
        else
            _remarks.AddRange(stale.Select(found => found with { Severity = Severity.Warning }));
    }

    /// <summary>Said once: tools of before Prisma 6.6 run these in another order.</summary>
    private void TellOrder(ValueList<Migration>? here)
    {
        if (here is not null && FolderOrders.Warn(here) is { } differs)
            _remarks.Add(differs);
    }

    private async Task<(DatabaseSchema? Replayed, Diagnostic? Failure)> ReplayAsync(
        ValueList<Migration> here,
        DatabaseSchema schema,
        CancellationToken cancel
    )
    {
        try
        {
            return (await shadows.ReadSchemaAsync(here, schema, cancel), null);
        }
        catch (LeveeException failed) when (failed.Diagnostics is [{ Code: "sql-error" } error])
        {
            return (null, error);
        }
        catch (LeveeException failed)
        {
            _objections.Add(new(failed.ExitCode, failed.Diagnostics));
            return (null, null);
        }
    }

    private async Task CheckAgreementAsync(
        GitRepository? repository,
        BranchState? state,
        ValueList<Migration> here,
        Pair<DatabaseSchema> schemas,
        Datamodel? datamodel,
        CancellationToken cancel
    )
    {
        var goal = await shadows.SpellAsync(here, schemas, cancel);
        var whole = Differ.Diff(schemas with { After = goal });
        if (whole.IsEmpty)
        {
            _remarks.AddRange(PerpetualDiffs.Find(whole.Schemas, datamodel));
            return;
        }
        var drift = await BaseDrift.ReadAsync(repository, project, shadows, here, state?.MergeBase, cancel);
        var plan = drift.Divide(whole);
        // The base may have mended since what this branch began with.
        var upstream =
            state is null || state.MergeBase == state.BaseTip
                ? state?.Upstream
                : $"{state.Upstream} as it was at {state.MergeBase[..10]}";
        if (BaseDrift.Warn(plan, upstream ?? "") is { } inherited)
            _remarks.Add(inherited);
        if (plan.Own.IsEmpty)
            return;
        var unmodelled = UnmodelledIndex.In(plan.Own, datamodel);
        _objections.Add(new(ExitCode.Disagree, [Disagreement(plan.Own, unmodelled)]));
        if (unmodelled.Count == plan.Own.Steps.Count)
            return; // to drop what somebody made on purpose is no migration that is missing
        var missing = SqlRenderer.Render(plan.Own);
        var script = new SourceText($"{project.MigrationsPath}/…/{Migration.FileName}", missing.Source.Text);
        _migrations.Add(new("missing", script, MigrationState.Planned) { ShowsSql = true });
    }

    private Diagnostic Disagreement(MigrationPlan plan, ValueList<UnmodelledIndex> unmodelled)
    {
        var steps = plan.Steps.Count - unmodelled.Count;
        var indexes = unmodelled.Count == 1 ? "an index" : $"{unmodelled.Count} indexes";
        return Diagnostic.Error(
            "missing-migration",
            steps > 0
                ? $"the migrations do not lead to {project.SchemaPath}: {Words.Count(steps, "step")} {(steps == 1 ? "is" : "are")} missing"
                : $"the migrations make {indexes} that {project.SchemaPath} does not have"
        ) with
        {
            Notes = unmodelled
                .Select(index => $"index {index.Index.Name} of {index.On.Name} is in no model")
                .ToValueList(),
            Help =
            [
                .. unmodelled.Select(index => index.Help),
                .. steps > 0
                    ? [$"levee generate <name>{project.Option} writes the migration that is missing"]
                    : ValueList<string>.Empty,
            ],
        };
    }

    /// <returns>With the failure as it is to be told; null where what was found says it.</returns>
    private async Task<(HistoryComparison History, Diagnostic? Failure)> CheckHistoryAsync(
        GitRepository repository,
        ValueList<Migration> here,
        BranchState state,
        string? baseBranch,
        Diagnostic? failure,
        CancellationToken cancel
    )
    {
        var history = await BranchHistory.CompareAsync(repository, project, here, state, cancel);
        var findings = new HistoryFindings(
            history,
            state.Upstream,
            project.MigrationsPath,
            run.Again("levee rebase", baseBranch)
        );
        var judged = await new HistoryJudge(shadows, history, findings, here, failure).JudgeAsync(cancel);
        Add(ExitCode.HistoryBroken, judged.Found.ToValueList());
        _summary.Add(
            $"checked {Words.Count(here.Count, "migration")}, {history.Own.Count} of them new, against {state.Upstream} {state.BaseTip[..10]}"
        );
        return (history, judged.Failure);
    }

    private async Task JudgeNewAsync(
        GitRepository repository,
        BranchState state,
        HistoryComparison history,
        ValueList<Migration> here,
        DatabaseSchema schema,
        CancellationToken cancel
    )
    {
        var merged = here.Except(history.Own).ToValueList();
        var judging = new NewMigrations(run, shadows, schema, _config, state.Upstream);
        if (await TryAsync(() => judging.JudgeAsync(merged, history.Own, cancel)) is not { } judged)
            return;
        var causes = DropCauses.Of(repository, project, state, schema, judged.Migrations);
        var refused = await causes.ExplainAsync(judged.Refused, cancel);
        if (refused.Count > 0)
            _objections.Add(new(ExitCode.Destructive, refused, Judgement.RefusalOf(refused)));
        if (judged.Failed.Count > 0)
            _objections.Add(new(ExitCode.CouldNot, judged.Failed));
        _remarks.AddRange(judged.Remarks);
        _migrations.AddRange(judged.Migrations);
    }

    private async Task<T?> TryAsync<T>(Func<Task<T>> work)
        where T : class
    {
        try
        {
            return await work();
        }
        catch (LeveeException failure)
        {
            _objections.Add(new(failure.ExitCode, failure.Diagnostics));
            return null;
        }
    }

    private string Sentence(Verdict verdict, ValueList<Refusal> refusals) =>
        verdict.Allows
            ? _remarks.Exists(remark => remark.Severity == Severity.Warning)
                ? "passed, with warnings"
                : "passed"
            : $"{Verdicts.Sentence(verdict.ExitCode, refusals)} (exit {(int)verdict.ExitCode})";
}
