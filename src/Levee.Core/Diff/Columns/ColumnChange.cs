using Levee.Core.Diff.Defaults;
using Levee.Core.Plan;
using Levee.Core.Schema;

namespace Levee.Core.Diff.Columns;

/// <summary>A column that is on both sides, and how it differs.</summary>
internal readonly record struct ColumnChange(Pair<Column> Column, ColumnFlags Flags, TypeCast Cast)
{
    public bool IsRecreated => Cast == TypeCast.Impossible;

    public static ColumnChange Of(Pair<Column> column, SchemaOrigin origin)
    {
        var stored = origin == SchemaOrigin.Catalog ? column.After.Stored : null;
        var isSpelledOtherwise =
            stored is not null && column.After.Type is ColumnType.Unsupported && HaveSameType(column.Before, stored);
        var cast =
            isSpelledOtherwise || (origin == SchemaOrigin.Catalog && ReadsBackAs(column))
                ? TypeCast.None
                : TypeCasts.Between(column);
        // A list that the file writes as one type is not compared for NOT NULL, like every list.
        var arity = isSpelledOtherwise && stored!.Arity == Arity.List ? Arity.List : column.After.Arity;
        var hasSameDefault =
            cast == TypeCast.None && origin == SchemaOrigin.Catalog
                ? DefaultComparison.AreEqualInCatalog(column)
                : DefaultComparison.AreEqualWithAnotherType(column, origin);
        // It may count up by a default that the file writes as an expression.
        var countsUp =
            hasSameDefault
            && origin == SchemaOrigin.Catalog
            && column.After.Default is DefaultValue.Expression { Text: not null }
                ? column.Before.AutoIncrement
                : column.After.AutoIncrement;
        var flags =
            (column.Before.Arity == arity ? ColumnFlags.None : ColumnFlags.Arity)
            | (hasSameDefault ? ColumnFlags.None : ColumnFlags.Default)
            | (cast == TypeCast.None ? ColumnFlags.None : ColumnFlags.Type)
            | (column.Before.AutoIncrement == countsUp ? ColumnFlags.None : ColumnFlags.AutoIncrement);
        return new(column, column.Before.IsGenerated ? flags & ~NotOfAGeneratedColumn : flags, cast);
    }

    private const ColumnFlags NotOfAGeneratedColumn = ColumnFlags.Default | ColumnFlags.AutoIncrement;

    private static bool HaveSameType(Column one, Column other) =>
        one.Type == other.Type && one.Domain == other.Domain && one.Arity == Arity.List == (other.Arity == Arity.List);

    /// <summary>PostgreSQL keeps CHAR as CHAR(1) and BIT as BIT(1). Prisma's engine takes that for a change, for ever.</summary>
    private static bool ReadsBackAs(Pair<Column> column) =>
        column.Before.Arity == Arity.List == (column.After.Arity == Arity.List)
        && column.After.Type is ColumnType.Native { Type: NativeType.Char or NativeType.Bit, First: null } after
        && column.Before.Type == after with { First = 1 };
}
