namespace Levee.Core.Schema;

/// <summary>The types that the schema language has for fields.</summary>
public enum ScalarType
{
    String,
    Boolean,
    Int,
    BigInt,
    Float,
    Decimal,
    DateTime,
    Json,
    Bytes,
}
