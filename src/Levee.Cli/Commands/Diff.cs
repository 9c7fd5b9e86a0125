using System.CommandLine;
using Levee.Cli.CommandLine;
using Levee.Cli.Pipeline;
using Levee.Cli.Replay;
using Levee.Cli.Workspace;
using Levee.Core;
using Levee.Core.Diff;
using Levee.Core.Plan;
using Levee.Core.Render;
using Levee.Core.Reports;
using Levee.Core.Schema;

namespace Levee.Cli.Commands;

/// <summary><c>levee diff</c>: the script that leads from one source to another.</summary>
internal static class Diff
{
    public static Command Create(CommonOptions common, TimeProvider clock)
    {
        var from = new Option<string?>("--from")
        {
            Description = "Where to start [default: the project's migrations]",
            HelpName = "source",
        };
        var to = new Option<string?>("--to")
        {
            Description = "Where to arrive [default: the project's schema]",
            HelpName = "source",
        };
        var exitCode = new Option<bool>("--exit-code")
        {
            Description = "Exit 2 where the script is not empty, as Prisma does",
        };
        var command = new LeveeCommand("diff", "Print the SQL from one source to another")
        {
            Examples =
            [
                ("levee diff", "what the next migration would be"),
                ("levee diff --from git:main --to prisma/schema.prisma", "what this branch changes"),
                ("levee diff --from empty --to prisma/schema.prisma", "the whole database as a script"),
                (
                    "DATABASE_URL=… levee diff --from database: --to prisma/schema.prisma --exit-code",
                    "whether a database agrees"
                ),
            ],
            ExitCodes = [],
            Notes =
            [
                $"A source is one of {Source.Forms}.",
                "With --exit-code, 2 means here that the script is not empty.",
            ],
        };
        command.Takes(from, to, exitCode);
        command.Runs(
            common,
            clock,
            (run, result, cancel) =>
                ExecuteAsync(
                    run,
                    new(
                        SourceOf(result.GetValue(from))
                            ?? new Source.Migrations(Project.Open(run.Workspace, run.Project).MigrationsFolder),
                        SourceOf(result.GetValue(to)) ?? SchemaOf(Project.Open(run.Workspace, run.Project))
                    ),
                    result.GetValue(exitCode),
                    cancel
                )
        );
        return command;
    }

    private static Source? SourceOf(string? text) =>
        text is null ? null : Source.Parse(text, Directory.GetCurrentDirectory(), Environment.GetEnvironmentVariable);

    private static Source.SchemaFile SchemaOf(Project project) => new(Path.Combine(project.Root, project.SchemaPath));

    internal static async Task<MigrationPlan> PlanAsync(
        Run run,
        ShadowDatabases shadows,
        Pair<Source> sources,
        CancellationToken cancel
    )
    {
        var schemas = await run.StageAsync(
            "read both sources",
            () => new SourceReader(run, shadows).ReadAsync(sources, cancel)
        );
        return run.Stage("compare", () => Differ.Diff(schemas));
    }

    private static async Task<ExitCode> ExecuteAsync(
        Run run,
        Pair<Source> sources,
        bool tells,
        CancellationToken cancel
    )
    {
        await using var shadows = new ShadowDatabases(PostgresSettings.Of(run));
        var plan = await PlanAsync(run, shadows, sources, cancel);
        var script = run.Stage("write the script", () => SqlRenderer.Render(plan));
        var refused = RefusedStatements.Find(plan);
        if (run.IsText)
        {
            run.Output.Report(refused);
            run.Output.Result(ScriptText.Of(plan, script));
        }
        else
            run.Print(
                new Report("diff", ExitCode.Done)
                {
                    Migrations =
                    [
                        ScriptText.Reported("", plan, script, MigrationState.Planned) with
                        {
                            ShowsSql = true,
                        },
                    ],
                    Diagnostics = refused,
                }
            );
        // Prisma's meaning of 2, in this command only.
        return tells && !plan.IsEmpty ? (ExitCode)2 : ExitCode.Done;
    }
}
