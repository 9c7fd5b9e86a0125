using Levee.Core.Plan;
using Levee.Core.Schema;

namespace Levee.Core.Diff;

/// <summary>A column that is on both sides, and how it differs.</summary>
internal readonly record struct ColumnChange(Pair<Column> Column, ColumnFlags Flags, TypeCast Cast)
{
    public bool IsRecreated => Cast == TypeCast.Impossible;

    public static ColumnChange Of(Pair<Column> column, SchemaOrigin origin)
    {
        var cast = origin == SchemaOrigin.Catalog && ReadsBackAs(column) ? TypeCast.None : TypeCasts.Between(column);
        var flags =
            (column.Before.Arity == column.After.Arity ? ColumnFlags.None : ColumnFlags.Arity)
            | (Defaults.AreEqual(column, origin) ? ColumnFlags.None : ColumnFlags.Default)
            | (cast == TypeCast.None ? ColumnFlags.None : ColumnFlags.Type)
            | (
                column.Before.AutoIncrement == column.After.AutoIncrement ? ColumnFlags.None : ColumnFlags.AutoIncrement
            );
        return new(column, column.Before.IsGenerated ? flags & ~NotOfAGeneratedColumn : flags, cast);
    }

    private const ColumnFlags NotOfAGeneratedColumn = ColumnFlags.Default | ColumnFlags.AutoIncrement;

    /// <summary>PostgreSQL keeps CHAR as CHAR(1) and BIT as BIT(1). Prisma's engine takes that for a change, for ever.</summary>
    private static bool ReadsBackAs(Pair<Column> column) =>
        column.Before.Arity == Arity.List == (column.After.Arity == Arity.List)
        && column.After.Type is ColumnType.Native { Type: NativeType.Char or NativeType.Bit, First: null } after
        && column.Before.Type == after with { First = 1 };
}
