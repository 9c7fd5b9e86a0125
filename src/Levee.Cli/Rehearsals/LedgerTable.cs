using Levee.Cli.Server;
using Levee.Core;
using Levee.Core.History;
using Npgsql;

namespace Levee.Cli.Rehearsals;

/// <summary>The table in which Prisma writes down what it applied. No migration makes it, and every database that was deployed to
/// has it, with the rows of the history.</summary>
internal static class LedgerTable
{
    public const string Name = "_prisma_migrations";

    public static async Task CreateAsync(
        NpgsqlConnection session,
        ValueList<Migration> history,
        CancellationToken cancel
    )
    {
        await using var batch = new NpgsqlBatch(session);
        // The table is the owner's, as where it was deployed.
        batch.BatchCommands.Add(new($"SET ROLE {ServerRoles.Owner}"));
        batch.BatchCommands.Add(
            new(
                """
                CREATE TABLE IF NOT EXISTS public._prisma_migrations (
                    id varchar(36) PRIMARY KEY NOT NULL,
                    checksum varchar(64) NOT NULL,
                    finished_at timestamptz,
                    migration_name varchar(255) NOT NULL,
                    logs text,
                    rolled_back_at timestamptz,
                    started_at timestamptz NOT NULL DEFAULT pg_catalog.now(),
                    applied_steps_count integer NOT NULL DEFAULT 0
                )
                """
            )
        );
        var rows = new NpgsqlBatchCommand(
            """
            INSERT INTO public._prisma_migrations (id, checksum, finished_at, migration_name, applied_steps_count)
            SELECT pg_catalog.md5(m.name), pg_catalog.repeat(pg_catalog.md5(m.name), 2), pg_catalog.now(), pg_catalog.left(m.name, 255), 1
            FROM pg_catalog.unnest(pg_catalog.string_to_array($1::pg_catalog.text, E'\n')) m(name)
            ON CONFLICT DO NOTHING
            """
        );
        rows.Parameters.Add(
            new NpgsqlParameter<string> { TypedValue = string.Join('\n', history.Select(migration => migration.Name)) }
        );
        batch.BatchCommands.Add(rows);
        batch.BatchCommands.Add(new("RESET ROLE"));
        await batch.ExecuteNonQueryAsync(cancel);
    }
}
