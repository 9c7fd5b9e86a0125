using Levee.Core.Sql;

namespace Levee.Core.Statements;

/// <summary>One WHEN of a MERGE.</summary>
/// <param name="Condition">Behind its AND; null for none.</param>
/// <param name="Columns">What its UPDATE assigns; empty for other actions.</param>
/// <param name="Deletes">Whether it deletes the row.</param>
public sealed record MergeAction(string? Condition, ValueList<string> Columns, bool Deletes)
{
    /// <summary>Whether it only adds rows, or does nothing.</summary>
    public bool IsInsert => !Deletes && Columns.Count == 0;

    internal static ValueList<MergeAction> Read(string text, List<SqlToken> tokens, int from)
    {
        var heads = Places(text, tokens, from, tokens.Count, "WHEN");
        var actions = new List<MergeAction>();
        for (var i = 0; i < heads.Count; i++)
        {
            var end = i + 1 < heads.Count ? heads[i + 1] : tokens.Count;
            if (Places(text, tokens, heads[i] + 1, end, "THEN") is not [var then, ..] || then + 1 >= end)
                continue;
            var and = Places(text, tokens, heads[i] + 1, then, "AND") is [var first, ..] ? first : -1;
            var set = tokens[then + 1].Is(text, "UPDATE") ? Places(text, tokens, then, end, "SET") : [];
            actions.Add(
                new(
                    and < 0 || and + 1 >= then ? null : text[tokens[and + 1].Span.Start..tokens[then - 1].Span.End],
                    set.Count == 0 ? [] : RowChange.Assigned(text, tokens, set[0] + 1, end).ToValueList(),
                    tokens[then + 1].Is(text, "DELETE")
                )
            );
        }
        return actions.ToValueList();
    }

    // Outside of parentheses and of CASE expressions.
    private static List<int> Places(string text, List<SqlToken> tokens, int from, int end, string word)
    {
        var places = new List<int>();
        for (var (i, depth) = (from, 0); i < end; i++)
        {
            if (depth == 0 && tokens[i].Is(text, word))
                places.Add(i);
            depth +=
                tokens[i].Kind == SqlTokenKind.LeftParenthesis || tokens[i].Is(text, "CASE") ? 1
                : tokens[i].Kind == SqlTokenKind.RightParenthesis || tokens[i].Is(text, "END") ? -1
                : 0;
        }
        return places;
    }
}
