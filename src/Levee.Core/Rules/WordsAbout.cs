using Levee.Core.Diagnostics;
using Levee.Core.Sql;
using Levee.Core.Statements;
using Levee.Core.Text;

namespace Levee.Core.Rules;

/// <summary>Where a statement speaks of an object: at the words that do something to it, not where a condition reads it.</summary>
internal static class WordsAbout
{
    private static readonly HashSet<string> Verbs = new(StringComparer.Ordinal)
    {
        "drop",
        "table",
        "column",
        "index",
        "constraint",
        "type",
        "if",
        "exists",
        "concurrently",
        "alter",
        "sequence",
        "rename",
        "to",
        "truncate",
        "delete",
        "from",
        "into",
        "update",
        "only",
        "set",
    };

    /// <returns>From the keyword before the name to the name; null where the statement does not name it.</returns>
    public static TextSpan? Find(string statement, NamedObject about)
    {
        var tokens = new CodeText(statement).Tokens.ToList();
        TextSpan? best = null;
        var most = -1;
        for (var i = 0; i < tokens.Count; i++)
        {
            if (!tokens[i].IsName || tokens[i].ValueIn(statement) != about.LastName)
                continue;
            var from = StartOf(statement, tokens, i);
            var weight = Weight(statement, tokens, from, i, about.Kind);
            // Of several that are as good the last one: DROP COLUMN comes after its table.
            if (weight > most || (weight == most && weight > 0))
                (most, best) = (weight, TextSpan.FromBounds(tokens[from].Span.Start, tokens[i].Span.End));
        }
        return best;
    }

    /// <summary>The first of the keywords before a name and what qualifies it.</summary>
    private static int StartOf(string text, List<SqlToken> tokens, int at)
    {
        while (at > 1 && tokens[at - 1].Kind == SqlTokenKind.Dot && tokens[at - 2].IsName)
            at -= 2;
        while (at > 0 && Verbs.Contains(WordAt(text, tokens, at - 1)))
            at--;
        return at;
    }

    private static int Weight(string text, List<SqlToken> tokens, int from, int at, string kind)
    {
        var keywords = Enumerable.Range(from, at - from).Select(i => WordAt(text, tokens, i)).ToList();
        if (keywords.Exists(Verbs.Contains))
            return 1 + (keywords.Contains(kind) ? 1 : 0) + (keywords.Contains("drop") ? 1 : 0);
        return IsAssigned(text, tokens, at) ? 1 : 0;
    }

    // SET a = 1, b = 2: the comma stands where the keyword does not.
    private static bool IsAssigned(string text, List<SqlToken> tokens, int at)
    {
        if (at == 0 || tokens[at - 1].Kind != SqlTokenKind.Comma)
            return false;
        if (at + 1 >= tokens.Count || tokens[at + 1].TextIn(text) != "=")
            return false;
        var last = tokens.FindLastIndex(at, token => token.Is(text, "SET") || token.Is(text, "WHERE"));
        return last >= 0 && tokens[last].Is(text, "SET");
    }

    private static string WordAt(string text, List<SqlToken> tokens, int at) =>
        tokens[at].Kind == SqlTokenKind.Word ? tokens[at].ValueIn(text) : "";
}
