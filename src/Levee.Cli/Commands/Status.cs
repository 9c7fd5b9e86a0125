using System.CommandLine;
using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Serialization;
using Levee.Cli.CommandLine;
using Levee.Cli.Deployments;
using Levee.Cli.Pipeline;
using Levee.Core;
using Levee.Core.Deploy;
using Levee.Core.History;
using Npgsql;

namespace Levee.Cli.Commands;

/// <summary><c>levee status</c>: how a database stands to this checkout. Reads only, takes no lock, works on a replica.</summary>
internal static class Status
{
    private const int SchemaVersion = 1;
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    public static Command Create(CommonOptions common, TimeProvider clock)
    {
        var url = DeployCommandOptions.DatabaseUrl();
        var migrations = new Option<string?>("--migrations")
        {
            Description = "The folder of the migrations, where there is no workspace around it",
            HelpName = "dir",
        };
        var wait = DurationOption.Create("--wait", "How long to wait until everything is applied", "0s");
        var command = new LeveeCommand("status", "Say which migrations a database has and lacks")
        {
            Examples =
            [
                ("levee status", "one line; --verbose has every migration"),
                ("levee status --wait 5m", "in an init container: returns when the database is current"),
            ],
            ExitCodes = [ExitCode.Disagree, ExitCode.HistoryBroken, ExitCode.Temporary],
        };
        command.Takes(url, migrations, wait);
        command.Runs(
            common,
            clock,
            async (run, result, cancel) =>
            {
                var source = DeploySource.Read(run, result.GetValue(migrations), result.GetValue(url));
                var (history, state) = await ReadAsync(run, source, result.GetValue(wait), cancel);
                run.Output.Result(!run.IsText ? ToJson(history, state) : ToText(history, state, run));
                return DatabaseStates.ExitCodeOf(state);
            }
        );
        return command;
    }

    /// <summary>Looks until the database is current, or will not be by itself, or the time is over.</summary>
    private static async Task<(DatabaseHistory History, DatabaseState State)> ReadAsync(
        Run run,
        DeploySource source,
        TimeSpan patience,
        CancellationToken cancel
    )
    {
        var start = Stopwatch.GetTimestamp();
        await using var session = await source.Target.OpenPatientlyAsync(
            "levee status",
            patience,
            run.Output.Tell,
            cancel
        );
        var ledger = new LedgerTable(source.Target.Schema);
        while (true)
        {
            try
            {
                var (rows, hasTables) = await ledger.ReadAsync(session, cancel);
                var history = new DatabaseHistory(source.Migrations, rows);
                var state = DatabaseStates.StateOf(history, hasTables);
                var mayChange = state is DatabaseState.Behind or DatabaseState.Empty or DatabaseState.Interrupted;
                if (!mayChange || Stopwatch.GetElapsedTime(start) >= patience)
                    return (history, state);
                run.Output.Progress(DatabaseStates.Sentence(state, history));
            }
            catch (NpgsqlException error)
            {
                throw source.Target.Trouble(error);
            }
            await Task.Delay(Interval, cancel);
        }
    }

    private static string ToText(DatabaseHistory history, DatabaseState state, Run run)
    {
        var line = DatabaseStates.Sentence(state, history) + "\n";
        if (run.Output.Level != Terminal.Talk.Verbose)
            return line;
        var width = history.Migrations.Select(migration => migration.Name.Length).DefaultIfEmpty(0).Max();
        return line
            + string.Concat(
                history.Migrations.Select(migration =>
                    $"  {migration.Name.PadRight(width)}  {Shown(history, migration.Name)}\n"
                )
            )
            + string.Concat(
                history
                    .Missing.Concat(history.Ahead)
                    .Select(row => $"  {row.Name.PadRight(width)}  applied, not in this checkout\n")
            );
    }

    private static string Shown(DatabaseHistory history, string name) =>
        history.Ledger.StateOf(name) switch
        {
            LedgerState.Absent => "pending",
            LedgerState.RolledBack => "pending (rolled back before)",
            LedgerState.Failed => "failed",
            LedgerState.Interrupted => "interrupted",
            LedgerState.Applied => $"applied {history.Ledger.AppliedRow(name)!.FinishedAt:yyyy-MM-dd HH:mm:ss}Z",
        };

    private static string ToJson(DatabaseHistory history, DatabaseState state)
    {
        var known = history.Migrations.Select(migration => migration.Name);
        var unknown = history.Missing.Concat(history.Ahead).Select(row => row.Name);
        return JsonSerializer.Serialize(
                new StatusFile(
                    SchemaVersion,
                    Lower(state.ToString()),
                    (int)DatabaseStates.ExitCodeOf(state),
                    history.Applied.Count(),
                    history.Pending.Count(),
                    [
                        .. known
                            .Concat(unknown)
                            .Select(name => new StatusMigration(
                                name,
                                Lower(history.Ledger.StateOf(name).ToString()),
                                history.Ledger.AppliedRow(name)?.FinishedAt,
                                history.Edited.Any(migration => migration.Name == name)
                            )),
                    ]
                ),
                StatusContext.Default.StatusFile
            ) + "\n";
    }

    private static string Lower(string name) => JsonNamingPolicy.KebabCaseLower.ConvertName(name);
}

/// <summary>The wire format of <c>levee status --format json</c>.</summary>
internal sealed record StatusFile(
    int SchemaVersion,
    string State,
    int ExitCode,
    int Applied,
    int Pending,
    StatusMigration[] Migrations
);

/// <param name="AppliedAt">Null where it is not applied.</param>
internal sealed record StatusMigration(string Name, string State, DateTimeOffset? AppliedAt, bool IsEdited);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    WriteIndented = true,
    NewLine = "\n"
)]
[JsonSerializable(typeof(StatusFile))]
internal sealed partial class StatusContext : JsonSerializerContext;
