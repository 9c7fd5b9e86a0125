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

    public async Task ReadAsync(
        NpgsqlConnection session,
        int statement,
        Pair<StatementProbe> probes,
        Dictionary<(int, long), TableImage> images,
        CancellationToken cancel
    )
    {
        foreach (var table in tables.Where(table => IsChanged(table, probes)))
        {
            var now = Now(table, probes.After);
            if (now.Columns.Count == 0)
                continue;
            // As the rows before the script were written, whatever it set; the savepoint gives its settings back.
            await SendAsync(session, ["SAVEPOINT levee_look", Settings], cancel);
            var snapshot = await SnapshotReader.WithRowsAsync(
                session,
                DatabaseSnapshot.Empty with
                {
                    Tables = [now],
                },
                [now],
                cancel
            );
            await SendAsync(session, ["ROLLBACK TO SAVEPOINT levee_look", "RELEASE SAVEPOINT levee_look"], cancel);
            images[(statement, table.Oid)] = new(snapshot.Rows[0].Columns, snapshot.Rows[0].Rows);
        }
    }

    private static async Task SendAsync(NpgsqlConnection session, string[] statements, CancellationToken cancel)
    {
        await using var batch = new NpgsqlBatch(session);
        foreach (var statement in statements)
            batch.BatchCommands.Add(new(statement));
        await batch.ExecuteNonQueryAsync(cancel);
    }

    // Outside of a transaction the server forgets its counters with every statement.
    private static bool IsChanged(SeenTable table, Pair<StatementProbe> probes)
    {
        if (!probes.After.Files.ContainsKey(table.Oid))
            return false;
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
