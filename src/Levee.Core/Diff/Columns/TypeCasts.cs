using Levee.Core.Plan;
using Levee.Core.Schema;
using static Levee.Core.Plan.TypeCast;
using static Levee.Core.Schema.NativeType;

namespace Levee.Core.Diff.Columns;

/// <summary>What Prisma's engine thinks of a change of type. PostgreSQL may think otherwise.</summary>
internal static class TypeCasts
{
    public static TypeCast Between(Pair<Column> column) =>
        (column.Before.Type, column.After.Type) switch
        {
            (ColumnType.Enum before, ColumnType.Enum after) => TableKey.Of(before.Name) == TableKey.Of(after.Name)
                ? None
                : Impossible,
            (ColumnType.Enum, _) or (_, ColumnType.Enum) => Impossible,
            var types => (column.Before.Arity == Arity.List, column.After.Arity == Arity.List) switch
            {
                (true, false) => FromList(types.Item2),
                (false, true) => Impossible,
                _ => Between(types.Item1, types.Item2),
            },
        };

    private static TypeCast FromList(ColumnType after) =>
        after switch
        {
            ColumnType.Native { Type: NativeType.Text } or ColumnType.Native { Type: VarChar, First: null } => Safe,
            ColumnType.Native { Type: VarChar or NativeType.Char } => Risky,
            _ => Impossible,
        };

    private static TypeCast Between(ColumnType before, ColumnType after) =>
        (before, after) switch
        {
            // Prisma never compares two types that it does not know.
            (ColumnType.Unsupported, ColumnType.Unsupported) => None,
            (ColumnType.Native one, ColumnType.Native other) => one == other ? None : Between(one, other),
            _ => Risky,
        };

    private static TypeCast Between(ColumnType.Native before, ColumnType.Native after) =>
        before.Type switch
        {
            SmallInt => FromInteger(after, digits: 3, width: 4, [Integer, BigInt, Real, DoublePrecision], []),
            Integer => FromInteger(after, digits: 10, width: 11, [BigInt, Real, DoublePrecision], [SmallInt]),
            BigInt => FromInteger(after, digits: 19, width: 20, [Real, DoublePrecision], [SmallInt, Integer]),
            NativeType.Decimal => FromDecimal(before, after),
            Real => FromNumber(after, width: 47, [DoublePrecision], [SmallInt, Integer, BigInt, NativeType.Decimal]),
            DoublePrecision => FromNumber(after, width: 317, [], [SmallInt, Integer, BigInt, NativeType.Decimal, Real]),
            Money => after.Type is NativeType.Text or Citext or VarChar ? Safe : Risky,
            Citext => after.Type is NativeType.Text or VarChar ? Safe : Risky,
            Oid => after.Type is NativeType.Text or VarChar or BigInt or Integer ? Safe : Impossible,
            Inet => after.Type is NativeType.Text or Citext or VarChar ? Safe : Impossible,
            VarChar when before.First is null => FromUnboundedText(after),
            NativeType.Char when before.First is null => FromUnboundedChar(after),
            VarChar or NativeType.Char => FromBoundedText(before.First.Value, after),
            NativeType.Text => FromText(after),
            ByteA => FromBytes(after),
            Timestamp => FromTime(before, after, width: 22, [Timestamptz, Date, Time, Timetz], ownPrecision: true),
            Timestamptz => FromTime(before, after, width: 27, [Timestamp, Date, Time, Timetz], ownPrecision: true),
            Date => FromTime(before, after, width: 27, [Timestamp, Timestamptz], ownPrecision: false),
            Time => FromTime(before, after, width: 13, [Timetz], ownPrecision: false),
            Timetz => FromTime(before, after, width: 18, [Time], ownPrecision: true),
            NativeType.Boolean => FromBoolean(after),
            Bit when before.First is null => after.Type is NativeType.Text or VarChar or NativeType.Char or VarBit
                ? Safe
                : Impossible,
            Bit => FromBits(before.First.Value, after),
            VarBit when before.First is null => after.Type switch
            {
                NativeType.Text => Safe,
                VarChar => after.First is null ? Safe : Risky,
                NativeType.Char or Bit => Risky,
                _ => Impossible,
            },
            VarBit => FromVaryingBits(before.First.Value, after),
            Uuid => FromUuid(after),
            Xml => FromDocument(after, []),
            Json => FromDocument(after, [JsonB]),
            JsonB => FromDocument(after, [Json]),
        };

    private static TypeCast FromText(ColumnType.Native after) =>
        after.Type switch
        {
            VarChar when after.First is null => Safe,
            Citext => Safe,
            VarChar or NativeType.Char => Risky,
            _ => Impossible,
        };

    private static TypeCast FromBytes(ColumnType.Native after) =>
        after.Type switch
        {
            NativeType.Text => Safe,
            VarChar when after.First is null => Safe,
            VarChar or NativeType.Char when after.First > 2 => Risky,
            _ => Impossible,
        };

    private static TypeCast FromBoolean(ColumnType.Native after) =>
        after.Type switch
        {
            NativeType.Text or VarChar => Safe,
            NativeType.Char when after.First > 4 => Safe,
            NativeType.Char when after.First == 4 => Risky,
            _ => Impossible,
        };

    private static TypeCast FromUuid(ColumnType.Native after) =>
        after.Type switch
        {
            NativeType.Text => Safe,
            VarChar when after.First is null or > 31 => Safe,
            NativeType.Char when after.First > 31 => Safe,
            _ => Impossible,
        };

    /// <param name="digits">How many digits before the point a decimal needs for every value.</param>
    /// <param name="width">How many characters a text needs for every value.</param>
    private static TypeCast FromInteger(
        ColumnType.Native after,
        int digits,
        int width,
        ReadOnlySpan<NativeType> safe,
        ReadOnlySpan<NativeType> risky
    ) =>
        after.Type switch
        {
            NativeType.Decimal => after.First is null || after.First - (after.Second ?? 0) >= digits ? Safe : Risky,
            _ => FromNumber(after, width, safe, risky),
        };

    private static TypeCast FromNumber(
        ColumnType.Native after,
        int width,
        ReadOnlySpan<NativeType> safe,
        ReadOnlySpan<NativeType> risky
    ) =>
        after.Type switch
        {
            NativeType.Text => Safe,
            VarChar => after.First is null || after.First >= width ? Safe : Risky,
            NativeType.Char => after.First >= width ? Safe : Risky,
            var type when safe.Contains(type) => Safe,
            var type when risky.Contains(type) => Risky,
            _ => Impossible,
        };

    private static TypeCast FromDecimal(ColumnType.Native before, ColumnType.Native after)
    {
        // PostgreSQL's limits stand in for a decimal without any.
        var (precision, scale) = (before.First ?? 131072 + 16383, before.Second ?? (before.First is null ? 16383 : 0));
        var whole = precision - scale;
        return after.Type switch
        {
            NativeType.Text => Safe,
            VarChar when after.First is null => Safe,
            NativeType.Decimal when after.First is null => Safe,
            NativeType.Decimal when before.First is null => after.First >= 131072 && after.Second >= 16383
                ? Safe
                : Risky,
            NativeType.Decimal => whole <= after.First - (after.Second ?? 0) && scale <= (after.Second ?? 0)
                ? Safe
                : Risky,
            SmallInt => scale == 0 && precision <= 2 ? Safe : Risky,
            Integer => scale == 0 && precision <= 9 ? Safe : Risky,
            BigInt => scale == 0 && precision <= 18 ? Safe : Risky,
            VarChar or NativeType.Char when before.First is null => after.First >= 131073 ? Safe : Risky,
            VarChar or NativeType.Char => after.First >= precision + (scale == 0 ? 1 : 2) ? Safe : Risky,
            Real or DoublePrecision => Risky,
            _ => Impossible,
        };
    }

    private static TypeCast FromUnboundedText(ColumnType.Native after) =>
        after.Type switch
        {
            NativeType.Text => Safe,
            VarChar or NativeType.Char => Risky,
            _ => Impossible,
        };

    private static TypeCast FromUnboundedChar(ColumnType.Native after) =>
        after.Type switch
        {
            NativeType.Text or VarChar => Safe,
            NativeType.Char => Safe,
            _ => Impossible,
        };

    private static TypeCast FromBoundedText(int length, ColumnType.Native after) =>
        after.Type switch
        {
            NativeType.Text => Safe,
            VarChar when after.First is null => Safe,
            VarChar or NativeType.Char when after.First >= length => Safe,
            NativeType.Char when after.First is null && length == 1 => Safe,
            VarChar or NativeType.Char => Risky,
            _ => Impossible,
        };

    private static TypeCast FromTime(
        ColumnType.Native before,
        ColumnType.Native after,
        int width,
        ReadOnlySpan<NativeType> safe,
        bool ownPrecision
    ) =>
        after.Type switch
        {
            NativeType.Text => Safe,
            VarChar when after.First is null || after.First > width => Safe,
            NativeType.Char when after.First > width => Safe,
            var type when type == before.Type => before.First is null || after.First is null ? None
            : ownPrecision ? Safe
            : Impossible,
            var type when safe.Contains(type) => Safe,
            _ => Impossible,
        };

    private static TypeCast FromBits(int length, ColumnType.Native after) =>
        after.Type switch
        {
            NativeType.Text => Safe,
            VarChar or VarBit when after.First is null || after.First >= length => Safe,
            NativeType.Char when after.First >= length => Safe,
            _ => Impossible,
        };

    private static TypeCast FromVaryingBits(int length, ColumnType.Native after) =>
        after.Type switch
        {
            NativeType.Text => Safe,
            VarChar or VarBit when after.First is null => Safe,
            VarBit when after.First > length => Safe,
            VarChar or NativeType.Char => after.First >= length ? Safe : Risky,
            Bit when after.First is null || after.First <= length => Risky,
            _ => Impossible,
        };

    private static TypeCast FromDocument(ColumnType.Native after, ReadOnlySpan<NativeType> safe) =>
        after.Type switch
        {
            NativeType.Text => Safe,
            VarChar => after.First is null ? Safe : Risky,
            NativeType.Char => Risky,
            var type when safe.Contains(type) => Safe,
            _ => Impossible,
        };
}
