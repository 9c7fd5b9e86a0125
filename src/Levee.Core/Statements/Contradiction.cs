using System.Globalization;
using Levee.Core.Sql;

namespace Levee.Core.Statements;

/// <summary>A condition that holds for no row, whatever is in it: <c>false</c>, <c>NOT true</c>, <c>1 = 0</c>, <c>c &lt;&gt; c</c>.</summary>
internal static class Contradiction
{
    public static bool Is(SqlCursor part)
    {
        if (part.Skip("false") || (part.Skip("NOT") && part.Skip("true")))
            return part.IsAtEnd;
        if (part.IsKind(SqlTokenKind.Number))
            return OfNumbers(part);
        return part.TakeQualifiedName() is { } left
            && (part.IsText("<>") || part.IsText("!=") || part.IsText("<") || part.IsText(">"))
            && part.Skip(SqlTokenKind.Operator)
            && part.TakeQualifiedName() is { } right
            && part.IsAtEnd
            && left == right;
    }

    private static bool OfNumbers(SqlCursor part)
    {
        var left = Number(part);
        var sign = part.IsKind(SqlTokenKind.Operator) ? part[part.At].TextIn(part.Text) : "";
        part.Skip(SqlTokenKind.Operator);
        var right = Number(part);
        return part.IsAtEnd
            && sign switch
            {
                "=" => left != right,
                "<>" or "!=" => left == right,
                "<" => left >= right,
                ">" => left <= right,
                _ => false,
            };
    }

    private static decimal? Number(SqlCursor part)
    {
        if (!part.IsKind(SqlTokenKind.Number))
            return null;
        var text = part[part.At].TextIn(part.Text);
        part.Skip(SqlTokenKind.Number);
        return decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;
    }
}
