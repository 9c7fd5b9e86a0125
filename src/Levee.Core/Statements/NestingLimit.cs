using Levee.Core.Diagnostics;
using Levee.Core.Sql;

namespace Levee.Core.Statements;

/// <summary>PostgreSQL reads no code whose parts lie thousands deep in each other, and nobody wrote it: it is refused before
/// anything tries to follow it.</summary>
public static class NestingLimit
{
    public const string Code = "nested-too-deeply";

    /// <summary>Its parser gives up at about ten thousand open parts, and a block opens several.</summary>
    private const int Most = 5_000;

    /// <summary>What is said of the first statement that goes too deep; null where none does.</summary>
    public static Diagnostic? Find(SqlScript script)
    {
        foreach (var statement in script.Statements)
        {
            // So few characters cannot hold so many.
            if (statement.Text.Length < Most)
                continue;
            if (IsTooDeep(statement.Text) || (ProceduralBody.Find(statement.Text) is { } body && IsTooDeep(body.Code)))
                return Diagnostic.Error(
                    Code,
                    $"more than {Most} blocks or parentheses lie in each other here",
                    script.Source.At(new(statement.Span.Start, 0))
                ) with
                {
                    Help = ["write it as several statements: PostgreSQL reads no such code"],
                };
        }
        return null;
    }

    private static bool IsTooDeep(string text)
    {
        var (parentheses, blocks) = (0, 0);
        var (isEnd, tokens) = (false, SqlLexer.ReadCode(text));
        for (var i = 0; i < tokens.Count; i++)
        {
            var token = tokens[i];
            if (token.Kind == SqlTokenKind.LeftParenthesis)
                parentheses++;
            else if (token.Kind == SqlTokenKind.RightParenthesis)
                parentheses = Math.Max(0, parentheses - 1);
            else if (token.Is(text, "END"))
                blocks = Math.Max(0, blocks - 1);
            else if (!isEnd && Opens(text, tokens, i))
                blocks++;
            // END IF, END LOOP, END CASE close what the words open.
            isEnd = token.Is(text, "END");
            if (parentheses > Most || blocks > Most)
                return true;
        }
        return false;
    }

    private static bool Opens(string text, List<SqlToken> tokens, int at) =>
        tokens[at].Is(text, "BEGIN")
        || tokens[at].Is(text, "LOOP")
        || tokens[at].Is(text, "CASE")
        // IF EXISTS and IF NOT EXISTS are no blocks.
        || (
            tokens[at].Is(text, "IF")
            && !(at + 1 < tokens.Count && (tokens[at + 1].Is(text, "EXISTS") || tokens[at + 1].Is(text, "NOT")))
        );
}
