using System.CommandLine;
using Levee.Cli.CommandLine;
using Levee.Cli.Pipeline;
using Levee.Cli.Replay;
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
        var from = new Option<string>("--from")
        {
            Description = "Where to start",
            HelpName = "source",
            Required = true,
        };
        var to = new Option<string>("--to")
        {
            Description = "Where to arrive",
            HelpName = "source",
            Required = true,
        };
        var exitCode = new Option<bool>("--exit-code")
        {
            Description = "Exit 2 where the script is not empty, as Prisma does",
        };
        var command = new LeveeCommand("diff", "Print the SQL from one source to another")
        {
            Examples =
            [
                (
                    "levee diff --from migrations:prisma/migrations --to prisma/schema.prisma",
                    "what the next migration would be"
                ),
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
        command.Add(from);
        command.Add(to);
        command.Add(exitCode);
        command.Runs(
            common,
            clock,
            (run, result, cancel) =>
                ExecuteAsync(
                    run,
                    new Pair<string>(result.GetRequiredValue(from), result.GetRequiredValue(to)).Map(text =>
                        Source.Parse(text, Directory.GetCurrentDirectory(), Environment.GetEnvironmentVariable)
                    ),
                    result.GetValue(exitCode),
                    cancel
                )
        );
        return command;
    }

    private static async Task<ExitCode> ExecuteAsync(
        Run run,
        Pair<Source> sources,
        bool tells,
        CancellationToken cancel
    )
    {
        await using var shadows = new ShadowDatabases(PostgresSettings.Of(run));
        var schemas = await run.StageAsync(
            "read both sources",
            () => new SourceReader(run, shadows).ReadAsync(sources, cancel)
        );
        var plan = run.Stage("compare", () => Differ.Diff(schemas));
        var script = run.Stage("write the script", () => SqlRenderer.Render(plan));
        var refused = RefusedStatements.Find(plan);
        if (run.Format == ResultFormat.Text)
            run.Output.Report(refused);
        run.Output.Result(
            run.Format switch
            {
                ResultFormat.Text => ScriptText.Of(plan, script),
                ResultFormat.Json => new JsonReport().Render(
                    new Report("diff", ExitCode.Done)
                    {
                        Migrations = [ScriptText.Reported("", plan, script, MigrationState.Planned)],
                        Diagnostics = refused,
                    }
                ),
            }
        );
        // Prisma's meaning of 2, in this command only.
        return tells && !plan.IsEmpty ? (ExitCode)2 : ExitCode.Done;
    }
}
