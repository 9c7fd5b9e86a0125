using System.Collections.Frozen;

namespace Levee.Core.Schema;

/// <summary>What constants of a type's defaults are.</summary>
internal enum LiteralKind
{
    Text,
    Json,
    Integer,
    BigInteger,
    Number,
    Boolean,
    DateTime,
    Bytes,
    Enum,

    /// <summary>Never understood: uuid, and every type that the schema language has no word for.</summary>
    Opaque,
}

/// <summary>The types behind <c>@db.</c>, and the type of a field that names none.</summary>
public static class NativeTypes
{
    /// <param name="Sql">As a script writes it.</param>
    /// <param name="Catalog">As <c>pg_type</c> has it.</param>
    /// <param name="Brin">How the names of its operator classes for BRIN begin in the schema language; null where there
    /// are none.</param>
    /// <param name="Parameters">How many may be given. All of them are optional, but either none or all are
    /// given.</param>
    internal sealed record Row(
        NativeType Type,
        ScalarType Scalar,
        string Sql,
        string Catalog,
        LiteralKind Literal,
        string? Brin,
        int Parameters = 0
    );

    private static Row RowOf(NativeType type) =>
        type switch
        {
            NativeType.SmallInt => new(type, ScalarType.Int, "SMALLINT", "int2", LiteralKind.Integer, "Int2"),
            NativeType.Integer => new(type, ScalarType.Int, "INTEGER", "int4", LiteralKind.Integer, "Int4"),
            NativeType.Oid => new(type, ScalarType.Int, "OID", "oid", LiteralKind.Integer, "Oid"),
            NativeType.BigInt => new(type, ScalarType.BigInt, "BIGINT", "int8", LiteralKind.BigInteger, "Int8"),
            NativeType.Real => new(type, ScalarType.Float, "REAL", "float4", LiteralKind.Number, "Float4"),
            NativeType.DoublePrecision => new(
                type,
                ScalarType.Float,
                "DOUBLE PRECISION",
                "float8",
                LiteralKind.Number,
                "Float8"
            ),
            NativeType.Decimal => new(type, ScalarType.Decimal, "DECIMAL", "numeric", LiteralKind.Number, "Numeric", 2),
            NativeType.Money => new(type, ScalarType.Decimal, "MONEY", "money", LiteralKind.Number, null),
            NativeType.Boolean => new(type, ScalarType.Boolean, "BOOLEAN", "bool", LiteralKind.Boolean, null),
            NativeType.Text => new(type, ScalarType.String, "TEXT", "text", LiteralKind.Text, "Text"),
            NativeType.Citext => new(type, ScalarType.String, "CITEXT", "citext", LiteralKind.Text, null),
            NativeType.VarChar => new(type, ScalarType.String, "VARCHAR", "varchar", LiteralKind.Text, "Text", 1),
            NativeType.Char => new(type, ScalarType.String, "CHAR", "bpchar", LiteralKind.Text, "Bpchar", 1),
            NativeType.Bit => new(type, ScalarType.String, "BIT", "bit", LiteralKind.Text, "Bit", 1),
            NativeType.VarBit => new(type, ScalarType.String, "VARBIT", "varbit", LiteralKind.Text, "VarBit", 1),
            NativeType.Uuid => new(type, ScalarType.String, "UUID", "uuid", LiteralKind.Opaque, "Uuid"),
            NativeType.Xml => new(type, ScalarType.String, "XML", "xml", LiteralKind.Text, null),
            NativeType.Inet => new(type, ScalarType.String, "INET", "inet", LiteralKind.Text, "Inet"),
            NativeType.Json => new(type, ScalarType.Json, "JSON", "json", LiteralKind.Json, null),
            NativeType.JsonB => new(type, ScalarType.Json, "JSONB", "jsonb", LiteralKind.Json, null),
            NativeType.ByteA => new(type, ScalarType.Bytes, "BYTEA", "bytea", LiteralKind.Bytes, "Bytea"),
            NativeType.Timestamp => new(
                type,
                ScalarType.DateTime,
                "TIMESTAMP",
                "timestamp",
                LiteralKind.DateTime,
                "Timestamp",
                1
            ),
            NativeType.Timestamptz => new(
                type,
                ScalarType.DateTime,
                "TIMESTAMPTZ",
                "timestamptz",
                LiteralKind.DateTime,
                "TimestampTz",
                1
            ),
            NativeType.Date => new(type, ScalarType.DateTime, "DATE", "date", LiteralKind.DateTime, "Date"),
            NativeType.Time => new(type, ScalarType.DateTime, "TIME", "time", LiteralKind.DateTime, "Time", 1),
            NativeType.Timetz => new(type, ScalarType.DateTime, "TIMETZ", "timetz", LiteralKind.DateTime, "TimeTz", 1),
        };

    private static readonly Row[] Rows = Array.ConvertAll(Enum.GetValues<NativeType>(), RowOf);
    private static readonly FrozenDictionary<string, Row> ByName = Rows.ToFrozenDictionary(row => row.Type.ToString());
    private static readonly FrozenDictionary<string, NativeType> ByCatalogName = Rows.ToFrozenDictionary(
        row => row.Catalog,
        row => row.Type
    );

    internal static IEnumerable<string> Names => Rows.Select(row => row.Type.ToString());

    internal static Row Of(NativeType type) => Rows[(int)type];

    internal static Row? Find(string name) => ByName.GetValueOrDefault(name);

    /// <param name="name">As <c>pg_type</c> has it; the one byte of <c>"char"</c> counts as CHAR.</param>
    public static NativeType? OfCatalog(string name) =>
        name == "char" ? NativeType.Char
        : ByCatalogName.TryGetValue(name, out var type) ? type
        : null;

    /// <summary>The type of a column as a field has it: <c>String? @db.Char(3)</c>.</summary>
    public static string Write(Column column)
    {
        if (column.Type is not ColumnType.Native native)
            return column.Type is ColumnType.Enum named ? named.Name.Name : "Unsupported";
        var arity = column.Arity switch
        {
            Arity.Required => "",
            Arity.Nullable => "?",
            Arity.List => "[]",
        };
        int?[] sizes = [native.First, native.Second];
        var size = native.First is null ? "" : $"({string.Join(", ", sizes.OfType<int>())})";
        return $"{Of(native.Type).Scalar}{arity} @db.{native.Type}{size}";
    }

    public static ColumnType.Native DefaultOf(ScalarType scalar) => Defaults[scalar];

    private static readonly FrozenDictionary<ScalarType, ColumnType.Native> Defaults = Enum.GetValues<ScalarType>()
        .ToFrozenDictionary(
            scalar => scalar,
            scalar =>
                scalar switch
                {
                    ScalarType.String => new ColumnType.Native(NativeType.Text),
                    ScalarType.Boolean => new(NativeType.Boolean),
                    ScalarType.Int => new(NativeType.Integer),
                    ScalarType.BigInt => new(NativeType.BigInt),
                    ScalarType.Float => new(NativeType.DoublePrecision),
                    ScalarType.Decimal => new(NativeType.Decimal, 65, 30),
                    ScalarType.DateTime => new(NativeType.Timestamp, 3),
                    ScalarType.Json => new(NativeType.JsonB),
                    ScalarType.Bytes => new(NativeType.ByteA),
                }
        );
}
