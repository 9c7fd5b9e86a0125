using Levee.Core;
using Levee.Core.Schema;
using Npgsql;

namespace Levee.Cli.Catalog;

/// <summary>Rows of the catalog queries as parts of a schema.</summary>
/// <param name="isNamed">Whether names carry their namespace.</param>
internal sealed class CatalogRows(bool isNamed)
{
    public readonly record struct ColumnRow(long Table, Column Column);

    public readonly record struct IndexPartRow(
        long Table,
        string Index,
        bool IsPrimary,
        bool IsUnique,
        string Method,
        bool IsConstraint,
        string? Predicate,
        string? Column,
        bool IsIncluded,
        bool IsDescending,
        OperatorClass? OperatorClass,
        string? Details
    );

    public readonly record struct ForeignKeyRow(long Table, ForeignKey Key, string ReferencedNamespace);

    public ObjectName Name(string @namespace, string name) => new(isNamed ? @namespace : null, name);

    public ColumnRow Column(NpgsqlDataReader row, HashSet<string> namespaces)
    {
        var typeNamespace = row.GetString(3);
        var isEnum = row.GetBoolean(4) && namespaces.Contains(typeNamespace);
        var isList = row.GetBoolean(5);
        var typeName = row.GetString(2);
        var type = isEnum
            ? new ColumnType.Enum(Name(typeNamespace, typeName))
            : CatalogTypes.Read(typeName, typeNamespace, row.GetInt32(6), isList, Text(row, 11));
        var arity =
            isList ? Arity.List
            : row.GetBoolean(7) ? Arity.Required
            : Arity.Nullable;
        var isIdentity = row.GetBoolean(8);
        var isGenerated = row.GetBoolean(9);
        var printed = Text(row, 10);
        var column = new Column(row.GetString(1), type, arity, null, isIdentity)
        {
            IsIdentity = isIdentity,
            IsGenerated = isGenerated,
            PrintedDefault = printed,
            Domain = Text(row, 12),
        };
        var @default = DefaultOf(column);
        return new(
            row.GetInt64(0),
            column with
            {
                Default = @default,
                AutoIncrement = isIdentity || @default is DefaultValue.Sequence,
            }
        );
    }

    /// <summary>The default that the column's printed one stands for.</summary>
    public static DefaultValue? DefaultOf(Column column) =>
        column switch
        {
            { PrintedDefault: null } or { IsIdentity: true } => null,
            { IsGenerated: true, PrintedDefault: { } expression } => new DefaultValue.Expression(expression),
            { PrintedDefault: { } printed } => DefaultParser.Parse(printed, column.Type, column.Arity),
        };

    public static IndexPartRow IndexPart(NpgsqlDataReader row) =>
        new(
            row.GetInt64(0),
            row.GetString(1),
            row.GetBoolean(2),
            row.GetBoolean(3),
            row.GetString(4),
            row.GetBoolean(5),
            Text(row, 6),
            Text(row, 7),
            row.GetBoolean(8),
            row.GetBoolean(9),
            Text(row, 10) is { } name ? new(name, row.GetBoolean(11)) : null,
            Text(row, 12)
        );

    public ForeignKeyRow ForeignKey(NpgsqlDataReader row) =>
        new(
            row.GetInt64(0),
            new(
                row.GetString(1),
                TextArray.Read(row, 2),
                Name(row.GetString(3), row.GetString(4)),
                TextArray.Read(row, 5),
                Action(row.GetString(6)),
                Action(row.GetString(7))
            ),
            row.GetString(3)
        );

    public static Table Table(
        ObjectName name,
        IEnumerable<Column> columns,
        IEnumerable<IndexPartRow> indexParts,
        IEnumerable<ForeignKey> keys
    )
    {
        // Over an expression: not an index to Prisma.
        var indexes = indexParts
            .GroupBy(part => part.Index, StringComparer.Ordinal)
            .Select(parts => parts.ToList())
            .Where(parts => parts.TrueForAll(part => part.Column is not null))
            .ToList();
        var primary = indexes.Find(parts => parts[0].IsPrimary);
        return new(
            name,
            columns.ToValueList(),
            primary is null
                ? null
                : new(
                    primary[0].Index,
                    primary.Where(part => !part.IsIncluded).Select(part => part.Column!).ToValueList()
                ),
            indexes.Where(parts => !parts[0].IsPrimary).Select(Index).OfType<TableIndex>().ToValueList(),
            keys.ToValueList()
        );
    }

    // An access method that came with an extension (bloom) is none that the schema language knows.
    private static TableIndex? Index(List<IndexPartRow> parts) =>
        Algorithm(parts[0].Method) is not { } algorithm
            ? null
            : new(
                parts[0].Index,
                parts[0].IsUnique,
                algorithm,
                parts
                    .Select(part => new IndexColumn(
                        part.Column!,
                        part.IsDescending ? SortOrder.Descending : SortOrder.Ascending,
                        part.OperatorClass
                    )
                    {
                        Details = part.Details,
                    })
                    .ToValueList(),
                parts[0].Predicate
            )
            {
                IsConstraint = parts[0].IsConstraint,
                IncludedColumns = parts.Count(part => part.IsIncluded),
            };

    private static IndexAlgorithm? Algorithm(string method) =>
        method switch
        {
            "btree" => IndexAlgorithm.BTree,
            "hash" => IndexAlgorithm.Hash,
            "gist" => IndexAlgorithm.Gist,
            "gin" => IndexAlgorithm.Gin,
            "spgist" => IndexAlgorithm.SpGist,
            "brin" => IndexAlgorithm.Brin,
            _ => null,
        };

    private static ReferentialAction Action(string letter) =>
        letter switch
        {
            "a" => ReferentialAction.NoAction,
            "r" => ReferentialAction.Restrict,
            "c" => ReferentialAction.Cascade,
            "n" => ReferentialAction.SetNull,
            "d" => ReferentialAction.SetDefault,
            _ => throw new InvalidOperationException($"pg_constraint has the action {letter}"),
        };

    private static string? Text(NpgsqlDataReader row, int column) =>
        row.IsDBNull(column) ? null : row.GetString(column);
}
