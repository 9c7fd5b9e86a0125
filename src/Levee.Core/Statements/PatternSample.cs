using System.Text;

namespace Levee.Core.Statements;

/// <summary>Texts that a regular expression matches: letters, classes, groups, alternatives and repetitions. What it cannot read it
/// leaves alone.</summary>
internal sealed class PatternSample
{
    private const int Longest = 60;

    private readonly string _pattern;
    private readonly int _seed;
    private int _at;

    private PatternSample(string pattern, int seed) => (_pattern, _seed) = (pattern, seed);

    /// <summary>Up to three different ones; none where the pattern is beyond it, or is no pattern at all.</summary>
    public static IEnumerable<string> Of(string pattern)
    {
        if (!pattern.AsSpan().ContainsAny("^$[\\") || pattern.Length > 200)
            return [];
        return Enumerable
            .Range(0, 3)
            .Select(seed => new PatternSample(pattern, seed).Read())
            .OfType<string>()
            .Where(text => text.Length is > 0 and <= Longest)
            .Distinct(StringComparer.Ordinal)
            .ToList();
    }

    private string? Read()
    {
        try
        {
            var text = Alternatives();
            return _at == _pattern.Length ? text : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private string Alternatives()
    {
        var all = new List<string> { Sequence() };
        while (_at < _pattern.Length && _pattern[_at] == '|')
        {
            _at++;
            all.Add(Sequence());
        }
        return all[_seed % all.Count];
    }

    private string Sequence()
    {
        var text = new StringBuilder();
        while (_at < _pattern.Length && _pattern[_at] is not ('|' or ')'))
        {
            var start = _at;
            var item = Item();
            for (var left = Times(); left > 0; left--)
                text.Append(item);
            if (_at == start || text.Length > Longest)
                throw new FormatException();
        }
        return text.ToString();
    }

    private string Item()
    {
        var letter = _pattern[_at++];
        switch (letter)
        {
            case '^' or '$':
                return "";
            case '.':
                return "x";
            case '(':
                if (_at + 1 < _pattern.Length && _pattern[_at] == '?')
                    _at += _pattern[_at + 1] == ':' ? 2 : throw new FormatException();
                var inner = Alternatives();
                if (_at >= _pattern.Length || _pattern[_at++] != ')')
                    throw new FormatException();
                return inner;
            case '[':
                return Class().ToString();
            case '\\':
                return _at < _pattern.Length ? Escaped(_pattern[_at++]) : throw new FormatException();
            case '*' or '+' or '?' or '{':
                throw new FormatException();
            default:
                return letter.ToString();
        }
    }

    private string Escaped(char letter) =>
        letter switch
        {
            'd' => ((char)('1' + _seed)).ToString(),
            'w' => ((char)('a' + _seed)).ToString(),
            's' => " ",
            'm' or 'M' or 'y' or 'A' or 'Z' => "",
            _ when char.IsAsciiLetterOrDigit(letter) => throw new FormatException(),
            _ => letter.ToString(),
        };

    private char Class()
    {
        var isNot = _at < _pattern.Length && _pattern[_at] == '^';
        _at += isNot ? 1 : 0;
        var members = new List<char>();
        for (var first = true; _at < _pattern.Length && (first || _pattern[_at] != ']'); first = false)
        {
            var from = _pattern[_at++];
            if (from == '[' && _at < _pattern.Length && _pattern[_at] == ':')
            {
                var end = _pattern.IndexOf(":]", _at, StringComparison.Ordinal);
                members.AddRange(end < 0 ? throw new FormatException() : Named(_pattern[(_at + 1)..end]));
                _at = end + 2;
                continue;
            }
            if (from == '\\' && _at < _pattern.Length)
                from = Escaped(_pattern[_at++]) is [var one] ? one : throw new FormatException();
            if (_at + 1 < _pattern.Length && _pattern[_at] == '-' && _pattern[_at + 1] != ']')
            {
                members.AddRange(
                    Enumerable.Range(from, Math.Clamp(_pattern[_at + 1] - from + 1, 1, 60)).Select(code => (char)code)
                );
                _at += 2;
            }
            else
            {
                members.Add(from);
            }
        }
        if (_at >= _pattern.Length || members.Count == 0)
            throw new FormatException();
        _at++;
        return isNot ? "x7 -_".First(letter => !members.Contains(letter)) : members[_seed % members.Count];
    }

    private static string Named(string name) =>
        name switch
        {
            "digit" => "123",
            "alpha" or "lower" or "alnum" => "abc",
            "upper" => "ABC",
            "space" => " ",
            "punct" => "-.!",
            _ => throw new FormatException(),
        };

    private int Times()
    {
        if (_at >= _pattern.Length)
            return 1;
        switch (_pattern[_at])
        {
            case '*' or '+':
                _at++;
                break;
            case '?':
                _at++;
                return _seed % 2;
            case '{':
                var end = _pattern.IndexOf('}', _at);
                var least = end < 0 ? "" : _pattern[(_at + 1)..end].Split(',')[0];
                _at = end + 1;
                return int.TryParse(least, out var times) ? times : throw new FormatException();
            default:
                return 1;
        }
        if (_at < _pattern.Length && _pattern[_at] == '?')
            _at++;
        return 1 + (_seed % 2);
    }
}
