using System.Globalization;
using System.Text.Json;
using Levee.Cli.Catalog;
using Levee.Core;
using Levee.Core.Effects;
using Levee.Core.Sql;
using Levee.Core.Text;
using Npgsql;

namespace Levee.Cli.Replay;

/// <summary>Reads what a database holds, by identity.</summary>
internal static class SnapshotReader
{
    /// <summary>A table with more rows than this is judged by its first ones.</summary>
    private const int MostRows = 2000;

    private static readonly Lazy<ValueList<string>> CatalogQueries = new(() => Queries("catalog.sql"));

    public static ValueList<string> Queries(string file, string folder = "Rehearsals")
    {
        using var stream = typeof(SnapshotReader).Assembly.GetManifestResourceStream($"Levee.Cli.{folder}.{file}")!;
        using var reader = new StreamReader(stream);
        return ScriptReader
            .Read(new SourceText(file, reader.ReadToEnd()))
            .Statements.Select(statement => statement.Text)
            .ToValueList();
    }

    /// <summary>Readies a session to be read from: whatever a migration set for the database, two snapshots must be written
    /// alike.</summary>
    public static async Task PrepareAsync(NpgsqlConnection session, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(
            """
            SELECT pg_catalog.set_config('timezone', 'UTC', false), pg_catalog.set_config('datestyle', 'ISO, YMD', false),
                   pg_catalog.set_config('intervalstyle', 'postgres', false), pg_catalog.set_config('extra_float_digits', '1', false),
                   pg_catalog.set_config('bytea_output', 'hex', false), pg_catalog.set_config('search_path', 'pg_catalog, public', false),
                   pg_catalog.set_config('quote_all_identifiers', 'off', false), pg_catalog.set_config('row_security', 'off', false)
            """,
            session
        );
        await command.ExecuteNonQueryAsync(cancel);
    }

    /// <summary>Everything but rows and the positions of sequences: one round trip.</summary>
    /// <param name="session">After <see cref="PrepareAsync"/>.</param>
    public static async Task<DatabaseSnapshot> ReadCatalogAsync(NpgsqlConnection session, CancellationToken cancel)
    {
        await using var batch = new NpgsqlBatch(session);
        foreach (var query in CatalogQueries.Value)
            batch.BatchCommands.Add(new(query));
        await using var reader = await batch.ExecuteReaderAsync(cancel);
        var tables = await ReadAsync(reader, ReadTable, cancel);
        var columns = (await ReadAsync(reader, ReadColumn, cancel)).ToLookup(pair => pair.Table, pair => pair.Column);
        var indexes = await ReadAsync(reader, ReadIndex, cancel);
        var constraints = await ReadAsync(reader, ReadConstraint, cancel);
        var types = await ReadAsync(reader, ReadType, cancel);
        var sequences = await ReadAsync(reader, ReadSequence, cancel);
        var largeObjects = await ReadAsync(reader, ReadLargeObject, cancel);
        var code = await ReadAsync(reader, ReadCode, cancel);
        return new(
            tables.Select(table => table with { Columns = columns[table.Oid].ToValueList() }).ToValueList(),
            indexes,
            constraints,
            types,
            sequences,
            largeObjects,
            code,
            []
        );
    }

    private static SeenTable ReadTable(NpgsqlDataReader row) =>
        new(
            row.GetInt64(0),
            row.GetString(1),
            row.GetString(2),
            row.GetString(3)[0].ToRelationKind(),
            row.GetInt64(4),
            row.GetInt64(5),
            []
        );

    private static SeenIndex ReadIndex(NpgsqlDataReader row) =>
        new(
            row.GetInt64(0),
            row.GetString(1),
            row.GetString(2),
            row.GetInt64(3),
            row.GetBoolean(4),
            row.GetBoolean(5),
            Numbers(Text(row, 6)),
            Text(row, 7),
            Text(row, 8),
            row.GetString(9),
            row.GetBoolean(10),
            row.GetInt64(11),
            row.GetInt64(12)
        )
        {
            KeyOptions = row.GetString(13).Split(' ').ToValueList(),
        };

    private static SeenConstraint ReadConstraint(NpgsqlDataReader row) =>
        new(
            row.GetInt64(0),
            row.GetString(1),
            row.GetString(2)[0].ToConstraintKind(),
            row.GetInt64(3),
            row.GetInt64(4),
            Numbers(Text(row, 5)),
            row.GetInt64(6),
            Numbers(Text(row, 7)),
            row.GetString(8),
            row.GetBoolean(9),
            row.GetBoolean(10),
            row.GetInt64(11),
            row.GetString(12)
        );

    private static SeenType ReadType(NpgsqlDataReader row) =>
        new(
            row.GetInt64(0),
            row.GetString(1),
            row.GetString(2),
            row.GetString(3)[0].ToTypeKind(),
            Labels(Text(row, 4)),
            Text(row, 5) ?? ""
        );

    private static SeenSequence ReadSequence(NpgsqlDataReader row) =>
        new(row.GetInt64(0), row.GetString(1), row.GetString(2), row.GetInt64(3), row.GetInt32(4), row.GetInt64(5), 0)
        {
            IsCyclic = row.GetBoolean(6),
        };

    private static SeenLargeObject ReadLargeObject(NpgsqlDataReader row) => new(row.GetInt64(0), row.GetString(1));

    private static SeenCode ReadCode(NpgsqlDataReader row) =>
        new(row.GetString(0), row.GetInt64(1), row.GetString(2), row.GetInt64(3), Text(row, 4) ?? "");

    public static async Task<DatabaseSnapshot> WithLargeObjectsAsync(
        NpgsqlConnection session,
        DatabaseSnapshot catalog,
        CancellationToken cancel
    )
    {
        var objects = new List<SeenLargeObject>();
        await using var command = new NpgsqlCommand(
            "SELECT oid::int8, pg_catalog.md5(pg_catalog.lo_get(oid)) FROM pg_catalog.pg_largeobject_metadata ORDER BY oid",
            session
        );
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
            objects.Add(new(reader.GetInt64(0), reader.GetString(1)));
        return catalog with { LargeObjects = objects.ToValueList() };
    }

    /// <summary>The catalog with the rows of some tables and the positions of the sequences: one more round trip.</summary>
    public static async Task<DatabaseSnapshot> WithRowsAsync(
        NpgsqlConnection session,
        DatabaseSnapshot catalog,
        IReadOnlyList<SeenTable> tables,
        CancellationToken cancel
    )
    {
        var read = tables.Where(table => table.Kind == RelationKind.Table && table.Columns.Count > 0).ToList();
        await using var batch = new NpgsqlBatch(session);
        if (read.Count > 0)
            batch.BatchCommands.Add(new(string.Join("\nUNION ALL ", read.Select(RowsQuery))));
        if (catalog.Sequences.Count > 0)
            batch.BatchCommands.Add(new(string.Join("\nUNION ALL ", catalog.Sequences.Select(PositionQuery))));
        if (batch.BatchCommands.Count == 0)
            return catalog;

        await using var reader = await batch.ExecuteReaderAsync(cancel);
        var rows = new RowReader();
        var found =
            read.Count == 0
                ? []
                : (
                    await ReadAsync(reader, row => (Oid: row.GetInt64(0), Rows: rows.Read(row, 1)), cancel)
                ).ToDictionary(row => row.Oid, row => row.Rows);
        var positions =
            catalog.Sequences.Count == 0
                ? []
                : (
                    await ReadAsync(
                        reader,
                        row => (Oid: row.GetInt64(0), Last: row.GetInt64(1), IsCalled: row.GetBoolean(2)),
                        cancel
                    )
                ).ToDictionary(row => row.Oid);
        return catalog with
        {
            Rows = read.Select(table => new SeenRows(
                    table.Oid,
                    table.Columns.Select(column => column.Number).ToValueList(),
                    catalog
                        .Constraints.FirstOrDefault(constraint =>
                            constraint.Kind == ConstraintKind.PrimaryKey && constraint.Table == table.Oid
                        )
                        ?.Keys
                        ?? [],
                    found[table.Oid]
                ))
                .ToValueList(),
            Sequences = catalog
                .Sequences.Select(sequence =>
                    sequence with
                    {
                        Next = Next(positions[sequence.Oid].Last, positions[sequence.Oid].IsCalled, sequence.Increment),
                    }
                )
                .ToValueList(),
        };
    }

    private static long Next(long last, bool isCalled, long increment)
    {
        // The last number of a sequence has no next one.
        var next = isCalled ? (Int128)last + increment : last;
        return next > long.MaxValue ? long.MaxValue
            : next < long.MinValue ? long.MinValue
            : (long)next;
    }

    private static string RowsQuery(SeenTable table) =>
        $"""
            SELECT {table.Oid}::int8, (SELECT pg_catalog.convert_to(pg_catalog.json_agg(ARRAY[{string.Join(
                ", ",
                table.Columns.Select(column =>
                    // Nothing is stored, and what it is computed from may be what nobody would enter: a division by zero.
                    column.IsVirtual ? "NULL::pg_catalog.text" : $"t.{Identifier.Quote(column.Name)}::pg_catalog.text"
                )
            )}])::pg_catalog.text, 'UTF8')
            FROM (SELECT {Stored(table)} FROM ONLY {table.Quoted} ORDER BY ctid LIMIT {MostRows}) t)
            """;

    private static string Stored(SeenTable table) =>
        string.Join(
            ", ",
            table.Columns.Where(column => !column.IsVirtual).Select(column => Identifier.Quote(column.Name))
        );

    private static string PositionQuery(SeenSequence sequence) =>
        $"SELECT {sequence.Oid}::int8, last_value, is_called FROM {sequence.Quoted}";

    private static (long Table, SeenColumn Column) ReadColumn(NpgsqlDataReader row) =>
        (
            row.GetInt64(0),
            new(
                row.GetInt32(1),
                row.GetString(2),
                row.GetString(3),
                row.GetInt64(4),
                row.GetString(5)[0].ToTypeKind(),
                row.GetInt64(6),
                row.GetBoolean(7),
                Text(row, 8),
                (row.GetString(9) is { Length: > 0 } identity ? identity[0] : ' ').ToIdentityKind(),
                row.GetBoolean(10)
            )
            {
                IsVirtual = row.GetBoolean(11),
            }
        );

    private static ValueList<SeenLabel> Labels(string? json)
    {
        if (json is null)
            return [];
        using var document = JsonDocument.Parse(json);
        return document
            .RootElement.EnumerateArray()
            .Select(pair => new SeenLabel(
                long.Parse(pair[0].GetString()!, CultureInfo.InvariantCulture),
                pair[1].GetString()!
            ))
            .ToValueList();
    }

    private static ValueList<int> Numbers(string? text) =>
        (text ?? "")
            .Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(number => int.Parse(number, CultureInfo.InvariantCulture))
            .ToValueList();

    private static string? Text(NpgsqlDataReader row, int column) =>
        row.IsDBNull(column) ? null : row.GetString(column);

    /// <summary>The rows of the current result set; goes on to the next.</summary>
    private static async Task<ValueList<T>> ReadAsync<T>(
        NpgsqlDataReader reader,
        Func<NpgsqlDataReader, T> read,
        CancellationToken cancel
    )
    {
        var rows = new List<T>();
        while (await reader.ReadAsync(cancel))
            rows.Add(read(reader));
        await reader.NextResultAsync(cancel);
        return rows.ToValueList();
    }
}
