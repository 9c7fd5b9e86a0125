using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Serialization;
using Levee.Cli.CommandLine;
using Levee.Cli.Server;
using Levee.Core;
using Levee.Core.Diagnostics;
using Levee.Core.Impact;
using Npgsql;

namespace Levee.Cli.Commands;

/// <summary><c>levee stats</c>: how large the tables of a database are. Counts only: no name of a person, no value
/// leaves it.</summary>
internal static class Stats
{
    private const int SchemaVersion = 1;

    public static Command Create(CommonOptions common, TimeProvider clock)
    {
        var url = new Option<string?>("--database-url")
        {
            Description = "The database [default: DATABASE_URL]",
            HelpName = "url",
        };
        var command = new LeveeCommand("stats", "Write the sizes of a database's tables, for levee impact --stats")
        {
            Examples = [("DATABASE_URL=… levee stats > stats.json", "estimates of rows, and bytes; no data")],
            ExitCodes = [],
        };
        command.Add(url);
        command.Runs(
            common,
            clock,
            async (run, result, cancel) =>
            {
                var asked = result.GetValue(url) ?? Environment.GetEnvironmentVariable("DATABASE_URL");
                if (string.IsNullOrEmpty(asked))
                    throw new LeveeException(
                        Diagnostic.Error("no-database-url", "there is no database to look at") with
                        {
                            Help = ["--database-url <url>, or the variable DATABASE_URL"],
                        },
                        ExitCode.Usage
                    );
                run.Output.Result(Write(await ReadAsync(asked, cancel)));
                return ExitCode.Done;
            }
        );
        return command;
    }

    internal static TableSizes Read(string json)
    {
        var file =
            JsonSerializer.Deserialize(json, StatsContext.Default.StatsFile) ?? throw new JsonException("it is null");
        return file.SchemaVersion == SchemaVersion
            ? new(file.Tables)
            : throw new JsonException(
                $"its schemaVersion is {file.SchemaVersion}, and {SchemaVersion} is what is known"
            );
    }

    internal static string Write(TableSizes sizes) =>
        JsonSerializer.Serialize(
            new StatsFile(SchemaVersion, new(sizes.Tables.ToDictionary(), StringComparer.Ordinal)),
            StatsContext.Default.StatsFile
        ) + "\n";

    private static async Task<TableSizes> ReadAsync(string url, CancellationToken cancel)
    {
        try
        {
            await using var connection = await DatabaseUrl.OpenReadOnlyAsync(url, cancel);
            // PostgreSQL's own estimates: nothing is counted, so nothing is read.
            await using var command = new NpgsqlCommand(
                """
                SELECT n.nspname || '.' || c.relname, c.reltuples::bigint, pg_catalog.pg_total_relation_size(c.oid)
                FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
                WHERE c.relkind IN ('r', 'p', 'm') AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
                ORDER BY 1
                """,
                connection
            );
            await using var reader = await command.ExecuteReaderAsync(cancel);
            var tables = new SortedDictionary<string, TableSize>(StringComparer.Ordinal);
            while (await reader.ReadAsync(cancel))
                tables[reader.GetString(0)] = new(reader.GetInt64(1), reader.GetInt64(2));
            return new(tables);
        }
        catch (NpgsqlException error)
        {
            throw DatabaseUrl.Unreachable(url, error);
        }
    }
}

internal sealed record StatsFile(int SchemaVersion, SortedDictionary<string, TableSize> Tables);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    WriteIndented = true,
    NewLine = "\n",
    RespectRequiredConstructorParameters = true
)]
[JsonSerializable(typeof(StatsFile))]
internal sealed partial class StatsContext : JsonSerializerContext;
