namespace Levee.Core.Schema;

/// <summary>The type of a column or of a list's element.</summary>
public abstract record ColumnType
{
    private ColumnType() { }

    /// <param name="First">Length or precision; null where none is written.</param>
    /// <param name="Second">Scale of a decimal; null where none is written.</param>
    public sealed record Native(NativeType Type, int? First = null, int? Second = null) : ColumnType;

    public sealed record Enum(ObjectName Name) : ColumnType;

    /// <param name="Text">The type as the schema writes it in <c>Unsupported("…")</c>, or as <c>format_type</c> gives it.</param>
    public sealed record Unsupported(string Text) : ColumnType;
}

/// <summary>The types that the schema language can name, by their name in <c>@db.</c>.</summary>
public enum NativeType
{
    SmallInt,
    Integer,
    BigInt,
    Oid,
    Real,
    DoublePrecision,
    Decimal,
    Money,
    Boolean,
    Text,
    Citext,
    VarChar,
    Char,
    Bit,
    VarBit,
    Uuid,
    Xml,
    Inet,
    Json,
    JsonB,
    ByteA,
    Timestamp,
    Timestamptz,
    Date,
    Time,
    Timetz,
}
