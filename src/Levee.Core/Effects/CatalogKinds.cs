namespace Levee.Core.Effects;

/// <summary>Of the relations that hold rows: <c>pg_class.relkind</c>.</summary>
public enum RelationKind : byte
{
    Table,

    /// <summary>Holds no rows itself: its partitions do.</summary>
    Partitioned,
    Foreign,
}

/// <summary><c>pg_constraint.contype</c>.</summary>
public enum ConstraintKind : byte
{
    PrimaryKey,
    Unique,
    ForeignKey,
    Check,
    Exclusion,
}

/// <summary><c>pg_type.typtype</c>.</summary>
public enum TypeKind : byte
{
    Base,
    Composite,
    Domain,
    Enum,
    Range,
    Multirange,
    Pseudo,
}

/// <summary>Whether the server numbers a column: <c>pg_attribute.attidentity</c>.</summary>
public enum IdentityKind : byte
{
    None,
    Always,
    ByDefault,
}

/// <summary>The letters that the catalog has for kinds.</summary>
public static class CatalogKinds
{
    /// <exception cref="ArgumentOutOfRangeException">The letter is none of a relation with rows.</exception>
    public static RelationKind ToRelationKind(this char letter) =>
        letter switch
        {
            'r' => RelationKind.Table,
            'p' => RelationKind.Partitioned,
            'f' => RelationKind.Foreign,
            _ => throw new ArgumentOutOfRangeException(nameof(letter), letter, null),
        };

    /// <exception cref="ArgumentOutOfRangeException">The letter is none of a rule over rows.</exception>
    public static ConstraintKind ToConstraintKind(this char letter) =>
        letter switch
        {
            'p' => ConstraintKind.PrimaryKey,
            'u' => ConstraintKind.Unique,
            'f' => ConstraintKind.ForeignKey,
            'c' => ConstraintKind.Check,
            'x' => ConstraintKind.Exclusion,
            _ => throw new ArgumentOutOfRangeException(nameof(letter), letter, null),
        };

    /// <exception cref="ArgumentOutOfRangeException">The letter is none of a type.</exception>
    public static TypeKind ToTypeKind(this char letter) =>
        letter switch
        {
            'b' => TypeKind.Base,
            'c' => TypeKind.Composite,
            'd' => TypeKind.Domain,
            'e' => TypeKind.Enum,
            'r' => TypeKind.Range,
            'm' => TypeKind.Multirange,
            'p' => TypeKind.Pseudo,
            _ => throw new ArgumentOutOfRangeException(nameof(letter), letter, null),
        };

    /// <param name="letter">Blank for a column that is not numbered.</param>
    /// <exception cref="ArgumentOutOfRangeException">The letter is none of a column.</exception>
    public static IdentityKind ToIdentityKind(this char letter) =>
        letter switch
        {
            ' ' => IdentityKind.None,
            'a' => IdentityKind.Always,
            'd' => IdentityKind.ByDefault,
            _ => throw new ArgumentOutOfRangeException(nameof(letter), letter, null),
        };
}
