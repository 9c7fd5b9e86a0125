namespace Levee.Core.Sql;

/// <summary>A place in a statement whose tokens were read once, without blanks and comments.</summary>
public sealed class SqlCursor
{
    private readonly string _text;
    private readonly IReadOnlyList<SqlToken> _tokens;
    private readonly int _start;

    public SqlCursor(string text)
    {
        (_text, _tokens) = (text, SqlLexer.ReadCode(text));
        End = _tokens.Count;
    }

    private SqlCursor(SqlCursor whole, int from, int to)
    {
        (_text, _tokens, _start) = (whole._text, whole._tokens, from);
        (At, End) = (from, to);
    }

    public string Text => _text;

    public int At { get; private set; }

    /// <summary>After the last token.</summary>
    public int End { get; }

    public bool IsAtEnd => At >= End;

    public SqlToken this[int at] => _tokens[at];

    /// <summary>A cursor over a part of it.</summary>
    public SqlCursor Slice(int from, int to) => new(this, from, to);

    public bool Is(string keyword) => IsAt(At, keyword);

    public bool IsAt(int at, string keyword) => at >= _start && at < End && _tokens[at].Is(_text, keyword);

    public bool IsKind(SqlTokenKind kind) => !IsAtEnd && _tokens[At].Kind == kind;

    /// <summary>Whether the token here is written so: an operator, a comma.</summary>
    public bool IsText(string written) => !IsAtEnd && _tokens[At].TextIn(_text) == written;

    public bool Skip(string keyword)
    {
        if (!Is(keyword))
            return false;
        At++;
        return true;
    }

    public bool Skip(SqlTokenKind kind)
    {
        if (!IsKind(kind))
            return false;
        At++;
        return true;
    }

    /// <summary>Takes a name; null where none stands here, and nothing is taken.</summary>
    public string? TakeName() => !IsAtEnd && _tokens[At].IsName ? _tokens[At++].ValueIn(_text) : null;

    /// <summary>Takes <c>a</c> or <c>a.b</c>.</summary>
    public (string? Schema, string Name)? TakeQualifiedName()
    {
        if (TakeName() is not { } first)
            return null;
        if (!Skip(SqlTokenKind.Dot))
            return (null, first);
        return TakeName() is { } second ? (first, second) : null;
    }

    /// <summary>Goes on to one of the keywords outside of parentheses and CASE, or to the end.</summary>
    /// <returns>Where it began and where it stopped.</returns>
    public (int From, int To) TakeUntil(params ReadOnlySpan<string> keywords)
    {
        var from = At;
        for (var depth = 0; At < End; At++)
        {
            if (depth == 0)
            {
                foreach (var keyword in keywords)
                {
                    if (Is(keyword))
                        return (from, At);
                }
            }
            depth += _tokens[At].Nesting + CaseNesting(At);
        }
        return (from, At);
    }

    /// <summary>The parts between separators outside of parentheses, brackets and CASE.</summary>
    public List<(int From, int To)> Split(int from, int to, Func<int, bool> separates)
    {
        var parts = new List<(int, int)>();
        var depth = 0;
        var first = from;
        for (var i = from; i < to; i++)
        {
            if (depth == 0 && separates(i))
            {
                parts.Add((first, i));
                first = i + 1;
            }
            depth += _tokens[i].Nesting + CaseNesting(i) + BracketNesting(i);
        }
        parts.Add((first, to));
        return parts;
    }

    /// <summary>The place of the parenthesis that closes the one at the place; <paramref name="to"/> where none does.</summary>
    public int Closing(int from, int to)
    {
        for (var (i, depth) = (from, 0); i < to; i++)
        {
            depth += _tokens[i].Nesting;
            if (depth == 0)
                return i;
        }
        return to;
    }

    /// <summary>The part without the parentheses that stand around the whole of it.</summary>
    public (int From, int To) Unwrap(int from, int to)
    {
        while (to - from > 2 && _tokens[from].Kind == SqlTokenKind.LeftParenthesis && Closing(from, to) >= to - 1)
            (from, to) = (from + 1, to - 1);
        return (from, to);
    }

    private int CaseNesting(int at) =>
        _tokens[at].Is(_text, "CASE") ? 1
        : _tokens[at].Is(_text, "END") ? -1
        : 0;

    private int BracketNesting(int at) =>
        _tokens[at].Kind != SqlTokenKind.Operator ? 0
        : _text[_tokens[at].Span.Start] == '[' ? 1
        : _text[_tokens[at].Span.Start] == ']' ? -1
        : 0;
}
