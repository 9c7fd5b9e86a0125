namespace Levee.Core.Diff.Defaults;

/// <summary>An SQL expression, as far as it is needed to tell whether two texts say the same. Parentheses are gone.</summary>
internal abstract record SqlExpression
{
    private SqlExpression() { }

    /// <param name="IsString">Whether it stood in quotes.</param>
    internal sealed record Literal(string Text, bool IsString) : SqlExpression;

    /// <summary>A column, a keyword such as CURRENT_DATE; plain names in lower case, parts joined by dots.</summary>
    internal sealed record Name(string Text) : SqlExpression;

    /// <summary>A function, an operator (by its sign) or <c>array</c>.</summary>
    internal sealed record Call(string Function, ValueList<SqlExpression> Arguments) : SqlExpression;

    /// <param name="Type">By its one long name, in lower case: <c>timestamp with time zone</c>.</param>
    internal sealed record Cast(SqlExpression Operand, string Type) : SqlExpression;
}
