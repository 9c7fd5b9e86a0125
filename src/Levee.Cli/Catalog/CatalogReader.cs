using Levee.Core;
using Levee.Core.Diagnostics;
using Levee.Core.Schema;
using Npgsql;

namespace Levee.Cli.Catalog;

/// <summary>Reads what a database holds, as Prisma's engine would read it, in one round trip.</summary>
public static class CatalogReader
{
    private const string DefaultNamespace = "public";

    private static readonly string[] Queries =
    [
        "namespaces",
        "extensions",
        "enums",
        "tables",
        "columns",
        "indexes",
        "foreign_keys",
        "unmodelled",
    ];

    /// <summary>Reads the schemas that <paramref name="like"/> names; where it names none, the one of the connection:
    /// its <c>Search Path</c>, else <c>public</c>.</summary>
    /// <param name="like">What the answer will be compared with: its style is taken over.</param>
    /// <exception cref="LeveeException"><c>cross-schema-reference</c>: a foreign key leads out of the schemas that are
    /// read.</exception>
    public static async Task<DatabaseSchema> ReadAsync(
        NpgsqlConnection connection,
        DatabaseSchema like,
        CancellationToken cancel
    )
    {
        var isNamed = like.Namespaces.Count > 0;
        string[] namespaces = isNamed ? [.. like.Namespaces] : [DefaultOf(connection)];
        await using var batch = BatchOf(connection, Queries, namespaces);
        await using var reader = await batch.ExecuteReaderAsync(cancel);

        var existing = await ReadRowsAsync(reader, row => row.GetString(0), cancel);
        var extensions = await NextAsync(reader, ReadExtension, cancel);
        var rows = new CatalogRows(isNamed);
        var enums = await NextAsync(
            reader,
            row => new EnumType(rows.Name(row.GetString(0), row.GetString(1)), TextArray.Read(row, 2)),
            cancel
        );
        var tables = await NextAsync(
            reader,
            row => (Id: row.GetInt64(0), Name: rows.Name(row.GetString(1), row.GetString(2))),
            cancel
        );
        var readNamespaces = namespaces.ToHashSet(StringComparer.Ordinal);
        var columns = await ReadColumnsAsync(reader, rows, readNamespaces, cancel);
        var indexes = (await NextAsync(reader, CatalogRows.IndexPart, cancel)).ToLookup(row => row.Table);
        var keys = (await NextAsync(reader, rows.ForeignKey, cancel)).ToLookup(row => row.Table);
        var unmodelled = await NextAsync(
            reader,
            row => new UnmodelledObject(row.GetString(0), row.GetString(1)),
            cancel
        );

        CheckReferences(tables, keys, readNamespaces, like.External);
        var schema = new DatabaseSchema(
            SchemaOrigin.Catalog,
            isNamed ? existing.ToValueList() : [],
            extensions.ToValueList(),
            enums.ToValueList(),
            tables
                .Select(table =>
                    CatalogRows.Table(
                        table.Name,
                        columns[table.Id],
                        indexes[table.Id],
                        keys[table.Id].Where(row => !LeadsOut(row, readNamespaces)).Select(row => row.Key)
                    )
                )
                .ToValueList(),
            unmodelled.ToValueList()
        )
        {
            Style = like.Style,
            ComparesPredicates = like.ComparesPredicates,
        };
        return schema.Without(like.External);
    }

    /// <summary>Reads the tables of one namespace, without their foreign keys. Their names are those of the catalog.</summary>
    /// <param name="like">Says which enums count as such.</param>
    internal static async Task<ValueList<Table>> ReadTablesAsync(
        NpgsqlConnection connection,
        string @namespace,
        DatabaseSchema like,
        CancellationToken cancel
    )
    {
        var isNamed = like.Namespaces.Count > 0;
        await using var batch = BatchOf(connection, ["tables", "columns", "indexes"], [@namespace]);
        await using var reader = await batch.ExecuteReaderAsync(cancel);
        var rows = new CatalogRows(isNamed);
        var tables = await ReadRowsAsync(
            reader,
            row => (Id: row.GetInt64(0), Name: new ObjectName(null, row.GetString(2))),
            cancel
        );
        var namespaces = (isNamed ? [.. like.Namespaces] : (string[])[DefaultOf(connection)]).ToHashSet();
        var columns = await ReadColumnsAsync(reader, rows, namespaces, cancel);
        var indexes = (await NextAsync(reader, CatalogRows.IndexPart, cancel)).ToLookup(row => row.Table);
        return tables
            .Select(table => CatalogRows.Table(table.Name, columns[table.Id], indexes[table.Id], []))
            .ToValueList();
    }

    private static Extension ReadExtension(NpgsqlDataReader row) =>
        new(row.GetString(0), row.GetString(1), row.GetString(2), row.GetBoolean(3));

    private static async Task<ILookup<long, Column>> ReadColumnsAsync(
        NpgsqlDataReader reader,
        CatalogRows rows,
        HashSet<string> namespaces,
        CancellationToken cancel
    ) =>
        (await NextAsync(reader, row => rows.Column(row, namespaces), cancel)).ToLookup(
            row => row.Table,
            row => row.Column
        );

    private static NpgsqlBatch BatchOf(NpgsqlConnection connection, string[] queries, string[] namespaces)
    {
        var batch = new NpgsqlBatch(connection);
        foreach (var query in queries)
        {
            var command = new NpgsqlBatchCommand(CatalogQuery.Text(query));
            command.Parameters.Add(TextArray.Parameter(namespaces));
            batch.BatchCommands.Add(command);
        }
        return batch;
    }

    private static bool LeadsOut(CatalogRows.ForeignKeyRow row, HashSet<string> namespaces) =>
        !namespaces.Contains(row.ReferencedNamespace);

    private static string DefaultOf(NpgsqlConnection connection) =>
        new NpgsqlConnectionStringBuilder(connection.ConnectionString).SearchPath is { Length: > 0 } path
            ? path.Trim('"')
            : DefaultNamespace;

    private static void CheckReferences(
        List<(long Id, ObjectName Name)> tables,
        ILookup<long, CatalogRows.ForeignKeyRow> keys,
        HashSet<string> namespaces,
        ExternalObjects external
    )
    {
        var outside = tables
            .SelectMany(table =>
                keys[table.Id]
                    .Where(row =>
                        LeadsOut(row, namespaces)
                        && !external.MayBeLedTo(new(row.ReferencedNamespace, row.Key.ReferencedTable.Name))
                    )
                    .Select(row => (table.Name, Row: row))
            )
            .Select(key =>
                Diagnostic.Error(
                    "cross-schema-reference",
                    $"the foreign key {key.Row.Key.Name} of {key.Name} leads to the table {key.Row.Key.ReferencedTable.Name} "
                        + $"of {key.Row.ReferencedNamespace}, a schema that is not read"
                ) with
                {
                    Help =
                    [
                        $"where that table is not yours to migrate, name it in levee.toml: external = [\"{key.Row.ReferencedNamespace}.*\"] under [environment]",
                        $"else add \"{key.Row.ReferencedNamespace}\" to the schemas of the datasource",
                    ],
                }
            )
            .ToValueList();
        if (outside.Count > 0)
            throw new LeveeException(outside);
    }

    private static async Task<List<T>> NextAsync<T>(
        NpgsqlDataReader reader,
        Func<NpgsqlDataReader, T> read,
        CancellationToken cancel
    )
    {
        await reader.NextResultAsync(cancel);
        return await ReadRowsAsync(reader, read, cancel);
    }

    private static async Task<List<T>> ReadRowsAsync<T>(
        NpgsqlDataReader reader,
        Func<NpgsqlDataReader, T> read,
        CancellationToken cancel
    )
    {
        var rows = new List<T>();
        while (await reader.ReadAsync(cancel))
            rows.Add(read(reader));
        return rows;
    }
}
