using System.CommandLine;
using Levee.Cli.Catalog;
using Levee.Cli.CommandLine;
using Levee.Cli.Pipeline;
using Levee.Cli.Server;
using Levee.Cli.Workspace;
using Levee.Core;
using Levee.Core.Diagnostics;
using Npgsql;

namespace Levee.Cli.Commands;

/// <summary><c>levee environment</c>: prints stubs of what the history needs and a database brings along.</summary>
internal static class EnvironmentCommand
{
    public static Command Create(CommonOptions common, TimeProvider clock)
    {
        var from = new Option<string>("--from")
        {
            Description = "The database that has it; it is only read",
            HelpName = "database:url",
            Required = true,
        };
        var command = new LeveeCommand("environment", "Print stubs of what a database brings along for the migrations")
        {
            Examples =
            [
                (
                    "DATABASE_URL=… levee environment --from database: > levee/environment.sql",
                    "roles, schemas, extensions, tables, types and functions that the history names and does not make"
                ),
            ],
            ExitCodes = [],
            Notes =
            [
                "Names and types only: no rows, no bodies of functions, no passwords.",
                "In levee.toml:  [environment] init = \"levee/environment.sql\"  and levee doctor tries it.",
            ],
        };
        command.Add(from);
        command.Runs(common, clock, (run, result, cancel) => ExecuteAsync(run, result.GetRequiredValue(from), cancel));
        return command;
    }

    private static async Task<ExitCode> ExecuteAsync(Run run, string from, CancellationToken cancel)
    {
        var source = Source.Parse(from, Directory.GetCurrentDirectory(), Environment.GetEnvironmentVariable);
        if (source is not Source.Database(var url))
            throw new LeveeException(
                Diagnostic.Error("unknown-source", $"'{from}' is no database") with
                {
                    Help = ["--from database:postgresql://user@host/name, or --from database: with DATABASE_URL set"],
                },
                ExitCode.Usage
            );
        var project = Project.Open(run.Workspace, run.Project);
        var schema = Project.Load(project.Config, Project.TextsOf(project.ReadTruth())).Schema;
        var stubs = await run.StageAsync(
            "look into the database",
            () =>
                ReadAsync(
                    url,
                    project,
                    schema is { Namespaces.Count: > 0 } named ? named.Namespaces : ["public"],
                    cancel
                )
        );
        if (stubs.Length == 0)
        {
            run.Output.Tell("the history needs nothing of this database that it does not make itself");
            return ExitCode.Done;
        }
        run.Output.Result(
            $"""
            -- What the database brings along for the migrations, as stubs: names and types only.

            {stubs}
            """
        );
        run.Output.Tell("save it, and name the file in levee.toml: [environment] init = \"levee/environment.sql\"");
        return ExitCode.Done;
    }

    private static async Task<string> ReadAsync(
        string url,
        Project project,
        ValueList<string> namespaces,
        CancellationToken cancel
    )
    {
        try
        {
            await using var connection = await DatabaseUrl.OpenReadOnlyAsync(url, cancel);
            return await EnvironmentReader.ReadAsync(connection, project.ReadMigrations(), namespaces, cancel);
        }
        catch (NpgsqlException error)
        {
            throw DatabaseUrl.Unreachable(url, error);
        }
    }
}
