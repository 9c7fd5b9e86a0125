using Levee.Cli.Replay;
using Levee.Core;
using Levee.Core.Effects;
using Levee.Core.Rehearsals;
using Levee.Core.Schema;
using Npgsql;

namespace Levee.Cli.Rehearsals;

/// <summary>Reads the rows of tables after a statement that updated or deleted some of them.</summary>
/// <param name="tables">As they were before the script.</param>
internal sealed class ImageReader(IReadOnlyList<SeenTable> tables)
{
    private const string Settings = """
        SELECT pg_catalog.set_config('timezone', 'UTC', true), pg_catalog.set_config('datestyle', 'ISO, YMD', true),
               pg_catalog.set_config('intervalstyle', 'postgres', true), pg_catalog.set_config('extra_float_digits', '1', true),
               pg_catalog.set_config('bytea_output', 'hex', true), pg_catalog.set_config('search_path', 'pg_catalog, public', true)
        """;

    /// <param name="changed">What PostgreSQL said that the statement changed, by the names at that time.</param>
    public async Task ReadAsync(
        NpgsqlConnection session,
        int statement,
        Pair<StatementProbe> probes,
        IReadOnlySet<RelationName> changed,
        Dictionary<(int, long), TableImage> images,
        CancellationToken cancel
    )
    {
        foreach (var table in tables)
        {
            var now = Now(table, probes.After);
            if (now.Columns.Count == 0 || !IsChanged(now, probes, changed))
                continue;
            // As the rows before the script were written, whatever it set; what is undone gives its settings back.
            var isInTransaction = await SetSavepointAsync(session, cancel);
            await SendAsync(session, isInTransaction ? [Settings] : ["BEGIN", Settings], cancel);
            var snapshot = await SnapshotReader.WithRowsAsync(
                session,
                DatabaseSnapshot.Empty with
                {
                    Tables = [now],
                },
                [now],
                cancel
            );
            await SendAsync(
                session,
                isInTransaction ? ["ROLLBACK TO SAVEPOINT levee_look", "RELEASE SAVEPOINT levee_look"] : ["ROLLBACK"],
                cancel
            );
            // A partitioned table has none of its own.
            if (snapshot.Rows is [var read, ..])
                images[(statement, table.Oid)] = new(read.Columns, read.Rows);
        }
    }

    private static async Task SendAsync(NpgsqlConnection session, string[] statements, CancellationToken cancel)
    {
        await using var batch = new NpgsqlBatch(session);
        foreach (var statement in statements)
            batch.BatchCommands.Add(new(statement));
        await batch.ExecuteNonQueryAsync(cancel);
    }

    /// <returns>False outside of a transaction: a file that runs statement by statement.</returns>
    private static async Task<bool> SetSavepointAsync(NpgsqlConnection session, CancellationToken cancel)
    {
        try
        {
            await SendAsync(session, ["SAVEPOINT levee_look"], cancel);
            return true;
        }
        catch (PostgresException error) when (error.SqlState == PostgresErrorCodes.NoActiveSqlTransaction)
        {
            return false;
        }
    }

    // Outside of a transaction the server forgets its counters with every statement.
    private static bool IsChanged(SeenTable table, Pair<StatementProbe> probes, IReadOnlySet<RelationName> changed)
    {
        if (!probes.After.Files.ContainsKey(table.Oid))
            return false;
        if (changed.Contains(new(table.Schema, table.Name)))
            return true;
        var (before, after) = (probes.Before.WritesTo(table.Oid), probes.After.WritesTo(table.Oid));
        return after.Updated + after.Deleted > 0 && (after.Updated, after.Deleted) != (before.Updated, before.Deleted);
    }

    /// <summary>The table with the columns that are left of it, by the names that it and they have now.</summary>
    private static SeenTable Now(SeenTable table, StatementProbe probe)
    {
        var name = probe.Names.TryGetValue(table.Oid, out var given) ? given : new(table.Schema, table.Name);
        if (!probe.ColumnNames.TryGetValue(table.Oid, out var names))
            return table with { Schema = name.Schema, Name = name.Name };
        return table with
        {
            Schema = name.Schema,
            Name = name.Name,
            Columns = table
                .Columns.Where(column => names.ContainsKey(column.Number))
                .Select(column => column with { Name = names[column.Number] })
                .ToValueList(),
        };
    }
}
