using Levee.Cli.CommandLine;
using Levee.Cli.Git;
using Levee.Cli.Replay;
using Levee.Cli.Workspace;
using Levee.Core;
using Levee.Core.Diagnostics;
using Levee.Core.Diff.Renames;
using Levee.Core.Guards;
using Levee.Core.History;
using Levee.Core.Reports;
using Levee.Core.Sql;
using Levee.Core.Text;

namespace Levee.Cli.Pipeline;

/// <summary>One run of <c>levee generate</c>. It goes on after an objection, so that all of them are told at once; only a run
/// without any writes.</summary>
internal sealed class Generation(Run run, GenerateRequest request)
{
    private readonly List<Objection> _objections = [];
    private readonly List<string> _headers = [];

    /// <summary>The code of a plan whose bypass was refused to an agent; the same for programs as in the refusal's words.</summary>
    private string? _planCode;

    private Drafting? _drafting;

    public async Task<ExitCode> RunAsync(CancellationToken cancel)
    {
        var project = run.Stage("read the workspace", () => Project.Open(run.Workspace, run.Project));
        var facts = Bypasses.Facts(project.Config.Policy.AgentConsent);
        await using var shadows = new ShadowDatabases(PostgresSettings.Of(project, run));

        var repository = await TryOpenAsync(project, cancel);
        using var held = await CheckoutLock.TakeAsync(
            request.IsDryRun ? null : repository?.GitFolder,
            () => run.Output.Tell("another levee generate is at work in this checkout: waiting for it"),
            cancel
        );

        // PostgreSQL is found and git fetches while the schema is read and the history replayed.
        _ = shadows.BinariesAsync(cancel);
        var reading = ReadBranchAsync(project, facts, cancel);
        MigrationDraft? draft = null;
        try
        {
            var truth = project.ReadTruth();
            CheckCopies(project, truth);
            _drafting = new(run, request, project, shadows, repository, reading);
            draft = await _drafting.DraftAsync(truth, cancel);
        }
        catch (LeveeException refused)
        {
            _objections.Add(new(refused.ExitCode, refused.Diagnostics));
        }
        // It goes down while the rest is looked at.
        var ending = shadows.DisposeAsync();
        var branch = await reading;
        if (draft is { Losses.Count: > 0 })
            draft = draft with { Findings = await ExplainAsync(project, draft, cancel) };
        facts = await WithPolicyOfBaseAsync(facts, branch, cancel);
        JudgeBranch(branch, draft, facts);
        JudgeLosses(branch, draft, facts);
        await LookForMigrationsElsewhereAsync(project, branch, cancel);
        await ending;

        var verdict = Verdict.Of(_objections);
        return verdict.Allows && draft is not null
            ? Finish(project, branch, draft)
            : Refuse(project, branch, draft, verdict);
    }

    private static async Task<GitRepository?> TryOpenAsync(Project project, CancellationToken cancel)
    {
        try
        {
            return await GitRepository.OpenAsync(project.Root, cancel);
        }
        catch (LeveeException)
        {
            return null; // said where it matters
        }
    }

    private Task<ValueList<Diagnostic>> ExplainAsync(Project project, MigrationDraft draft, CancellationToken cancel) =>
        DropCauses.ExplainAsync(
            draft.Findings,
            async () =>
                await draft.Causes
                ?? await DropCauses.OpenAsync(
                    project,
                    () => draft.Plan.Schemas.After,
                    run.Remote,
                    request.BaseBranch,
                    isOfPlan: true,
                    cancel
                ),
            cancel
        );

    private void CheckCopies(Project project, SchemaCopy truth)
    {
        var differences = run.Stage("compare the copies", () => SchemaCopies.Check(truth, project.ReadCopies()));
        if (differences.Count > 0)
            _objections.Add(new(ExitCode.CopiesDiffer, differences, Banners.CopiesDiffer(project.SchemaPath)));
    }

    private async Task<BranchFacts> ReadBranchAsync(Project project, ConsentFacts facts, CancellationToken cancel)
    {
        GitRepository? repository = null;
        try
        {
            repository = await GitRepository.OpenAsync(project.Root, cancel);
            // A person's flag leaves the check out. An agent's is judged when the plan is known.
            if (request.SkipFreshness is { Code: null } && facts.Agent is null)
                return new(repository, null, null);
            var state = await run.StageAsync(
                "fetch the base and look whether the branch has all of it",
                () => Freshness.ReadAsync(repository, project, run.Remote, request.BaseBranch, cancel)
            );
            var missing = BranchFreshness.Check(state);
            return new(
                repository,
                state,
                missing.Count == 0 ? null : new(ExitCode.Stale, missing, Banners.Stale(state))
            );
        }
        catch (LeveeException unknown)
        {
            var isLeftOut = request.SkipFreshness is { Code: null } && facts.Agent is null;
            return new(repository, null, isLeftOut ? null : new(unknown.ExitCode, unknown.Diagnostics));
        }
    }

    /// <summary>An agent that writes <c>agent-consent = "claimed"</c> into the working tree has not been given more by
    /// anybody: of the working tree and the base the stricter one counts.</summary>
    private async Task<ConsentFacts> WithPolicyOfBaseAsync(
        ConsentFacts facts,
        BranchFacts branch,
        CancellationToken cancel
    )
    {
        var isAsked = request.SkipFreshness is not null || request.AllowDestructive is not null;
        if (!isAsked || facts.Agent is null || branch is not { Repository: { } repository })
            return facts;
        var commit = branch.State?.BaseTip ?? await repository.TryResolveAsync("HEAD", cancel);
        var files = commit is null ? [] : await repository.ReadFilesAsync(commit, Config.FileName, cancel);
        return files.Any(file => ConfigReader.Read(file).Policy.AgentConsent == ConsentPolicy.Human)
            ? facts with
            {
                Policy = ConsentPolicy.Human,
            }
            : facts;
    }

    /// <summary>A first migration beside the schema, while the history lies in another folder, would create everything again.</summary>
    private async Task LookForMigrationsElsewhereAsync(Project project, BranchFacts branch, CancellationToken cancel)
    {
        if (
            project.Config.Migrations is not null
            || Directory.Exists(project.MigrationsFolder)
            || branch.Repository is null
        )
            return;
        var elsewhere = await branch.Repository.FindFoldersAsync(MigrationsFolder.LockFile, cancel);
        if (elsewhere.Count == 0)
            return;
        var found = Diagnostic.Error(
            "migrations-elsewhere",
            $"there are no migrations in {project.MigrationsPath}, but in {string.Join(", ", elsewhere)}"
        );
        _objections.Add(
            new(
                ExitCode.CouldNot,
                [
                    found with
                    {
                        Help =
                        [
                            $"migrations = \"{elsewhere[0]}\" in {Config.FileName} (levee init writes it)",
                            $"migrations = \"{project.MigrationsPath}\" if a new history is meant",
                        ],
                    },
                ]
            )
        );
    }

    private void JudgeBranch(BranchFacts branch, MigrationDraft? draft, ConsentFacts facts)
    {
        if (branch.Objection is not { } objection)
            return;
        _objections.Add(
            request.SkipFreshness is { } flag && draft is not null
                ? Judged(flag, objection, branch, draft, facts)
                : objection
        );
        _objections.RemoveAll(item => item.Diagnostics.Count == 0);
    }

    private void JudgeLosses(BranchFacts branch, MigrationDraft? draft, ConsentFacts facts)
    {
        if (draft is null || draft.Losses.Count == 0)
            return;
        var objection = new Objection(ExitCode.Destructive, draft.Losses, Banners.Destructive(draft.Losses));
        _objections.Add(
            request.AllowDestructive is { } flag ? Judged(flag, objection, branch, draft, facts) : objection
        );
        _objections.RemoveAll(item => item.Diagnostics.Count == 0);
    }

    /// <returns>The objection with the reason why the flag does not help; without diagnostics where the flag passes.</returns>
    private Objection Judged(
        BypassRequest flag,
        Objection objection,
        BranchFacts branch,
        MigrationDraft draft,
        ConsentFacts facts
    )
    {
        var sql = ScriptText.Of(draft.Plan, draft.Script);
        var code = PlanCode.For(flag.Flag, branch.State?.BaseTip ?? "", sql);
        var approvals = ApprovalFiles.Of(branch.Repository?.GitFolder);
        switch (AgentConsent.Judge(flag, code, facts with { Approvals = approvals.Read() }))
        {
            case Consent.Given(var headers):
                _headers.AddRange(headers.Except(_headers, StringComparer.Ordinal).ToList());
                if (flag.Flag == BypassFlag.AllowDestructive)
                    _headers.AddRange(Approvals.LinesFor(draft.Losses, "allowed with --allow-destructive"));
                return objection with { Diagnostics = [] };
            case Consent.Refused(var reason):
                _planCode = facts.Agent is null ? _planCode : code;
                // So that the person who is asked to approve it sees what it is.
                approvals.KeepPlan(code, $"-- {PlanCode.FlagName(flag.Flag)}\n{sql}");
                return objection with { Diagnostics = [.. objection.Diagnostics, reason] };
            default:
                throw new InvalidOperationException("consent is given or refused");
        }
    }

    private ExitCode Finish(Project project, BranchFacts branch, MigrationDraft draft)
    {
        run.Output.Report(draft.Remarks);
        var done = Report(ExitCode.Done, branch, draft.Remarks);
        if (draft.Plan.IsEmpty && !request.IsEmpty)
        {
            var why = draft.IsWhole
                ? $"no changes: the migrations lead to {project.SchemaPath}"
                : "no changes of this branch: what is missing was missing before, or was accepted";
            run.Finish(done with { Summary = [why] });
            return ExitCode.Done;
        }
        var migration = Reported(project, draft, request.IsDryRun ? MigrationState.Planned : MigrationState.Written);
        if (!request.IsDryRun)
            MigrationWriter.Write(project.MigrationsFolder, migration.Name, migration.Script.Text, Staging(branch));
        foreach (var step in migration.Steps)
            run.Output.Tell(step.Summary);
        run.Finish(done with { Migrations = [migration], Summary = request.IsDryRun ? [] : [migration.Script.Path] });
        return ExitCode.Done;
    }

    private ExitCode Refuse(Project project, BranchFacts branch, MigrationDraft? draft, Verdict verdict)
    {
        run.Output.Report(draft?.Remarks ?? []);
        foreach (var objection in verdict.Objections)
        {
            run.Output.Report(objection.Diagnostics);
            if (objection.Refusal is { } refusal)
                run.Output.Report(refusal);
        }
        var found = verdict.Objections.SelectMany(objection => objection.Diagnostics).Concat(draft?.Remarks ?? []);
        run.Finish(
            Report(verdict.ExitCode, branch, found) with
            {
                Refusals = verdict.Objections.Select(objection => objection.Refusal).OfType<Refusal>().ToValueList(),
                Migrations = Refused(project, draft),
            }
        );
        return verdict.ExitCode;
    }

    private ValueList<ReportedMigration> Refused(Project project, MigrationDraft? draft) =>
        draft is { Plan.IsEmpty: true } ? []
        : draft is not null ? [Reported(project, draft, MigrationState.Planned)]
        : _drafting?.Rehearsed is { } rehearsed
            ? [Reported(project, rehearsed, MigrationState.Planned) with { ShowsSql = true }]
        : [];

    private ReportedMigration Reported(Project project, MigrationDraft draft, MigrationState state)
    {
        var folders = Directory.Exists(project.MigrationsFolder)
            ? Directory.GetDirectories(project.MigrationsFolder).Select(path => Path.GetFileName(path)!)
            : [];
        var name = MigrationName.Next(request.Title, run.Clock.GetUtcNow(), folders);
        if (name.Behind is { } newest)
            run.Output.Tell($"the clock is not past the newest migration {newest}: taking the second after it");
        var text =
            string.Concat(_headers.Select(line => line + "\n"))
            + (_headers.Count > 0 ? "\n" : "")
            + ScriptText.Of(draft.Plan, draft.Script);
        var script = new SqlScript(
            new SourceText($"{project.MigrationsPath}/{name.Folder}/{Migration.FileName}", text),
            []
        );
        return ScriptText.Reported(name.Folder, draft.Plan, script, state) with { ShowsSql = request.IsDryRun };
    }

    private Report Report(ExitCode code, BranchFacts branch, IEnumerable<Diagnostic> diagnostics) =>
        new("generate", code)
        {
            Diagnostics = diagnostics.ToValueList(),
            Facts =
            [
                .. branch.State is { } state
                    ? [new("base", state.Upstream), new("baseCommit", state.BaseTip), new("headCommit", state.Head)]
                    : ValueList<ReportFact>.Empty,
                .. _planCode is { } plan ? [new("planCode", plan)] : ValueList<ReportFact>.Empty,
            ],
        };

    private static string? Staging(BranchFacts branch) =>
        branch.Repository is { } repository ? Path.Combine(repository.GitFolder, "levee") : null;
}
