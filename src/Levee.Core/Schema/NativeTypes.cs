using System.Collections.Frozen;

namespace Levee.Core.Schema;

/// <summary>The types behind <c>@db.</c>, and the type of a field that names none.</summary>
internal static class NativeTypes
{
    /// <param name="Parameters">How many may be given. All of them are optional, but either none or all are
    /// given.</param>
    public sealed record Row(NativeType Type, ScalarType Scalar, int Parameters = 0);

    private static readonly Dictionary<string, Row> Rows = new Row[]
    {
        new(NativeType.SmallInt, ScalarType.Int),
        new(NativeType.Integer, ScalarType.Int),
        new(NativeType.Oid, ScalarType.Int),
        new(NativeType.BigInt, ScalarType.BigInt),
        new(NativeType.Real, ScalarType.Float),
        new(NativeType.DoublePrecision, ScalarType.Float),
        new(NativeType.Decimal, ScalarType.Decimal, 2),
        new(NativeType.Money, ScalarType.Decimal),
        new(NativeType.Boolean, ScalarType.Boolean),
        new(NativeType.Text, ScalarType.String),
        new(NativeType.Citext, ScalarType.String),
        new(NativeType.VarChar, ScalarType.String, 1),
        new(NativeType.Char, ScalarType.String, 1),
        new(NativeType.Bit, ScalarType.String, 1),
        new(NativeType.VarBit, ScalarType.String, 1),
        new(NativeType.Uuid, ScalarType.String),
        new(NativeType.Xml, ScalarType.String),
        new(NativeType.Inet, ScalarType.String),
        new(NativeType.Json, ScalarType.Json),
        new(NativeType.JsonB, ScalarType.Json),
        new(NativeType.ByteA, ScalarType.Bytes),
        new(NativeType.Timestamp, ScalarType.DateTime, 1),
        new(NativeType.Timestamptz, ScalarType.DateTime, 1),
        new(NativeType.Date, ScalarType.DateTime),
        new(NativeType.Time, ScalarType.DateTime, 1),
        new(NativeType.Timetz, ScalarType.DateTime, 1),
    }.ToDictionary(row => row.Type.ToString());

    public static IEnumerable<string> Names => Rows.Keys;

    public static Row? Find(string name) => Rows.GetValueOrDefault(name);

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
        return $"{Rows[native.Type.ToString()].Scalar}{arity} @db.{native.Type}{size}";
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
