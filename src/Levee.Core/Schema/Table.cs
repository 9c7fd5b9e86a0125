namespace Levee.Core.Schema;

/// <param name="Columns">In the order of the table.</param>
/// <param name="PrimaryKey">Null where the table has none.</param>
/// <param name="Indexes">Without the primary key's. From a schema file: field-level uniques, then <c>@@index</c>, then
/// <c>@@unique</c>; from a catalog: by name.</param>
public sealed record Table(
    ObjectName Name,
    ValueList<Column> Columns,
    PrimaryKey? PrimaryKey,
    ValueList<TableIndex> Indexes,
    ValueList<ForeignKey> ForeignKeys
)
{
    public Column? FindColumn(string name) => Columns.FirstOrDefault(column => column.Name == name);
}

public enum Arity
{
    Required,
    Nullable,

    /// <summary>An array. Prisma never writes NOT NULL for one, and does not compare it.</summary>
    List,
}

/// <param name="Type">The element type where <paramref name="Arity"/> is a list.</param>
/// <param name="Default">Null where there is none. Client-side defaults (uuid, cuid …) are none.</param>
/// <param name="AutoIncrement">Written as SERIAL in a new table; a catalog says so of every <c>nextval</c> and of identity columns.</param>
public sealed record Column(string Name, ColumnType Type, Arity Arity, DefaultValue? Default, bool AutoIncrement)
{
    /// <summary>A catalog's GENERATED … AS IDENTITY: it has no sequence of its own to drop.</summary>
    public bool IsIdentity { get; init; }

    /// <summary>A catalog's GENERATED ALWAYS AS (…) STORED: the expression is no default that could be changed.</summary>
    public bool IsGenerated { get; init; }

    /// <summary>The default as PostgreSQL prints it (<c>pg_get_expr</c>). A catalog says it of every default. Null where there
    /// is none, and of a schema file's.</summary>
    public string? PrintedDefault { get; init; }

    /// <summary>The domain whose base type <see cref="Type"/> is, as PostgreSQL prints it. Only a catalog knows.</summary>
    public string? Domain { get; init; }

    /// <summary>A schema file's column as a catalog would have it. Known only where a server was asked.</summary>
    public Column? Stored { get; init; }

    /// <summary>Prisma's client fills it in (uuid(), cuid(), @updatedAt …), so that rows written by other programs need a value.</summary>
    public bool FilledByClient { get; init; }
}

public sealed record PrimaryKey(string Name, ValueList<string> Columns);

public enum IndexAlgorithm
{
    BTree,
    Hash,
    Gist,
    Gin,
    SpGist,
    Brin,
}

public enum SortOrder
{
    Ascending,
    Descending,
}

/// <param name="IsDefault">Whether leaving it out means the same.</param>
public sealed record OperatorClass(string Name, bool IsDefault);

/// <param name="Sort">Null where the schema file does not say; a catalog always says. Null compares as ascending.</param>
/// <param name="OperatorClass">Null where not stated, which means the default one. A catalog always says it.</param>
public sealed record IndexColumn(string Name, SortOrder? Sort, OperatorClass? OperatorClass)
{
    /// <summary>What else a catalog knows: parameters of the operator class, a collation that is not the column's, an unusual
    /// place for nulls. Null where all is usual, and of a schema file's.</summary>
    public string? Details { get; init; }
}

/// <param name="Columns">Key columns; on the catalog side INCLUDE columns too, as Prisma reads them.</param>
/// <param name="Predicate">The WHERE of a partial index without its keyword; null for a full one. A catalog always says it,
/// also where Prisma's engine would not read the index: the differ knows which ones count.</param>
public sealed record TableIndex(
    string Name,
    bool IsUnique,
    IndexAlgorithm Algorithm,
    ValueList<IndexColumn> Columns,
    string? Predicate
)
{
    /// <summary>A catalog's UNIQUE constraint: PostgreSQL refuses to DROP INDEX it.</summary>
    public bool IsConstraint { get; init; }

    /// <summary>How many of the last <see cref="Columns"/> a catalog has as INCLUDE columns.</summary>
    public int IncludedColumns { get; init; }

    /// <summary>A schema file's index as a catalog would have it. Known only where a server was asked.</summary>
    public TableIndex? Stored { get; init; }
}

public enum ReferentialAction
{
    NoAction,
    Restrict,
    Cascade,
    SetNull,
    SetDefault,
}

public sealed record ForeignKey(
    string Name,
    ValueList<string> Columns,
    ObjectName ReferencedTable,
    ValueList<string> ReferencedColumns,
    ReferentialAction OnDelete,
    ReferentialAction OnUpdate
);
