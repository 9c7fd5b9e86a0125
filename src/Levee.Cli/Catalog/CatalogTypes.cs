using Levee.Core.Schema;

namespace Levee.Cli.Catalog;

/// <summary>The catalog's types by the schema language's names.</summary>
internal static class CatalogTypes
{
    /// <param name="name">As <c>pg_type</c> has it, of the element where it is a list.</param>
    /// <param name="modifier">Length or precision as <c>atttypmod</c> packs it, −1 for none.</param>
    /// <param name="printed">As <c>format_type</c> gives it; null where the schema language certainly has the
    /// type.</param>
    public static ColumnType Read(string name, string @namespace, int modifier, bool isList, string? printed)
    {
        // Citext lives where its extension was put; a type that merely bears the name of a built-in one does not count.
        if (@namespace != "pg_catalog" && name != "citext")
            return new ColumnType.Unsupported(printed ?? name);
        const int Header = 4;
        int? length = modifier < 0 ? null : modifier;
        // Prisma's engine reads six digits where none are written, but not of a list.
        int? precision = length ?? (isList ? null : 6);
        return name switch
        {
            "int2" => new ColumnType.Native(NativeType.SmallInt),
            "int4" => new ColumnType.Native(NativeType.Integer),
            "int8" => new ColumnType.Native(NativeType.BigInt),
            "oid" => new ColumnType.Native(NativeType.Oid),
            "float4" => new ColumnType.Native(NativeType.Real),
            "float8" => new ColumnType.Native(NativeType.DoublePrecision),
            "numeric" => length is { } packed
                ? new ColumnType.Native(NativeType.Decimal, (packed - Header) >> 16, ScaleOf(packed - Header))
                : new ColumnType.Native(NativeType.Decimal),
            "money" => new ColumnType.Native(NativeType.Money),
            "bool" => new ColumnType.Native(NativeType.Boolean),
            "text" => new ColumnType.Native(NativeType.Text),
            "citext" => new ColumnType.Native(NativeType.Citext),
            "varchar" => new ColumnType.Native(NativeType.VarChar, length - Header),
            "bpchar" => new ColumnType.Native(NativeType.Char, length - Header),
            "char" => new ColumnType.Native(NativeType.Char),
            "bit" => new ColumnType.Native(NativeType.Bit, length),
            "varbit" => new ColumnType.Native(NativeType.VarBit, length),
            "uuid" => new ColumnType.Native(NativeType.Uuid),
            "xml" => new ColumnType.Native(NativeType.Xml),
            "inet" => new ColumnType.Native(NativeType.Inet),
            "json" => new ColumnType.Native(NativeType.Json),
            "jsonb" => new ColumnType.Native(NativeType.JsonB),
            "bytea" => new ColumnType.Native(NativeType.ByteA),
            "timestamp" => new ColumnType.Native(NativeType.Timestamp, precision),
            "timestamptz" => new ColumnType.Native(NativeType.Timestamptz, precision),
            "date" => new ColumnType.Native(NativeType.Date),
            "time" => new ColumnType.Native(NativeType.Time, precision),
            "timetz" => new ColumnType.Native(NativeType.Timetz, precision),
            _ => new ColumnType.Unsupported(printed ?? name),
        };
    }

    // Eleven bits with a sign: a scale may be negative from PostgreSQL 15 on.
    private static int ScaleOf(int packed) => ((packed & 0x7FF) ^ 0x400) - 0x400;
}
