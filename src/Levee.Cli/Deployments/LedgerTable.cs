using Levee.Core;
using Levee.Core.History;
using Levee.Core.Sql;
using Npgsql;
using NpgsqlTypes;

namespace Levee.Cli.Deployments;

/// <summary>Prisma's table <c>_prisma_migrations</c> in one schema of a real database, read and written as Prisma's engine does.</summary>
/// <param name="schema">Not quoted.</param>
internal sealed class LedgerTable(string schema)
{
    private readonly string _table = $"{Identifier.Quote(schema)}.{Identifier.Quote(Ledger.TableName)}";

    /// <summary>What is there, in two round trips, of which the second is made only where there is a ledger.</summary>
    public async Task<(Ledger Ledger, bool HasTables)> ReadAsync(NpgsqlConnection session, CancellationToken cancel)
    {
        var (exists, hasTables) = await LookAsync(session, cancel);
        return (exists ? new(true, await ReadRowsAsync(session, cancel)) : Ledger.None, hasTables);
    }

    /// <summary>The commands that make the table, exactly as Prisma makes it, and the schema where it is missing.</summary>
    public IEnumerable<NpgsqlBatchCommand> Creation()
    {
        if (schema != "public")
            yield return new($"CREATE SCHEMA IF NOT EXISTS {Identifier.Quote(schema)}");
        yield return new(
            $"""
            CREATE TABLE {_table} (
                id                      VARCHAR(36) PRIMARY KEY NOT NULL,
                checksum                VARCHAR(64) NOT NULL,
                finished_at             TIMESTAMPTZ,
                migration_name          VARCHAR(255) NOT NULL,
                logs                    TEXT,
                rolled_back_at          TIMESTAMPTZ,
                started_at              TIMESTAMPTZ NOT NULL DEFAULT now(),
                applied_steps_count     INTEGER NOT NULL DEFAULT 0
            )
            """
        );
    }

    /// <summary>The row of a migration that begins.</summary>
    /// <param name="journal">Null for one that is run in one transaction.</param>
    public NpgsqlBatchCommand Started(string id, Migration migration, DateTimeOffset now, DeploymentJournal? journal) =>
        Command(
            $"INSERT INTO {_table} (id, checksum, started_at, migration_name, logs) VALUES ($1, $2, $3, $4, $5)",
            id,
            MigrationChecksum.Of(migration),
            now,
            migration.Name,
            journal?.ToString()
        );

    public NpgsqlBatchCommand Noted(string id, DeploymentJournal journal) =>
        Command(
            $"UPDATE {_table} SET logs = $2, applied_steps_count = $3 WHERE id = $1",
            id,
            journal.ToString(),
            journal.Done
        );

    /// <summary>As Prisma leaves the row of a migration that succeeded.</summary>
    public NpgsqlBatchCommand Finished(string id, DateTimeOffset now) =>
        Command($"UPDATE {_table} SET logs = NULL, applied_steps_count = 1, finished_at = $2 WHERE id = $1", id, now);

    /// <summary>Takes a row away that stands for nothing.</summary>
    public NpgsqlBatchCommand Removed(string id) => Command($"DELETE FROM {_table} WHERE id = $1", id);

    private async Task<(bool Exists, bool HasTables)> LookAsync(NpgsqlConnection session, CancellationToken cancel)
    {
        // What an extension brings along (postgis: spatial_ref_sys) is nobody's schema.
        await using var command = new NpgsqlCommand(
            """
            SELECT
                EXISTS (SELECT 1 FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
                    WHERE n.nspname = $1 AND c.relname = $2 AND c.relkind IN ('r', 'p')),
                EXISTS (SELECT 1 FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
                    WHERE n.nspname = $1 AND c.relname <> $2 AND c.relkind IN ('r', 'p') AND NOT EXISTS (
                        SELECT 1 FROM pg_catalog.pg_depend d WHERE d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass
                            AND d.objid = c.oid AND d.deptype = 'e'))
            """,
            session
        );
        command.Parameters.Add(Text(schema));
        command.Parameters.Add(Text(Ledger.TableName));
        await using var reader = await command.ExecuteReaderAsync(cancel);
        await reader.ReadAsync(cancel);
        return (reader.GetBoolean(0), reader.GetBoolean(1));
    }

    private async Task<ValueList<LedgerRow>> ReadRowsAsync(NpgsqlConnection session, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(
            $"""
            SELECT id, checksum, migration_name, started_at, finished_at, rolled_back_at, left(logs, 4000), applied_steps_count
            FROM {_table} ORDER BY started_at, id
            """,
            session
        );
        await using var reader = await command.ExecuteReaderAsync(cancel);
        var rows = new List<LedgerRow>();
        while (await reader.ReadAsync(cancel))
            rows.Add(
                new(
                    reader.GetString(0),
                    reader.GetString(1),
                    reader.GetString(2),
                    Time(3)!.Value,
                    Time(4),
                    Time(5),
                    reader.IsDBNull(6) ? null : reader.GetString(6),
                    reader.GetInt32(7)
                )
            );
        return rows.ToValueList();

        DateTimeOffset? Time(int column) =>
            reader.IsDBNull(column) ? null : new DateTimeOffset(reader.GetDateTime(column), TimeSpan.Zero);
    }

    private static NpgsqlBatchCommand Command(string sql, params ReadOnlySpan<object?> values)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var value in values)
            command.Parameters.Add(
                value switch
                {
                    string text => Text(text),
                    int number => new() { NpgsqlDbType = NpgsqlDbType.Integer, Value = number },
                    // Prisma keeps milliseconds.
                    DateTimeOffset time => new()
                    {
                        NpgsqlDbType = NpgsqlDbType.TimestampTz,
                        Value = new DateTime(
                            time.UtcTicks - time.UtcTicks % TimeSpan.TicksPerMillisecond,
                            DateTimeKind.Utc
                        ),
                    },
                    _ => new() { NpgsqlDbType = NpgsqlDbType.Text, Value = DBNull.Value },
                }
            );
        return command;
    }

    private static NpgsqlParameter Text(string text) => new() { NpgsqlDbType = NpgsqlDbType.Text, Value = text };
}
