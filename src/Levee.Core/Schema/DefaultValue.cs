namespace Levee.Core.Schema;

/// <summary>The default of a column. A column without one has null.</summary>
public abstract record DefaultValue
{
    private DefaultValue() { }

    public sealed record Value(LiteralValue Literal) : DefaultValue;

    /// <summary>CURRENT_TIMESTAMP.</summary>
    public sealed record Now : DefaultValue;

    /// <summary>The next number of a sequence.</summary>
    /// <param name="Name">As read from the catalog, unqualified; empty on the schema side, which does not name it.</param>
    public sealed record Sequence(string Name) : DefaultValue
    {
        /// <summary>The PostgreSQL schema of the sequence; null where unknown.</summary>
        public string? Namespace { get; init; }
    }

    /// <summary>An expression that only PostgreSQL understands.</summary>
    /// <param name="Text">Null for <c>dbgenerated()</c>, which says that there is a default but not which.</param>
    public sealed record Expression(string? Text) : DefaultValue;
}

/// <summary>A constant in a default.</summary>
public abstract record LiteralValue
{
    private LiteralValue() { }

    public sealed record Text(string Value) : LiteralValue;

    /// <summary>Int. Beyond 32 bits is allowed, as Prisma allows it.</summary>
    public sealed record Integer(long Value) : LiteralValue;

    /// <summary>BigInt.</summary>
    public sealed record BigInteger(long Value) : LiteralValue;

    /// <summary>Float and Decimal: canonical decimal text, digits after the point kept, no exponent.</summary>
    public sealed record Number(string Value) : LiteralValue;

    public sealed record Boolean(bool Value) : LiteralValue;

    /// <param name="Value">The text as written; compared as JSON.</param>
    public sealed record Json(string Value) : LiteralValue;

    /// <param name="Value">Lower-case hexadecimal without <c>\x</c>.</param>
    public sealed record Bytes(string Value) : LiteralValue;

    /// <param name="Value">As PostgreSQL is to read it: <c>2024-01-02 03:04:05.600 +00:00</c>.</param>
    public sealed record DateTime(string Value) : LiteralValue;

    /// <param name="Value">The label in the database.</param>
    public sealed record EnumLabel(string Value) : LiteralValue;

    public sealed record List(ValueList<LiteralValue> Items) : LiteralValue;
}
