using Levee.Core.Sql;

namespace Levee.Core.Statements;

/// <summary>The variables of procedural code, and every way in which each of them gets a value.</summary>
internal sealed class CodeVariables
{
    private readonly string _code;
    private readonly List<SqlToken> _tokens;
    private readonly HashSet<string> _declared = new(StringComparer.Ordinal);
    private readonly List<(int From, int To)> _segments = [];

    /// <param name="parameters">The names of the routine's parameters: whoever calls it gives them.</param>
    /// <param name="functions">The names of the database's own functions.</param>
    public CodeVariables(string code, IEnumerable<string> parameters, IReadOnlySet<string> functions)
    {
        _code = code;
        _tokens = SqlLexer.ReadCode(code);
        Functions = functions;
        _declared.UnionWith(parameters);
        Divide();
        FindDeclared();
    }

    public IReadOnlySet<string> Functions { get; }

    public bool IsDeclared(string name) => _declared.Contains(name);

    /// <summary>The expressions that the variable gets its value from; an empty text where one is not known.</summary>
    public List<string> SourcesOf(string variable)
    {
        if (variable == "found")
            return SourcesOfFound();
        var sources = new List<string>();
        foreach (var (from, to) in _segments)
        {
            if (SourceIn(from, to, variable) is { } source)
                sources.Add(source);
        }
        return sources;
    }

    // At semicolons, and after the words that a statement may follow.
    private void Divide()
    {
        var from = 0;
        for (var i = 0; i < _tokens.Count; i++)
        {
            var isSemicolon = _tokens[i].Kind == SqlTokenKind.Semicolon;
            if (!isSemicolon && !IsAny(i, "THEN", "ELSE", "LOOP", "BEGIN", "DECLARE"))
                continue;
            if (i > from)
                _segments.Add((from, i));
            from = i + 1;
        }
        if (_tokens.Count > from)
            _segments.Add((from, _tokens.Count));
    }

    private void FindDeclared()
    {
        foreach (var (from, to) in _segments)
        {
            if (IsDeclaration(from))
                _declared.Add(Name(from));
            for (var i = from; i < to && IsAny(from, "FOR", "FOREACH") && !_tokens[i].Is(_code, "IN"); i++)
                _declared.Add(Name(i));
        }
    }

    // What stands after DECLARE or another declaration, before BEGIN.
    private bool IsDeclaration(int from)
    {
        for (var i = from - 1; i >= 0; i--)
        {
            if (_tokens[i].Is(_code, "DECLARE"))
                return true;
            if (IsAny(i, "BEGIN", "THEN", "ELSE", "LOOP"))
                return false;
        }
        return false;
    }

    private string? SourceIn(int from, int to, string variable)
    {
        var places = Enumerable.Range(from, to - from).Where(i => Name(i) == variable).ToList();
        if (places.Count == 0)
            return null;
        if (IsAny(from, "GET", "CALL", "FETCH", "MOVE", "OPEN"))
            return "";
        if (IsAny(from, "FOR", "FOREACH"))
            return places.Exists(place => place < IndexOf(from, to, "IN")) ? "" : null;
        for (var into = IndexOf(from, to, "INTO"); into >= 0; into = IndexOf(into + 1, to, "INTO"))
        {
            if (IsIntoList(into + 1, to, variable) is { } count)
                return count == 1 && IsAny(from, "SELECT") ? WithoutInto(from, into, to) : "";
        }
        if (places[0] != from)
            return null;
        if (IsDeclaration(from))
            return Initial(from, to);
        return from + 1 < to && _tokens[from + 1].TextIn(_code) is ":=" or "=" ? Text(from + 2, to)
            : from + 1 < to && _tokens[from + 1].TextIn(_code) is "." or "[" ? ""
            : null;
    }

    // name [CONSTANT] type [:= value]
    private string Initial(int from, int to)
    {
        for (var i = from + 1; i < to; i++)
        {
            if (_tokens[i].Is(_code, "DEFAULT") || _tokens[i].TextIn(_code) is ":=" or "=")
                return Text(i + 1, to);
        }
        return "NULL";
    }

    /// <returns>How many get a value there; null where the variable is none of them.</returns>
    private int? IsIntoList(int at, int to, string variable)
    {
        if (at < to && _tokens[at].Is(_code, "STRICT"))
            at++;
        var names = new List<string>();
        while (at < to && _tokens[at].IsName)
        {
            names.Add(Name(at));
            if (at + 1 < to && _tokens[at + 1].Kind == SqlTokenKind.Dot)
                names.Add("");
            if (at + 1 >= to || _tokens[at + 1].Kind is not (SqlTokenKind.Comma or SqlTokenKind.Dot))
                break;
            at += 2;
        }
        return names.Contains(variable) ? names.Count : null;
    }

    private string WithoutInto(int from, int into, int to)
    {
        var after = into + 1;
        if (after < to && _tokens[after].Is(_code, "STRICT"))
            after++;
        return $"{Text(from, into)} {Text(after + 1, to)}";
    }

    // Whatever changes, fetches or loops sets it as well.
    private List<string> SourcesOfFound()
    {
        var sources = new List<string>();
        foreach (var (from, to) in _segments)
        {
            if (IsAny(from, "UPDATE", "INSERT", "DELETE", "MERGE", "FETCH", "MOVE", "FOR", "FOREACH", "WITH", "RETURN"))
                sources.Add("");
            else if (IsAny(from, "PERFORM"))
                sources.Add("SELECT " + Text(from + 1, to));
            else if (IsAny(from, "SELECT") && IndexOf(from, to, "INTO") is >= 0 and var into)
                sources.Add(WithoutInto(from, into, to));
        }
        return sources;
    }

    private int IndexOf(int from, int to, string keyword)
    {
        for (var i = from; i < to; i++)
        {
            if (_tokens[i].Is(_code, keyword))
                return i;
        }
        return -1;
    }

    private bool IsAny(int at, params ReadOnlySpan<string> keywords)
    {
        foreach (var keyword in keywords)
        {
            if (_tokens[at].Is(_code, keyword))
                return true;
        }
        return false;
    }

    private string Name(int at) => _tokens[at].IsName ? _tokens[at].ValueIn(_code) : "";

    private string Text(int from, int to) =>
        to <= from ? "" : _code[_tokens[from].Span.Start.._tokens[to - 1].Span.End];
}
