using Levee.Core.Sql;

namespace Levee.Core.Effects;

/// <summary>A CHECK that refuses nothing: <c>true</c>, <c>… OR true</c>, <c>1 = 1</c>, <c>c IS NULL OR c IS NOT NULL</c>.</summary>
internal static class EmptyRule
{
    /// <param name="definition">As <c>pg_get_constraintdef</c> gives it.</param>
    public static bool Is(string definition)
    {
        var cursor = new SqlCursor(definition);
        if (!cursor.Skip("CHECK"))
            return false;
        // NOT VALID and NO INHERIT stand after the parenthesis.
        var (from, to) = cursor.Unwrap(cursor.At, Math.Min(cursor.Closing(cursor.At, cursor.End) + 1, cursor.End));
        var parts = cursor
            .Split(from, to, i => cursor.IsAt(i, "OR"))
            .ConvertAll(part => cursor.Unwrap(part.From, part.To));
        return parts.Exists(part => IsTrue(cursor, part)) || AskForBoth(cursor, parts);
    }

    private static bool IsTrue(SqlCursor cursor, (int From, int To) part)
    {
        var (from, to) = part;
        if (to - from == 1)
            return cursor.IsAt(from, "true");
        return to - from == 3
            && cursor[from + 1].TextIn(cursor.Text) is "=" or ">=" or "<="
            && cursor[from].Kind is SqlTokenKind.Number or SqlTokenKind.Word or SqlTokenKind.QuotedIdentifier
            && cursor[from].TextIn(cursor.Text) == cursor[from + 2].TextIn(cursor.Text);
    }

    private static bool AskForBoth(SqlCursor cursor, List<(int From, int To)> parts)
    {
        var texts = parts.ConvertAll(part =>
            string.Join(
                ' ',
                Enumerable.Range(part.From, part.To - part.From).Select(i => cursor[i].TextIn(cursor.Text))
            )
        );
        return texts.Exists(text =>
            text.EndsWith(" IS NULL", StringComparison.Ordinal) && texts.Contains(text[..^5] + " NOT NULL")
        );
    }
}
