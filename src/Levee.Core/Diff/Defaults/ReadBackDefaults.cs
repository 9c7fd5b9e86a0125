using Levee.Core.Schema;

namespace Levee.Core.Diff.Defaults;

/// <summary>
/// Defaults that a database already has, in words that Prisma's engine does not recognise: it would set them again on every
/// run. Says "equal" only where they are; in doubt the default is set once more.
/// </summary>
internal static class ReadBackDefaults
{
    public static bool AreEqual(Pair<Column> column)
    {
        var (before, after) = column;
        if (IsNullKept(column))
            return true;
        if (after.Stored is { } stored && stored.PrintedDefault == before.PrintedDefault)
            return true;
        if ((before.PrintedDefault ?? (before.Default as DefaultValue.Expression)?.Text) is not { } printed)
            return false;
        if (before.Arity == Arity.List != (after.Arity == Arity.List))
            return false;
        return after.Default switch
        {
            DefaultValue.Expression { Text: { } written } => ExpressionText.IsPrintedForm(printed, written),
            DefaultValue.Value { Literal: var literal } => SqlExpressionReader.Read(printed) is { } expression
                && Says(expression, literal, after.Type),
            _ => false,
        };
    }

    /// <summary>Whether the default is NULL, of which PostgreSQL keeps nothing: the column reads back without one.</summary>
    public static bool IsNullKept(Pair<Column> column) =>
        column.Before is { Default: null, PrintedDefault: null }
        && column.After.Default is DefaultValue.Expression { Text: { } text }
        && text.Trim().Equals("NULL", StringComparison.OrdinalIgnoreCase);

    private static bool Says(SqlExpression printed, LiteralValue literal, ColumnType type) =>
        literal switch
        {
            LiteralValue.List list => ItemsOf(printed) is { } items
                && items.Count == list.Items.Count
                && items.Zip(list.Items).All(pair => Says(pair.First, pair.Second, type)),
            LiteralValue.Integer number => NumberIn(printed) == NumberText.Normalise($"{number.Value}"),
            LiteralValue.BigInteger number => NumberIn(printed) == NumberText.Normalise($"{number.Value}"),
            LiteralValue.Number number => NumberIn(printed) == NumberText.Normalise(number.Value),
            LiteralValue.Boolean boolean => TextIn(printed) == (boolean.Value ? "true" : "false"),
            LiteralValue.Text text when type is ColumnType.Native { Type: NativeType.Uuid } => Guid.TryParse(
                TextIn(printed),
                out var one
            )
                && Guid.TryParse(text.Value, out var other)
                && one == other,
            LiteralValue.Text text => TextIn(printed) == text.Value,
            LiteralValue.EnumLabel label => TextIn(printed) == label.Value,
            LiteralValue.Json json => TextIn(printed) == json.Value,
            LiteralValue.Bytes bytes => TextIn(printed) == $"\\x{bytes.Value}",
            LiteralValue.DateTime => false,
        };

    private static IReadOnlyList<SqlExpression>? ItemsOf(SqlExpression printed) =>
        printed switch
        {
            SqlExpression.Call { Function: "array" } array => array.Arguments,
            SqlExpression.Cast { Operand: SqlExpression.Call { Function: "array" } array, Type: var type }
                when type.EndsWith("[]", StringComparison.Ordinal) => array.Arguments,
            SqlExpression.Cast { Operand: SqlExpression.Literal { Text: "{}" } } => [],
            _ => null,
        };

    private static string? NumberIn(SqlExpression printed) =>
        TextIn(printed) is { } text && NumberText.IsNumber(text) ? NumberText.Normalise(text) : null;

    /// <summary>The constant inside casts that do not change it; the outermost one is to the type of the column.</summary>
    private static string? TextIn(SqlExpression printed) =>
        printed switch
        {
            SqlExpression.Literal literal => literal.Text,
            SqlExpression.Cast { Operand: SqlExpression.Literal literal, Type: var type } => type.Contains('(')
                ? null
                : literal.Text,
            SqlExpression.Cast
            {
                Operand: SqlExpression.Cast { Type: "numeric" or "text" or "character varying" } inner
            } => TextIn(inner),
            // Of a negative number PostgreSQL prints two casts.
            SqlExpression.Cast { Operand: SqlExpression.Cast { Type: "integer" or "bigint" or "smallint" } inner } =>
                TextIn(inner) is { } text && !text.Contains('.') ? text : null,
            _ => null,
        };
}
