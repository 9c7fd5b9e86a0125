using System.CommandLine;
using Levee.Cli.CommandLine;
using Levee.Cli.Git;
using Levee.Cli.Pipeline;
using Levee.Cli.Replay;
using Levee.Cli.Workspace;
using Levee.Core;
using Levee.Core.Diagnostics;
using Levee.Core.Diff;
using Levee.Core.History;
using Levee.Core.Reports;
using Levee.Core.Schema;

namespace Levee.Cli.Commands;

/// <summary><c>levee baseline</c>: records that a difference between schema and migrations is meant.</summary>
internal static class Baseline
{
    public static Command Create(CommonOptions common, TimeProvider clock)
    {
        var changes = new Argument<string[]>("change")
        {
            Description = "What is meant, as check names it [default: all that the base lacks already]",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var acceptDrift = new Option<bool>("--accept-drift")
        {
            Description = "Record differences between schema and migrations in levee.toml",
            Required = true,
        };
        var reason = new Option<string>("--reason")
        {
            Description = "Why they are meant; your reviewer reads it",
            HelpName = "why",
            Required = true,
        };
        var baseBranch = CommonOptions.BaseBranch();
        var command = new LeveeCommand("baseline", "Record what schema and migrations may differ in")
        {
            Examples =
            [
                (
                    "levee baseline --accept-drift --reason 'indexes that operations make by hand'",
                    "all that the base lacks already"
                ),
                (
                    "levee baseline --accept-drift 'drop index by_hand on A' --reason 'a report needs it'",
                    "one change, by its name"
                ),
            ],
            ExitCodes = [],
            Notes = ["What is recorded is neither told by check nor written by generate any more."],
        };
        command.Takes(changes, acceptDrift, reason, baseBranch);
        command.Runs(
            common,
            clock,
            async (run, result, cancel) =>
                run.Print(
                    await ReportAsync(
                        run,
                        (result.GetValue(changes) ?? []).ToValueList(),
                        result.GetRequiredValue(reason),
                        result.GetValue(baseBranch),
                        cancel
                    )
                )
        );
        return command;
    }

    private static async Task<Report> ReportAsync(
        Run run,
        ValueList<string> named,
        string reason,
        string? baseBranch,
        CancellationToken cancel
    )
    {
        if (string.IsNullOrWhiteSpace(reason) || reason.Any(char.IsControl))
            throw new LeveeException(
                Diagnostic.Error("no-reason", "--reason needs a sentence on one line"),
                ExitCode.Usage
            );
        var project = Project.Open(run.Workspace, run.Project);
        await using var shadows = new ShadowDatabases(PostgresSettings.Of(project, run));
        var history = project.ReadMigrations();
        var loaded = Project.Load(project.Config, Project.TextsOf(project.ReadTruth()), project.JoinTables);
        var schema = loaded.Schema ?? throw new LeveeException(loaded.Diagnostics);
        var before = await run.StageAsync("replay", () => shadows.ReadSchemaAsync(history, schema, cancel));
        var whole = Differ.Diff(new Pair<DatabaseSchema>(before, schema));
        var accepted =
            named.Count > 0
                ? Named(named, whole)
                : await OfBaseAsync(run, project, shadows, history, whole, baseBranch, cancel);
        var added = accepted.Except(project.Config.AcceptedDrift.Select(drift => drift.Change)).ToValueList();
        if (added.Count > 0)
            AcceptedDriftWriter.Append(project.Root, added.Select(change => new AcceptedDrift(change, reason)));
        return new("baseline", ExitCode.Done)
        {
            Summary =
            [
                .. added.Select(change => $"accepted: {change}"),
                added.Count == 0
                    ? "nothing to accept: what differs is this branch's own, or was accepted before"
                    : $"written into {Config.FileName}",
            ],
        };
    }

    private static ValueList<string> Named(ValueList<string> named, Core.Plan.MigrationPlan whole)
    {
        var there = PlannedChange.Of(whole).Select(change => change.Text).ToHashSet(StringComparer.Ordinal);
        if (named.FirstOrDefault(change => !there.Contains(change)) is { } absent)
            throw new LeveeException(
                Diagnostic.Error(
                    "no-such-drift",
                    $"nothing that schema and migrations differ in is called '{absent}'"
                ) with
                {
                    Notes = there.Order(StringComparer.Ordinal).Take(20).ToValueList(),
                    Help = ["take the words of the lines above, or of levee check"],
                }
            );
        return named.Distinct(StringComparer.Ordinal).ToValueList();
    }

    /// <summary>What the base lacks already; this branch's own part is never meant by it.</summary>
    private static async Task<ValueList<string>> OfBaseAsync(
        Run run,
        Project project,
        ShadowDatabases shadows,
        ValueList<Migration> history,
        Core.Plan.MigrationPlan whole,
        string? baseBranch,
        CancellationToken cancel
    )
    {
        var repository = await GitRepository.OpenAsync(project.Root, cancel);
        var point =
            await DropCauses.FindAsync(
                repository,
                run.Remote ?? project.Config.Remote ?? Freshness.UsualRemote,
                baseBranch ?? project.Config.BaseBranch,
                cancel
            )
            ?? throw new LeveeException(
                Diagnostic.Error("no-base", "it is not known what the base lacks: git has no base for this branch") with
                {
                    Help = ["git fetch, or name the changes that are meant: levee baseline --accept-drift '<change>'"],
                }
            );
        var drift = await BaseDrift.ReadAsync(repository, project, shadows, history, point.MergeBase, cancel);
        return drift.Divide(whole).Known.Select(change => change.Text).Distinct(StringComparer.Ordinal).ToValueList();
    }
}
