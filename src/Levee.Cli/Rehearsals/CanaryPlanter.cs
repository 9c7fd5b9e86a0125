using System.Text;
using Levee.Cli.Catalog;
using Levee.Cli.Server;
using Levee.Core;
using Levee.Core.Canaries;
using Levee.Core.Effects;
using Levee.Core.Rehearsals;
using Levee.Core.Sql;
using Npgsql;

namespace Levee.Cli.Rehearsals;

/// <summary>Puts made-up rows into a copy of a database: without its triggers, each row an attempt of its own.</summary>
internal static class CanaryPlanter
{
    /// <summary>All at once where they fit, else one by one: a row that a rule refuses costs only itself. A row that is refused is
    /// tried once more as the plainer one, where there are such.</summary>
    private const string Function = """
        CREATE FUNCTION pg_temp.levee_plant(head text, body text[], plainer text[], tail text) RETURNS int LANGUAGE plpgsql AS $$
        DECLARE one text; planted int := 0; suffix text := tail;
        BEGIN
            BEGIN
                EXECUTE head || pg_catalog.array_to_string(body, ', ') || tail;
                GET DIAGNOSTICS planted = ROW_COUNT;
                RETURN planted;
            EXCEPTION
                -- A deferrable constraint allows no ON CONFLICT, and a table with rules does not either.
                WHEN object_not_in_prerequisite_state OR feature_not_supported THEN suffix := '';
                WHEN OTHERS THEN NULL;
            END;
            planted := 0;
            FOR i IN 1 .. pg_catalog.cardinality(body) LOOP
                FOREACH one IN ARRAY body[i : i] || plainer[i : i] LOOP
                    BEGIN
                        EXECUTE head || one || suffix;
                        planted := planted + 1;
                        EXIT;
                    EXCEPTION
                        WHEN object_not_in_prerequisite_state OR feature_not_supported THEN
                            BEGIN
                                EXECUTE head || one;
                                planted := planted + 1;
                                EXIT;
                            EXCEPTION WHEN OTHERS THEN NULL;
                            END;
                        WHEN OTHERS THEN NULL;
                    END;
                    EXIT WHEN plainer[i] = body[i];
                END LOOP;
            END LOOP;
            RETURN planted;
        END $$
        """;

    private const string LargeObjects = """
        SELECT pg_catalog.lo_create(n) FROM pg_catalog.generate_series(1, 3) n
        WHERE NOT EXISTS (SELECT 1 FROM pg_catalog.pg_largeobject_metadata WHERE oid = n)
        """;

    /// <summary>What stands beside tables: large objects, and sequences that have given numbers.</summary>
    public static async Task PlaceAsync(NpgsqlConnection session, DatabaseSnapshot database, CancellationToken cancel)
    {
        await using var batch = new NpgsqlBatch(session);
        AddLargeObjects(batch);
        foreach (var position in Positions(database, []))
            batch.BatchCommands.Add(new(position));
        await batch.ExecuteNonQueryAsync(cancel);
    }

    /// <returns>How many rows each table took.</returns>
    public static async Task<ValueList<PlantedRows>> PlantAsync(
        NpgsqlConnection session,
        DatabaseSnapshot database,
        ValueList<CanaryTable> tables,
        CancellationToken cancel
    )
    {
        var filled = tables.Where(table => table.Rows.Count > 0).ToList();
        if (filled.Count == 0)
            return [];
        await using var batch = new NpgsqlBatch(session);
        batch.BatchCommands.Add(new($"CALL pg_catalog.{session.UserName}('replica')"));
        batch.BatchCommands.Add(new(Function));
        AddLargeObjects(batch);
        foreach (var table in filled)
            batch.BatchCommands.Add(Plant(database, table));
        foreach (var orphans in filled.SelectMany(table => Orphans(database, table)).Reverse())
            batch.BatchCommands.Add(new(orphans));
        foreach (var position in Positions(database, filled))
            batch.BatchCommands.Add(new(position));
        batch.BatchCommands.Add(new("DROP FUNCTION pg_temp.levee_plant(text, text[], text[], text)"));
        batch.BatchCommands.Add(new($"CALL pg_catalog.{session.UserName}('origin')"));

        await using var reader = await batch.ExecuteReaderAsync(cancel);
        await reader.NextResultAsync(cancel); // the large objects come first
        var planted = new List<PlantedRows>();
        foreach (var table in filled)
        {
            await reader.ReadAsync(cancel);
            planted.Add(new(table.Table.FullName, reader.GetInt32(0)));
            await reader.NextResultAsync(cancel);
        }
        return planted.ToValueList();
    }

    // They are the owner's, whose script may unlink them.
    private static void AddLargeObjects(NpgsqlBatch batch)
    {
        batch.BatchCommands.Add(new($"SET ROLE {ServerRoles.Owner}"));
        batch.BatchCommands.Add(new(LargeObjects));
        batch.BatchCommands.Add(new("RESET ROLE"));
    }

    private static NpgsqlBatchCommand Plant(DatabaseSnapshot database, CanaryTable table)
    {
        var checkedColumns = table
            .Columns.Where(column => !column.IsRequired && IsChecked(database, table.Table, column))
            .ToHashSet();
        var plainer = checkedColumns.Count == 0 ? [] : table.Rows.Select(row => Row(Plainer(row)));
        var columns = string.Join(", ", table.Columns.Select(column => Identifier.Quote(column.Name)));
        var command = new NpgsqlBatchCommand("SELECT pg_temp.levee_plant($1, $2::text[], $3::text[], $4)");
        var head = $"INSERT INTO {table.Table.Quoted} ({columns}) OVERRIDING SYSTEM VALUE VALUES ";
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = head });
        command.Parameters.Add(TextArray.Parameter(table.Rows.Select(row => Row(row.Values))));
        command.Parameters.Add(TextArray.Parameter(plainer));
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = " ON CONFLICT DO NOTHING" });
        return command;

        IEnumerable<string?> Plainer(CanaryRow row) =>
            row.Values.Select((value, place) => checkedColumns.Contains(table.Columns[place]) ? null : value);
    }

    // A rule of its own, or of its domain: it may ask for what nobody made up, and lets NULL pass.
    private static bool IsChecked(DatabaseSnapshot database, SeenTable table, SeenColumn column) =>
        column.TypeKind == TypeKind.Domain
        || database.Constraints.Any(rule =>
            rule.Kind is ConstraintKind.Check or ConstraintKind.Exclusion
            && rule.Table == table.Oid
            && rule.Keys.Contains(column.Number)
        );

    private static string Row(IEnumerable<string?> values)
    {
        var text = new StringBuilder("(");
        foreach (var value in values)
        {
            text.Append(text.Length > 1 ? ", " : "");
            text.Append(value is null ? "NULL" : Identifier.QuoteText(value));
        }
        return text.Append(')').ToString();
    }

    // A child whose parent was refused would be one that no real database holds.
    private static IEnumerable<string> Orphans(DatabaseSnapshot database, CanaryTable table)
    {
        foreach (
            var key in database.Constraints.Where(constraint =>
                constraint.Kind == ConstraintKind.ForeignKey && constraint.Table == table.Table.Oid
            )
        )
        {
            if (database.Tables.FirstOrDefault(parent => parent.Oid == key.Target) is not { } parent)
                continue;
            var pairs = key
                .Keys.Zip(key.TargetKeys)
                .Select(pair => (Child: table.Table.FindColumn(pair.First), Parent: parent.FindColumn(pair.Second)))
                .ToList();
            if (pairs.Exists(pair => pair.Child is null || pair.Parent is null))
                continue;
            yield return $"""
                DELETE FROM {table.Table.Quoted} c
                WHERE {string.Join(
                    " AND ",
                    pairs.Select(pair => $"c.{Identifier.Quote(pair.Child!.Name)} IS NOT NULL")
                )}
                  AND NOT EXISTS (SELECT 1 FROM {parent.Quoted} p WHERE {string.Join(
                    " AND ",
                    pairs.Select(pair =>
                        $"p.{Identifier.Quote(pair.Parent!.Name)} = c.{Identifier.Quote(pair.Child!.Name)}"
                    )
                )})
                """;
        }
    }

    // As far on as the rows are: a real sequence has given the numbers that are in its table.
    private static IEnumerable<string> Positions(DatabaseSnapshot database, List<CanaryTable> filled)
    {
        var byOid = filled.ToDictionary(table => table.Table.Oid);
        foreach (var sequence in database.Sequences.Where(sequence => sequence.Increment > 0))
        {
            if (sequence.OwnerTable == 0)
            {
                yield return $"""
                    SELECT pg_catalog.setval({sequence.Oid}::pg_catalog.regclass,
                                             least(s.last_value::pg_catalog.numeric + 8 * q.seqincrement,
                                                   greatest(s.last_value, q.seqmax - 2 * q.seqincrement::pg_catalog.numeric))::int8)
                    FROM {sequence.Quoted} s, pg_catalog.pg_sequence q WHERE q.seqrelid = {sequence.Oid}
                    """;
            }
            else if (
                byOid.TryGetValue(sequence.OwnerTable, out var table)
                // A text may be numbered, too.
                && table.Table.FindColumn(sequence.OwnerColumn)
                    is { Type: "smallint" or "integer" or "bigint" or "numeric" } column
            )
            {
                var name = Identifier.Quote(column.Name);
                yield return $"""
                    SELECT pg_catalog.setval({sequence.Oid}::pg_catalog.regclass,
                                             least(greatest(pg_catalog.max({name}), pg_catalog.max(q.seqmin)), pg_catalog.max(q.seqmax))::int8)
                    FROM {table.Table.Quoted}, pg_catalog.pg_sequence q
                    WHERE q.seqrelid = {sequence.Oid} HAVING pg_catalog.max({name}) >= 1
                    """;
            }
        }
    }
}
