using System.Text;
using Levee.Core.Sql;

namespace Levee.Core.Statements;

/// <summary>SQL whose constants stand elsewhere, with the constants in it: what <c>EXECUTE name('x')</c> executes of a PREPARE, and
/// <c>EXECUTE '… $1' USING 'x'</c> of its own text.</summary>
internal static class FilledParameters
{
    public static IEnumerable<string> In(string text)
    {
        var tokens = SqlLexer.ReadCode(text);
        for (var i = 0; i + 1 < tokens.Count; i++)
        {
            if (!tokens[i].Is(text, "EXECUTE"))
                continue;
            if (tokens[i + 1].IsString)
            {
                var @using = Next(text, tokens, i, "USING");
                if (@using > 0)
                    yield return Fill(tokens[i + 1].ValueIn(text), Constants(text, tokens, @using + 1));
            }
            else if (Prepared(text, tokens, tokens[i + 1].ValueIn(text)) is { } body)
            {
                yield return Fill(body, Constants(text, tokens, i + 2));
            }
        }
    }

    private static string? Prepared(string text, List<SqlToken> tokens, string name)
    {
        for (var i = 0; i + 2 < tokens.Count; i++)
        {
            if (
                !tokens[i].Is(text, "PREPARE")
                || tokens[i + 1].ValueIn(text) != name
                || Next(text, tokens, i, "AS") is not (> 0 and var @as)
            )
                continue;
            var end = tokens.FindIndex(@as, token => token.Kind == SqlTokenKind.Semicolon);
            return text[tokens[@as].Span.End..(end < 0 ? text.Length : tokens[end].Span.Start)];
        }
        return null;
    }

    // In the same statement.
    private static int Next(string text, List<SqlToken> tokens, int from, string word)
    {
        for (var i = from; i < tokens.Count && tokens[i].Kind != SqlTokenKind.Semicolon; i++)
        {
            if (tokens[i].Is(text, word))
                return i;
        }
        return -1;
    }

    /// <summary>The arguments as they are written; null for one that is no constant.</summary>
    private static List<string?> Constants(string text, List<SqlToken> tokens, int from)
    {
        var arguments = new List<string?> { null };
        for (
            var i = from;
            i < tokens.Count && tokens[i].Kind is not (SqlTokenKind.Semicolon or SqlTokenKind.RightParenthesis);
            i++
        )
        {
            if (tokens[i].Kind == SqlTokenKind.Comma)
                arguments.Add(null);
            else if (tokens[i].IsString || tokens[i].Kind == SqlTokenKind.Number)
                arguments[^1] = tokens[i].TextIn(text);
        }
        return arguments;
    }

    private static string Fill(string body, List<string?> constants)
    {
        var filled = new StringBuilder(body);
        foreach (var token in SqlLexer.Read(body).Where(token => token.Kind == SqlTokenKind.Parameter).Reverse())
        {
            var isKnown =
                int.TryParse(body.AsSpan(token.Span.Start + 1, token.Span.Length - 1), out var number)
                && number >= 1
                && number <= constants.Count;
            if (isKnown && constants[number - 1] is { } constant)
                filled.Remove(token.Span.Start, token.Span.Length).Insert(token.Span.Start, constant);
        }
        return filled.ToString();
    }
}
