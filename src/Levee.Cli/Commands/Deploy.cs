using System.CommandLine;
using Levee.Cli.CommandLine;
using Levee.Cli.Deployments;
using Levee.Cli.Pipeline;
using Levee.Core;
using Levee.Core.Deploy;
using Levee.Core.Diagnostics;
using Levee.Core.Sql;
using Levee.Core.Text;

namespace Levee.Cli.Commands;

/// <summary><c>levee deploy</c>: runs the pending migrations on a real database, each exactly once.</summary>
internal static class Deploy
{
    public static Command Create(CommonOptions common, TimeProvider clock)
    {
        var options = new DeployCommandOptions();
        var command = new LeveeCommand("deploy", "Run the pending migrations on a database, each exactly once")
        {
            Examples =
            [
                ("levee deploy", "run what is pending on the database that the schema or DATABASE_URL names"),
                ("levee deploy --dry-run", "make every check, say what would be run, write nothing"),
                (
                    "levee deploy --migrations ./migrations --wait-for-database 60s",
                    "in a container, beside a database that starts"
                ),
            ],
            ExitCodes = [ExitCode.Destructive, ExitCode.Disagree, ExitCode.HistoryBroken, ExitCode.Temporary],
            Notes =
            [
                "Works with Prisma's own table _prisma_migrations: what one has begun the other can finish.",
                "75 is the one code that a job runner should retry.",
            ],
        };
        options.AddTo(command);
        command.Runs(common, clock, (run, result, cancel) => RunAsync(run, options.Read(result), cancel));
        return command;
    }

    private static async Task<ExitCode> RunAsync(Run run, DeployRequest request, CancellationToken cancel)
    {
        var source = DeploySource.Read(run, request.Migrations, request.DatabaseUrl);
        if (request.Options.Until is { } until && source.Migrations.All(migration => migration.Name != until))
            throw new LeveeException(
                Diagnostic.Error("unknown-migration", $"there is no migration {until} in {source.Shown}"),
                ExitCode.Usage
            );
        run.Output.Tell($"{source.Target.Shown}");
        var deployment = new Deployment(source.Target, source.Migrations, request.Options, run.Clock)
        {
            Tell = told => Tell(run, told),
            Say = run.Output.Tell,
        };
        var done = await deployment.RunAsync(cancel);
        run.Output.Report(done.Diagnostics);
        Tell(run, new DeployEvent.Summary(done.Applied, done.ByOthers, done.Pending.Count, done.ExitCode));
        if (run.IsText)
            run.Output.Result(Summary(request.Options, source, done));
        return done.ExitCode;
    }

    private static void Tell(Run run, DeployEvent told)
    {
        if (!run.IsText)
            run.Output.Result(DeployEvents.ToJson(told, run.Clock.GetUtcNow()) + "\n");
        else if (DeployEvents.ToLine(told) is { } line)
            run.Output.Tell(line);
    }

    private static string Summary(DeployOptions options, DeploySource source, DeploymentResult done)
    {
        if (done.ExitCode != ExitCode.Done)
            return done.Applied.Count == 0
                ? "nothing was applied\n"
                : $"{Words.Count(done.Applied.Count, "migration")} applied before that; {done.Pending.Count} pending\n";
        if (options.IsDryRun)
            return string.Concat(done.Pending.Select(migration => $"would apply {Described(migration)}\n"))
                + $"{Words.Count(done.Pending.Count, "migration")} pending; nothing was written\n";
        var others = done.ByOthers > 0 ? $"; {done.ByOthers} applied by another process meanwhile" : "";
        return done.Applied.Count == 0
            ? $"nothing to do: {Words.Count(source.Migrations.Count, "migration")}, all applied{others}\n"
            : $"{Words.Count(done.Applied.Count, "migration")} applied{others}{(done.Pending.Count > 0 ? $"; {done.Pending.Count} pending" : "")}\n";
    }

    private static string Described(Core.History.Migration migration)
    {
        var script = ScriptReader.Read(migration.Script);
        var mode =
            DeploymentModes.Of(script) == DeploymentMode.Atomic ? "in one transaction" : "statement by statement";
        return $"{migration.Name}: {Words.Count(script.Statements.Count, "statement")}, {mode}";
    }
}
