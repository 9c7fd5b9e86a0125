using Levee.Core.Schema;
using static Levee.Core.Sql.Identifier;

namespace Levee.Core.Render;

/// <summary>Indexes and foreign keys.</summary>
internal sealed class IndexSql(Naming names)
{
    public string Create(Table on, TableIndex index)
    {
        var unique = index.IsUnique ? "UNIQUE " : "";
        var place =
            index.Algorithm == IndexAlgorithm.BTree
                ? names.Of(on.Name)
                : $"{names.Of(on.Name)} USING {NameOf(index.Algorithm)} ";
        var columns = string.Join(", ", index.Columns.Select(Column));
        var where = index.Predicate switch
        {
            null => "",
            // Prisma's engine takes these for a pair, also where they are not: "(a) or (b)".
            ['(', .., ')'] predicate => $" WHERE {predicate}",
            var predicate => $" WHERE ({predicate})",
        };
        return $"CREATE {unique}INDEX {Quote(index.Name)} ON {place}({columns}){where}";
    }

    private static string NameOf(IndexAlgorithm algorithm) =>
        algorithm switch
        {
            IndexAlgorithm.BTree => "BTREE",
            IndexAlgorithm.Hash => "HASH",
            IndexAlgorithm.Gist => "GIST",
            IndexAlgorithm.Gin => "GIN",
            IndexAlgorithm.SpGist => "SPGIST",
            IndexAlgorithm.Brin => "BRIN",
        };

    private static string Column(IndexColumn column)
    {
        var operatorClass = column.OperatorClass is { } name ? $" {name.Name}" : "";
        var sort = column.Sort is { } order ? $" {NameOf(order)}" : "";
        return $"{Quote(column.Name)}{operatorClass}{sort}";
    }

    private static string NameOf(SortOrder order) =>
        order switch
        {
            SortOrder.Ascending => "ASC",
            SortOrder.Descending => "DESC",
        };

    /// <summary>PostgreSQL does not let the index of a constraint be dropped by itself.</summary>
    public string Drop(Table on, TableIndex index) =>
        index.IsConstraint
            ? $"ALTER TABLE {names.Dropped(on.Name)} DROP CONSTRAINT {Quote(index.Name)}"
            : $"DROP INDEX {names.Dropped(on.Name with { Name = index.Name })}";

    public string AddForeignKey(Table on, ForeignKey key) =>
        $"ALTER TABLE {names.Of(on.Name)} ADD CONSTRAINT {Quote(key.Name)} FOREIGN KEY ({QuoteAll(key.Columns)}) "
        + $"REFERENCES {names.Of(key.ReferencedTable)}({QuoteAll(key.ReferencedColumns)}) "
        + $"ON DELETE {NameOf(key.OnDelete)} ON UPDATE {NameOf(key.OnUpdate)}";

    private static string NameOf(ReferentialAction action) =>
        action switch
        {
            ReferentialAction.NoAction => "NO ACTION",
            ReferentialAction.Restrict => "RESTRICT",
            ReferentialAction.Cascade => "CASCADE",
            ReferentialAction.SetNull => "SET NULL",
            ReferentialAction.SetDefault => "SET DEFAULT",
        };
}
