namespace Levee.Core.Diff.Defaults;

/// <summary>Expressions compared by what they say, because PostgreSQL prints them in its own way.</summary>
internal static class ExpressionText
{
    /// <summary>A form that is the same for a predicate as it is written and as PostgreSQL prints it.</summary>
    public static string Normalise(string expression) =>
        SqlExpressionReader.Read(expression) is { } read ? WithoutLiteralCasts(read).ToString() : expression.Trim();

    /// <param name="printed">As PostgreSQL prints it.</param>
    /// <param name="written">As a schema file writes it.</param>
    /// <returns>False in doubt.</returns>
    public static bool IsPrintedForm(string printed, string written) =>
        string.Equals(printed, written, StringComparison.OrdinalIgnoreCase)
        || (
            SqlExpressionReader.Read(printed) is { } before
            && SqlExpressionReader.Read(written) is { } after
            && IsPrintedForm(before, after)
        );

    private static bool IsPrintedForm(SqlExpression printed, SqlExpression written) =>
        (printed, written) switch
        {
            (SqlExpression.Cast one, SqlExpression.Cast other) when one.Type == other.Type => IsPrintedForm(
                one.Operand,
                other.Operand
            ),
            // PostgreSQL adds the type that a constant was taken for.
            (SqlExpression.Cast { Operand: SqlExpression.Literal literal }, SqlExpression.Literal plain) => literal
                == plain,
            (
                SqlExpression.Cast { Operand: SqlExpression.Call { Function: "array" } array },
                SqlExpression.Call plain
            ) => IsPrintedForm(array, plain),
            (SqlExpression.Call one, SqlExpression.Call other) => one.Function == other.Function
                && one.Arguments.Count == other.Arguments.Count
                && one.Arguments.Zip(other.Arguments).All(pair => IsPrintedForm(pair.First, pair.Second)),
            _ => printed == written,
        };

    private static SqlExpression WithoutLiteralCasts(SqlExpression expression) =>
        expression switch
        {
            SqlExpression.Cast { Operand: SqlExpression.Literal literal } => literal,
            SqlExpression.Cast cast => cast with { Operand = WithoutLiteralCasts(cast.Operand) },
            SqlExpression.Call call => call with
            {
                Arguments = call.Arguments.Select(WithoutLiteralCasts).ToValueList(),
            },
            SqlExpression.Literal literal => literal,
            SqlExpression.Name name => name,
        };
}
