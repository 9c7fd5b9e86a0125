using System.Text;

namespace Levee.Core.Schema;

/// <summary>A place in the text. What is taken is behind it, with the blanks after it; what is not there leaves it
/// alone.</summary>
internal sealed class DefaultCursor(string text)
{
    private int _at;

    public bool IsAtEnd => _at >= text.Length;

    public bool Take(char c)
    {
        if (_at >= text.Length || text[_at] != c)
            return false;
        _at++;
        SkipBlanks();
        return true;
    }

    public bool TakeWord(string word)
    {
        var start = _at;
        if (TakeWord() is { } taken && taken.Equals(word, StringComparison.OrdinalIgnoreCase))
            return true;
        _at = start;
        return false;
    }

    public string? TakeWord()
    {
        var end = _at;
        while (end < text.Length && (char.IsLetterOrDigit(text[end]) || text[end] == '_'))
            end++;
        return end > _at && !char.IsAsciiDigit(text[_at]) ? TakeTo(end) : null;
    }

    public string? TakeNumber()
    {
        var end = _at;
        if (end < text.Length && text[end] == '-')
            end++;
        var digits = end;
        while (end < text.Length && (char.IsAsciiDigit(text[end]) || text[end] == '.'))
            end++;
        return end > digits ? TakeTo(end) : null;
    }

    /// <summary>The content of <c>'…'</c> or <c>E'…'</c>.</summary>
    public string? TakeString()
    {
        var at = _at;
        var escapes = at < text.Length && text[at] is 'E' or 'e';
        at += escapes ? 1 : 0;
        if (at >= text.Length || text[at] != '\'')
            return null;
        var value = new StringBuilder();
        for (at++; at < text.Length; at++)
        {
            if (escapes && text[at] == '\\' && at + 1 < text.Length)
            {
                value.Append(Unescape(text[++at]));
            }
            else if (text[at] != '\'')
            {
                value.Append(text[at]);
            }
            else if (at + 1 < text.Length && text[at + 1] == '\'')
            {
                value.Append(text[at++]);
            }
            else
            {
                TakeTo(at + 1);
                return value.ToString();
            }
        }
        return null;
    }

    /// <summary>One cast, or none: <c>::character varying(5)[]</c>, <c>::public."E"</c>.</summary>
    public bool TakeCast()
    {
        if (!text.AsSpan(_at).StartsWith("::", StringComparison.Ordinal))
            return true;
        _at += 2;
        var start = _at;
        while (TakeWord() is not null || TakeQuoted() || Take('.')) { }
        if (_at == start)
            return false;
        if (Take('('))
        {
            while (TakeNumber() is not null || Take(',')) { }
            if (!Take(')'))
                return false;
            while (TakeWord() is not null) { } // timestamp(3) without time zone
        }
        while (Take('['))
        {
            if (!Take(']'))
                return false;
        }
        return true;
    }

    public string? TakeArrayElement()
    {
        if (Take('"'))
        {
            var value = new StringBuilder();
            for (var at = _at; at < text.Length; at++)
            {
                if (text[at] == '"')
                {
                    TakeTo(at + 1);
                    return value.ToString();
                }
                if (text[at] == '\\' && at + 1 < text.Length)
                    at++;
                value.Append(text[at]);
            }
            return null;
        }
        var end = text.IndexOf(',', _at);
        var element = TakeTo(end < 0 ? text.Length : end).Trim();
        return element is "" or "NULL" or ['{', ..] || element.Contains('\\', StringComparison.Ordinal)
            ? null
            : element;
    }

    private bool TakeQuoted()
    {
        if (_at >= text.Length || text[_at] != '"')
            return false;
        var end = text.IndexOf('"', _at + 1);
        if (end < 0)
            return false;
        TakeTo(end + 1);
        return true;
    }

    private string TakeTo(int end)
    {
        var taken = text[_at..end];
        _at = end;
        SkipBlanks();
        return taken;
    }

    private void SkipBlanks()
    {
        while (_at < text.Length && text[_at] == ' ')
            _at++;
    }

    private static char Unescape(char c) =>
        c switch
        {
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            'b' => '\b',
            'f' => '\f',
            _ => c,
        };
}
