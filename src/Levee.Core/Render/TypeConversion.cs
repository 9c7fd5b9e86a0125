using Levee.Core.Schema;
using static Levee.Core.Schema.NativeType;

namespace Levee.Core.Render;

/// <summary>
/// The way from one type to another that PostgreSQL does not go by itself. Prisma's engine takes these for casts like any
/// other, and its script is refused.
/// </summary>
internal enum TypeConversion
{
    /// <summary>PostgreSQL casts by itself.</summary>
    Automatic,
    ByText,
    ByNumber,
    ByTime,
    IntoList,
    OutOfList,
}

internal static class TypeConversions
{
    public static TypeConversion Of(Pair<Column> column) =>
        (
            column.Before.Type,
            column.After.Type,
            column.Before.Arity == Arity.List,
            column.After.Arity == Arity.List
        ) switch
        {
            (ColumnType.Enum, ColumnType.Enum, false, true) => TypeConversion.IntoList,
            (ColumnType.Enum, ColumnType.Enum, true, false) => TypeConversion.OutOfList,
            (ColumnType.Native before, ColumnType.Native after, var one, var other) when one == other => Of(
                before.Type,
                after.Type
            ),
            (ColumnType.Native before, ColumnType.Unsupported after, var one, var other) when one == other => TakesNone(
                after.Text
            ) && !IsKin(before.Type, after.Text)
                ? TypeConversion.ByText
                : TypeConversion.Automatic,
            (ColumnType.Unsupported before, ColumnType.Native after, var one, var other) when one == other => TakesNone(
                before.Text
            )
            && !IsText(after.Type)
            && !IsKin(after.Type, before.Text)
                ? TypeConversion.ByText
                : TypeConversion.Automatic,
            _ => TypeConversion.Automatic,
        };

    private static TypeConversion Of(NativeType before, NativeType after) =>
        (before, after) switch
        {
            _ when before == after || IsText(after) => TypeConversion.Automatic,
            (Money, NativeType.Decimal) => TypeConversion.Automatic,
            (Money, SmallInt or Integer or BigInt or Real or DoublePrecision) => TypeConversion.ByNumber,
            (Money or Citext, _) => TypeConversion.ByText,
            (Timestamp, Timetz) => TypeConversion.ByTime,
            _ => TypeConversion.Automatic,
        };

    private static bool IsText(NativeType type) => type is NativeType.Text or VarChar or NativeType.Char or Citext;

    /// <summary>Built-in types to and from which nothing is cast without being asked.</summary>
    private static bool TakesNone(string type) =>
        type.ToLowerInvariant().Split('(')[0].TrimEnd()
            is "point"
                or "line"
                or "lseg"
                or "box"
                or "path"
                or "polygon"
                or "circle"
                or "tsvector"
                or "tsquery"
                or "interval"
                or "cidr"
                or "macaddr"
                or "macaddr8"
                or "jsonpath"
                or "pg_lsn"
                or "int4range"
                or "int8range"
                or "numrange"
                or "tsrange"
                or "tstzrange"
                or "daterange"
                or "int4multirange"
                or "int8multirange"
                or "nummultirange"
                or "tsmultirange"
                or "tstzmultirange"
                or "datemultirange";

    private static bool IsKin(NativeType native, string unsupported) =>
        (native, unsupported.ToLowerInvariant().Split('(')[0].TrimEnd()) is (Time, "interval") or (Inet, "cidr");
}
