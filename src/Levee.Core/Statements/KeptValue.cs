using Levee.Core.Sql;

namespace Levee.Core.Statements;

/// <summary>What gives a column the value that it has: <c>c</c>, <c>COALESCE(c, …)</c>, <c>c + 0</c>, <c>c || ''</c>,
/// <c>CASE WHEN c IS NULL THEN … ELSE c END</c>. It is read to its last token.</summary>
internal static class KeptValue
{
    /// <param name="value">The whole expression.</param>
    /// <param name="alias">What the statement calls the column's table.</param>
    public static bool Is(SqlCursor value, string alias, string column)
    {
        if (value.Skip("COALESCE"))
        {
            var isWhole = value.Closing(value.At, value.End) == value.End - 1;
            return value.Skip(SqlTokenKind.LeftParenthesis)
                && Takes(value, alias, column)
                && value.IsKind(SqlTokenKind.Comma)
                && isWhole;
        }
        if (value.Skip("CASE"))
            return IsFilledCase(value, alias, column);
        return Takes(value, alias, column) && (value.IsAtEnd || AddsNothing(value));
    }

    private static bool Takes(SqlCursor value, string alias, string column) =>
        value.TakeQualifiedName() is var (owner, name) && name == column && (owner ?? alias) == alias;

    private static bool AddsNothing(SqlCursor value)
    {
        var neutral =
            value.IsText("+") || value.IsText("-") ? "0"
            : value.IsText("*") || value.IsText("/") ? "1"
            : value.IsText("||") ? "''"
            : null;
        value.Skip(SqlTokenKind.Operator);
        if (neutral is null || !value.IsText(neutral))
            return false;
        return (value.Skip(SqlTokenKind.Number) || value.Skip(SqlTokenKind.String)) && value.IsAtEnd;
    }

    // WHEN c IS NULL THEN … ELSE c END: with one WHEN, whatever stands after its THEN.
    private static bool IsFilledCase(SqlCursor value, string alias, string column)
    {
        if (
            !value.Skip("WHEN")
            || !Takes(value, alias, column)
            || !value.Skip("IS")
            || !value.Skip("NULL")
            || !value.Skip("THEN")
        )
            return false;
        value.TakeUntil("WHEN", "ELSE", "END");
        return value.Skip("ELSE") && Takes(value, alias, column) && value.Skip("END") && value.IsAtEnd;
    }
}
