using Levee.Core.Schema;

namespace Levee.Core.Render;

public sealed partial class SqlRenderer
{
    internal string RenderCreateIndex(Table on, TableIndex index)
    {
        var unique = index.IsUnique ? "UNIQUE " : "";
        var place =
            index.Algorithm == IndexAlgorithm.BTree
                ? Name(on.Name)
                : $"{Name(on.Name)} USING {NameOf(index.Algorithm)} ";
        var columns = string.Join(", ", index.Columns.Select(RenderIndexColumn));
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

    private static string RenderIndexColumn(IndexColumn column)
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
    private string RenderDropIndex(Table on, TableIndex index) =>
        index.IsConstraint
            ? $"ALTER TABLE {DroppedName(on.Name)} DROP CONSTRAINT {Quote(index.Name)}"
            : $"DROP INDEX {DroppedName(on.Name with { Name = index.Name })}";

    private string RenderAddForeignKey(Table on, ForeignKey key) =>
        $"ALTER TABLE {Name(on.Name)} ADD CONSTRAINT {Quote(key.Name)} FOREIGN KEY ({QuoteAll(key.Columns)}) "
        + $"REFERENCES {Name(key.ReferencedTable)}({QuoteAll(key.ReferencedColumns)}) "
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
