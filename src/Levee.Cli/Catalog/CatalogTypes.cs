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
        return NativeTypes.OfCatalog(name) switch
        {
            null => new ColumnType.Unsupported(printed ?? name),
            NativeType.Decimal when length is { } packed => new ColumnType.Native(
                NativeType.Decimal,
                (packed - Header) >> 16,
                ScaleOf(packed - Header)
            ),
            { } type and (NativeType.VarChar or NativeType.Char) => new ColumnType.Native(type, length - Header),
            { } type and (NativeType.Bit or NativeType.VarBit) => new ColumnType.Native(type, length),
            { } type and (NativeType.Timestamp or NativeType.Timestamptz or NativeType.Time or NativeType.Timetz) =>
                new ColumnType.Native(type, precision),
            { } type => new ColumnType.Native(type),
        };
    }

    // Eleven bits with a sign: a scale may be negative from PostgreSQL 15 on.
    private static int ScaleOf(int packed) => ((packed & 0x7FF) ^ 0x400) - 0x400;
}
