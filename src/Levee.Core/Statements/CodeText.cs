using Levee.Core.Sql;
using Levee.Core.Text;

namespace Levee.Core.Statements;

/// <summary>The tokens of a statement, those of code in dollar quotes in the place of the quotes: a DO block reads as what it does.</summary>
public sealed class CodeText
{
    private readonly string _text;

    public CodeText(string text)
    {
        _text = text;
        Tokens = [.. Read(new(0, text.Length))];
    }

    /// <summary>Without blanks and comments; their places are those in the whole text.</summary>
    public ValueList<SqlToken> Tokens { get; }

    /// <summary>The keyword or identifier at a place, as the catalog would have it; empty for what is none.</summary>
    public string WordAt(int at) =>
        at >= 0 && at < Tokens.Count && Tokens[at].Kind == SqlTokenKind.Word ? Tokens[at].ValueIn(_text) : "";

    /// <summary>The place after the first such run of keywords, which are in lower case; −1 where there is none.</summary>
    public int After(params ReadOnlySpan<string> keywords)
    {
        for (var start = 0; start + keywords.Length <= Tokens.Count; start++)
        {
            var matched = 0;
            while (matched < keywords.Length && WordAt(start + matched) == keywords[matched])
                matched++;
            if (matched == keywords.Length)
                return start + matched;
        }
        return -1;
    }

    public bool Has(params ReadOnlySpan<string> keywords) => After(keywords) >= 0;

    /// <summary>The name at a place with its schema, the usual one where none is written; null where no name stands there.</summary>
    public string? NameAt(int at)
    {
        while (WordAt(at) is "if" or "exists" or "only" or "concurrently")
            at++;
        if (at < 0 || at >= Tokens.Count || !Tokens[at].IsName)
            return null;
        var first = Tokens[at].ValueIn(_text);
        return at + 2 < Tokens.Count && Tokens[at + 1].Kind == SqlTokenKind.Dot && Tokens[at + 2].IsName
            ? $"{first}.{Tokens[at + 2].ValueIn(_text)}"
            : $"public.{first}";
    }

    // Nothing in dollar quotes is escaped, so that every place in them is one of the text.
    private IEnumerable<SqlToken> Read(TextSpan part)
    {
        foreach (var token in SqlLexer.ReadCode(_text.Substring(part.Start, part.Length)))
        {
            var moved = token with { Span = new(part.Start + token.Span.Start, token.Span.Length) };
            if (token.Kind != SqlTokenKind.DollarString)
            {
                yield return moved;
                continue;
            }
            var tag = _text.IndexOf('$', moved.Span.Start + 1) + 1 - moved.Span.Start;
            var length = moved.Span.Length - (token.IsTerminated ? 2 * tag : tag);
            foreach (var inner in Read(new(moved.Span.Start + tag, length)))
                yield return inner;
        }
    }
}
