using Levee.Core.Effects;
using Levee.Core.Sql;

namespace Levee.Core.Statements;

/// <summary>What a statement drops by name, also in procedural code and in text that it executes. It only decides what a loss that
/// was seen is called.</summary>
public static class DroppedNames
{
    private const int MostNested = 3;

    // What may follow DROP inside of ALTER TABLE and is no column.
    private static readonly HashSet<string> NoColumns = new(StringComparer.Ordinal)
    {
        "constraint",
        "default",
        "expression",
        "identity",
        "not",
    };

    /// <param name="name">Unquoted and qualified: <c>public.users.bio</c>.</param>
    public static bool Has(string statement, ObjectKind kind, string name)
    {
        var parts = name.Split('.');
        var owner = kind is ObjectKind.Column or ObjectKind.Constraint && parts.Length > 1 ? parts[^2] : null;
        return Has(statement, kind, parts[^1], owner, MostNested);
    }

    private static bool Has(string text, ObjectKind kind, string name, string? owner, int nested)
    {
        var tokens = SqlLexer.ReadCode(text);
        var altered = "";
        for (var i = 0; i < tokens.Count; i++)
        {
            if (tokens[i].IsString)
            {
                if (nested > 0 && Has(tokens[i].ValueIn(text), kind, name, owner, nested - 1))
                    return true;
            }
            else if (tokens[i].Is(text, "ALTER"))
            {
                altered = NamesAt(text, tokens, i + 2).FirstOrDefault() ?? altered;
            }
            else if (
                tokens[i].Is(text, "DROP")
                && StartOf(text, tokens, i + 1, kind) is { } start
                && (owner is null || owner == altered)
                && NamesAt(text, tokens, start).Contains(name)
            )
            {
                return true;
            }
        }
        return false;
    }

    /// <summary>The place of the first name after DROP; null where another kind of thing is dropped.</summary>
    private static int? StartOf(string text, List<SqlToken> tokens, int at, ObjectKind kind)
    {
        if (at >= tokens.Count)
            return null;
        var word = tokens[at].Kind == SqlTokenKind.Word ? tokens[at].ValueIn(text) : "";
        return kind switch
        {
            ObjectKind.Column => word == "column" ? at + 1
            : NoColumns.Contains(word) ? null
            : at,
            ObjectKind.Table => word == "table" ? at + 1 : null,
            ObjectKind.Index => word == "index" ? at + 1 : null,
            ObjectKind.Constraint => word == "constraint" ? at + 1 : null,
            ObjectKind.Type => word is "type" or "domain" ? at + 1 : null,
            ObjectKind.Sequence => word == "sequence" ? at + 1 : null,
            ObjectKind.EnumValue => null,
        };
    }

    /// <summary>The last parts of the names of a list.</summary>
    private static IEnumerable<string> NamesAt(string text, List<SqlToken> tokens, int at)
    {
        while (
            at < tokens.Count
            && (
                tokens[at].Is(text, "IF")
                || tokens[at].Is(text, "EXISTS")
                || tokens[at].Is(text, "CONCURRENTLY")
                || tokens[at].Is(text, "ONLY")
            )
        )
            at++;
        while (at < tokens.Count && tokens[at].IsName)
        {
            while (at + 2 < tokens.Count && tokens[at + 1].Kind == SqlTokenKind.Dot && tokens[at + 2].IsName)
                at += 2;
            yield return tokens[at].ValueIn(text);
            if (at + 1 >= tokens.Count || tokens[at + 1].Kind != SqlTokenKind.Comma)
                yield break;
            at += 2;
        }
    }
}
