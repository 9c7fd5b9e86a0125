using System.CommandLine;
using Levee.Cli.CommandLine;
using Levee.Cli.Git;
using Levee.Cli.Pipeline;
using Levee.Cli.Replay;
using Levee.Cli.Workspace;
using Levee.Core;
using Levee.Core.Diagnostics;
using Levee.Core.History;
using Levee.Core.Reports;
using Levee.Core.Text;

namespace Levee.Cli.Commands;

/// <summary><c>levee rebase</c>: this branch's unmerged migrations get times after the base's newest. Merged ones are
/// never touched.</summary>
internal static class Rebase
{
    public static Command Create(CommonOptions common, TimeProvider clock)
    {
        var dryRun = new Option<bool>("--dry-run") { Description = "Show the new names, rename nothing" };
        var baseBranch = CommonOptions.BaseBranch();
        var command = new LeveeCommand("rebase", "Give this branch's unmerged migrations times after the base's newest")
        {
            Examples =
            [
                ("levee rebase --dry-run", "show what would be renamed"),
                ("levee rebase", "rename, after proving that the history still replays in the new order"),
            ],
            ExitCodes = [ExitCode.HistoryBroken],
        };
        command.Takes(dryRun, baseBranch);
        command.Runs(
            common,
            clock,
            async (run, result, cancel) =>
                run.Print(await ReportAsync(run, result.GetValue(baseBranch), result.GetValue(dryRun), cancel))
        );
        return command;
    }

    private static async Task<Report> ReportAsync(Run run, string? baseBranch, bool dryRun, CancellationToken cancel)
    {
        var project = Project.Open(run.Workspace, run.Project);
        var repository = await GitRepository.OpenAsync(project.Root, cancel);
        var state = await run.StageAsync(
            "fetch the base",
            () => Freshness.FindAsync(repository, project, run.Remote, baseBranch, cancel)
        );
        var history = await BranchHistory.CompareAsync(repository, project, project.ReadMigrations(), state, cancel);
        if (history.Deleted.Count > 0)
            throw new LeveeException(
                Diagnostic.Error(
                    "migration-deleted",
                    $"{Words.Count(history.Deleted.Count, "migration")} of {state.Upstream} "
                        + $"{(history.Deleted.Count == 1 ? "is" : "are")} gone here: a new time does not bring them back"
                ) with
                {
                    Help = [$"git checkout {state.Upstream} -- {ShellText.Quote(project.MigrationsPath)}"],
                },
                ExitCode.HistoryBroken
            );
        var plan = RebasePlan.Of(history, run.Clock.GetUtcNow());
        if (plan.Renames.Count == 0)
            return Say(
                $"nothing to do: {Words.Count(history.Own.Count, "unmerged migration")}, none before {state.Upstream}'s newest"
            );

        await using var shadows = new ShadowDatabases(PostgresSettings.Of(project, run));
        var order = history.Base.Concat(plan.Renames.Select(renamed => renamed.Migration)).ToValueList();
        if (await run.StageAsync("replay", () => BranchHistory.ReplayAsync(shadows, order, cancel)) is { } failure)
            throw new LeveeException(
                failure with
                {
                    Notes =
                    [
                        .. failure.Notes,
                        $"in the new order, after everything that {state.Upstream} has; nothing was renamed",
                    ],
                    Help =
                    [
                        "change the migration to fit what the base has, then run levee rebase again",
                        .. failure.Help,
                    ],
                }
            );
        if (!dryRun)
            Rename(project.MigrationsFolder, plan);
        var verb = dryRun ? "would rename" : "renamed";
        return Say([
            .. plan.Renames.Select(renamed => $"{verb} {renamed.Migration.Name} to {renamed.Name}"),
            $"the history replays in the new order; merged migrations {(dryRun ? "would stay" : "stayed")} as they are",
            "a database of your own that ran them under the old names will want to run them again",
        ]);
    }

    /// <summary>The last one first, so that a run that is interrupted leaves them in the order that they had.</summary>
    private static void Rename(string folder, RebasePlan plan)
    {
        foreach (var renamed in plan.Renames.Reverse())
        {
            var target = Path.Combine(folder, renamed.Name);
            if (Path.Exists(target))
                throw new LeveeException(
                    Diagnostic.Error("migration-exists", $"{target} exists already, and Levee writes over nothing") with
                    {
                        Help = ["move it away, or run levee rebase again in a second"],
                    }
                );
            try
            {
                Directory.Move(Path.Combine(folder, renamed.Migration.Name), target);
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                throw new LeveeException(
                    Diagnostic.Error(
                        "cannot-write",
                        $"{renamed.Migration.Name} cannot be renamed: {error.Message}"
                    ) with
                    {
                        Help = ["see that the migrations folder is yours to write, then levee rebase again"],
                    }
                );
            }
        }
    }

    private static Report Say(params ValueList<string> lines) => new("rebase", ExitCode.Done) { Summary = lines };
}
