using Levee.Core.Sql;

namespace Levee.Core.Effects;

/// <summary>
/// What a database holds, by identity: oids, attribute numbers and enum label oids tell a renamed thing from a dropped one
/// whose name was taken over. System schemas, temporary objects and what belongs to an extension are left out.
/// </summary>
/// <param name="Rows">The rows of the tables that were looked at. A table without an entry was not looked at.</param>
public sealed record DatabaseSnapshot(
    ValueList<SeenTable> Tables,
    ValueList<SeenIndex> Indexes,
    ValueList<SeenConstraint> Constraints,
    ValueList<SeenType> Types,
    ValueList<SeenSequence> Sequences,
    ValueList<SeenLargeObject> LargeObjects,
    ValueList<SeenCode> Code,
    ValueList<SeenRows> Rows
)
{
    public static readonly DatabaseSnapshot Empty = new([], [], [], [], [], [], [], []);
}

/// <param name="FileNode">Another number is another file: the table was rewritten.</param>
/// <param name="Parent">The oid of the partitioned table that it is a partition of; zero for none.</param>
public sealed record SeenTable(
    long Oid,
    string Schema,
    string Name,
    RelationKind Kind,
    long FileNode,
    long Parent,
    ValueList<SeenColumn> Columns
)
{
    /// <summary><c>public.users</c>: never quoted.</summary>
    public string FullName => $"{Schema}.{Name}";

    /// <summary>As it is written in SQL.</summary>
    public string Quoted => $"{Identifier.Quote(Schema)}.{Identifier.Quote(Name)}";

    public SeenColumn? FindColumn(int number) => Columns.FirstOrDefault(column => column.Number == number);

    public SeenColumn? FindColumn(string name) => Columns.FirstOrDefault(column => column.Name == name);
}

/// <param name="Number">The attribute number: stays when the column is renamed.</param>
/// <param name="Type">As <c>format_type</c> gives it.</param>
/// <param name="TypeOid">Of the type itself, without its length.</param>
/// <param name="Element">The element's type oid of an array; zero otherwise.</param>
/// <param name="Default">The expression of its default, or of a generated column; null for none.</param>
/// <param name="IsGenerated">Whether its value is computed from other columns.</param>
public sealed record SeenColumn(
    int Number,
    string Name,
    string Type,
    long TypeOid,
    TypeKind TypeKind,
    long Element,
    bool IsRequired,
    string? Default,
    IdentityKind Identity,
    bool IsGenerated
)
{
    /// <summary>Whether it is computed whenever somebody reads it, and stored nowhere.</summary>
    public bool IsVirtual { get; init; }

    /// <summary>Whether the server fills it in with a number of a sequence.</summary>
    public bool IsNumbered =>
        Identity != IdentityKind.None || (Default?.StartsWith("nextval(", StringComparison.Ordinal) ?? false);
}

/// <param name="Keys">Attribute numbers of the key columns, zero for an expression.</param>
/// <param name="Expressions">Null where there is none.</param>
/// <param name="Predicate">Null for a full index.</param>
/// <param name="Equality">By key what counts as equal there: the operator class without what only serves patterns, and the
/// collation where it is one that takes different texts for equal ones.</param>
/// <param name="NullsAreEqual">Whether a unique index takes two NULLs for equal: NULLS NOT DISTINCT.</param>
/// <param name="Constraint">The oid of the constraint that it enforces; zero for none.</param>
/// <param name="Parent">The index of the partitioned table that it is part of; zero for none.</param>
public sealed record SeenIndex(
    long Oid,
    string Schema,
    string Name,
    long Table,
    bool IsUnique,
    bool IsValid,
    ValueList<int> Keys,
    string? Expressions,
    string? Predicate,
    string Equality,
    bool NullsAreEqual,
    long Constraint,
    long Parent
)
{
    /// <summary>Of each key its operator class (which also says what kind of index it is), collation and order.</summary>
    public ValueList<string> KeyOptions { get; init; } = [];
}

/// <param name="Table">Zero for the constraint of a domain.</param>
/// <param name="Domain">Zero for the constraint of a table.</param>
/// <param name="Target">The referenced table of a foreign key; zero otherwise.</param>
/// <param name="Operators">What else it says: the operators of an exclusion, WITHOUT OVERLAPS or PERIOD, MATCH FULL. Empty for
/// an ordinary rule.</param>
/// <param name="IsEnforced">False since PostgreSQL 18 for a rule that has a name and does nothing.</param>
/// <param name="Parent">The constraint of the partitioned table that it is part of; zero for none.</param>
public sealed record SeenConstraint(
    long Oid,
    string Name,
    ConstraintKind Kind,
    long Table,
    long Domain,
    ValueList<int> Keys,
    long Target,
    ValueList<int> TargetKeys,
    string Operators,
    bool IsEnforced,
    bool IsValidated,
    long Parent,
    string Definition
);

/// <param name="Labels">Of an enum, in their order.</param>
/// <param name="Shape">What a domain is based on, or the attributes of a composite type.</param>
public sealed record SeenType(
    long Oid,
    string Schema,
    string Name,
    TypeKind Kind,
    ValueList<SeenLabel> Labels,
    string Shape
)
{
    public string FullName => $"{Schema}.{Name}";
}

public readonly record struct SeenLabel(long Oid, string Text);

/// <param name="OwnerTable">The table of the column that it belongs to; zero for none.</param>
/// <param name="Next">The number that the next call gives.</param>
public sealed record SeenSequence(
    long Oid,
    string Schema,
    string Name,
    long OwnerTable,
    int OwnerColumn,
    long Increment,
    long Next
)
{
    /// <summary>Whether it begins anew after its last number: it gives numbers again by design.</summary>
    public bool IsCyclic { get; init; }

    public string FullName => $"{Schema}.{Name}";
    public string Quoted => $"{Identifier.Quote(Schema)}.{Identifier.Quote(Name)}";
}

/// <param name="Digest">Of its content.</param>
public readonly record struct SeenLargeObject(long Oid, string Digest);

/// <summary>What is no data: schemas, views, functions, triggers, policies, extensions.</summary>
/// <param name="Kind">In PostgreSQL's words.</param>
/// <param name="Table">The table that it hangs on; zero for none.</param>
public sealed record SeenCode(string Kind, long Oid, string Name, long Table, string Definition)
{
    /// <summary>Whether it gives an operator or a conversion its meaning.</summary>
    public bool IsOperatorOrCast => Kind is "operator" or "cast";

    /// <summary>Whether a trigger fires on <c>insert</c>, <c>update</c>, <c>delete</c> or <c>truncate</c>; one that does not say fires
    /// on all of them.</summary>
    public bool FiresOn(string verb) =>
        !Definition.Contains(':', StringComparison.Ordinal)
        || Definition.Contains(' ' + verb, StringComparison.Ordinal);
}

/// <param name="Columns">The attribute numbers of the values in each row.</param>
/// <param name="Key">Attribute numbers of the primary key; empty where there is none.</param>
public sealed record SeenRows(long Table, ValueList<int> Columns, ValueList<int> Key, ValueList<SeenRow> Rows);

/// <param name="Values">As PostgreSQL writes them, null for NULL.</param>
public sealed record SeenRow(ValueList<string?> Values);
