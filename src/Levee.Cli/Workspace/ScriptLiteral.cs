using System.Text;

namespace Levee.Cli.Workspace;

/// <summary>What a configuration in JavaScript or TypeScript says in plain words: texts, lists, objects, and calls around them.
/// Nothing is run for it.</summary>
internal abstract record ScriptLiteral
{
    private ScriptLiteral() { }

    public sealed record Text(string Value) : ScriptLiteral;

    public sealed record Items(List<ScriptLiteral> Values) : ScriptLiteral;

    public sealed record Members(Dictionary<string, ScriptLiteral> Values) : ScriptLiteral;

    /// <param name="Name">Its last part: <c>join</c> of <c>path.join(…)</c>.</param>
    public sealed record Call(string Name, List<ScriptLiteral> Arguments) : ScriptLiteral;

    /// <param name="Value">A name that stands alone, with its dots.</param>
    public sealed record Reference(string Value) : ScriptLiteral;

    /// <summary>Anything that only a run of the script could tell.</summary>
    public sealed record Unknown : ScriptLiteral;

    /// <summary>The member of an object; null where there is none, or this is no object.</summary>
    public ScriptLiteral? this[string name] => this is Members(var values) ? values.GetValueOrDefault(name) : null;

    /// <summary>The object that a configuration exports: what stands in <c>defineConfig(…)</c>, or behind <c>export default</c>
    /// or <c>module.exports =</c>. Constants of the file are put in where they are named.</summary>
    public static ScriptLiteral? FindExported(string script) => new Reader(script).ReadExported();

    private sealed class Reader(string script)
    {
        private const int DeepestNesting = 100;

        private readonly List<string> _tokens = Cut(script);
        private readonly Dictionary<string, ScriptLiteral> _constants = new(StringComparer.Ordinal);
        private int _at;
        private int _depth;

        private string Token => _at < _tokens.Count ? _tokens[_at] : "";

        public ScriptLiteral? ReadExported()
        {
            ScriptLiteral? exported = null;
            while (Token.Length > 0)
            {
                if (Token is "const" or "let" or "var")
                    ReadConstant();
                else if (Token == "default" && Before(1) == "export")
                    exported = ReadNext();
                else if (Token == "=" && Before(1) is "exports" or "export")
                    exported = ReadNext();
                else
                    _at++;
            }
            return Inside(exported);
        }

        // defineConfig({…}), or an object that a constant holds.
        private ScriptLiteral? Inside(ScriptLiteral? exported) =>
            exported switch
            {
                Call(_, [var first, ..]) => Inside(first),
                Reference(var name) when _constants.Remove(name, out var value) => Inside(value),
                Members => exported,
                null or Text or Items or Call or Reference or Unknown => null,
            };

        private string Before(int count) => _at >= count ? _tokens[_at - count] : "";

        private ScriptLiteral ReadNext()
        {
            _at++;
            return ReadValue();
        }

        private void ReadConstant()
        {
            _at++;
            var name = Token;
            if (!IsName(name))
                return;
            _at++;
            // const x: Type = …
            for (var most = 12; Token == ":" || (most > 0 && Token is not ("=" or ";" or "")); most--)
                _at++;
            if (Token == "=")
                _constants[name] = ReadNext();
        }

        private ScriptLiteral ReadValue()
        {
            if (++_depth > DeepestNesting)
            {
                _at = _tokens.Count;
                return new Unknown();
            }
            var value = ReadOperand();
            _depth--;
            // "a" + b, a ?? b, a ? b : c: what it comes to, a run would have to tell. Types are left out.
            if (Token is "as" or "satisfies")
                SkipExpression();
            else if (Token is not ("," or ")" or "]" or "}" or ";" or ":" or "") && !StartsStatement(Token))
            {
                SkipExpression();
                return new Unknown();
            }
            return value;
        }

        private static bool StartsStatement(string token) =>
            token is "const" or "let" or "var" or "export" or "import" or "function" or "module" or "if" or "dotenv";

        private ScriptLiteral ReadOperand()
        {
            var token = Token;
            switch (token)
            {
                case "{":
                    return ReadMembers();
                case "[":
                    _at++;
                    return new Items(ReadItems("]"));
                case "(":
                    _at++;
                    return ReadItems(")") is [var only] ? only : new Unknown();
            }
            _at++;
            if (token.Length > 1 && token[0] is '"' or '\'')
                return new Text(Unescape(token[1..^1]));
            if (token.Length > 1 && token[0] == '`')
                return token.Contains("${", StringComparison.Ordinal)
                    ? new Unknown()
                    : new Text(Unescape(token[1..^1]));
            return IsName(token) ? ReadNamed(token) : new Unknown();
        }

        private ScriptLiteral ReadNamed(string name)
        {
            var full = name;
            while (Token == "." && _at + 1 < _tokens.Count && IsName(_tokens[_at + 1]))
            {
                name = _tokens[_at + 1];
                full += $".{name}";
                _at += 2;
            }
            if (Token == "(")
            {
                _at++;
                return new Call(name, ReadItems(")"));
            }
            return _constants.GetValueOrDefault(full) ?? new Reference(full);
        }

        private List<ScriptLiteral> ReadItems(string end)
        {
            var items = new List<ScriptLiteral>();
            while (Token.Length > 0 && Token != end)
            {
                var before = _at;
                items.Add(ReadValue());
                if (Token == "," || _at == before)
                    _at++;
                else if (Token != end)
                    SkipExpression();
            }
            _at++;
            return items;
        }

        private Members ReadMembers()
        {
            var members = new Dictionary<string, ScriptLiteral>(StringComparer.Ordinal);
            _at++;
            while (Token.Length > 0 && Token != "}")
            {
                var key = Token;
                _at++;
                if (Token == ":")
                    members[key[0] is '"' or '\'' ? key[1..^1] : key] = ReadNext();
                else if (Token is "," or "}" && _constants.TryGetValue(key, out var value))
                    members[key] = value;
                SkipExpression();
                if (Token == ",")
                    _at++;
                else if (Token != "}")
                    _at++;
            }
            _at++;
            return new(members);
        }

        /// <summary>To the end of what stands here: a comma, or what closes the list around it.</summary>
        private void SkipExpression()
        {
            for (var depth = 0; Token.Length > 0; _at++)
            {
                if (depth == 0 && Token is "," or ")" or "]" or "}" or ";")
                    return;
                depth +=
                    Token is "(" or "[" or "{" ? 1
                    : Token is ")" or "]" or "}" ? -1
                    : 0;
                if (depth < 0)
                    return;
            }
        }

        private static bool IsName(string token) => token.Length > 0 && IsNamePart(token[0]) && !char.IsDigit(token[0]);

        private static bool IsNamePart(char c) => char.IsLetterOrDigit(c) || c is '_' or '$';

        private static List<string> Cut(string script)
        {
            var tokens = new List<string>();
            for (var at = 0; at < script.Length; )
            {
                var start = at;
                var c = script[at];
                if (char.IsWhiteSpace(c) || c == '\uFEFF')
                    at++;
                else if (script.AsSpan(at).StartsWith("//"))
                    at = Until(script, at, "\n");
                else if (script.AsSpan(at).StartsWith("/*"))
                    at = Until(script, at + 2, "*/");
                else if (c is '"' or '\'' or '`')
                    tokens.Add(script[start..(at = EndOfText(script, at))]);
                else if (IsNamePart(c))
                {
                    while (at < script.Length && IsNamePart(script[at]))
                        at++;
                    tokens.Add(script[start..at]);
                }
                else
                    tokens.Add(script[at++].ToString());
            }
            return tokens;
        }

        private static int Until(string script, int from, string end) =>
            script.IndexOf(end, Math.Min(from, script.Length), StringComparison.Ordinal) is >= 0 and var at
                ? at + end.Length
                : script.Length;

        private static int EndOfText(string script, int at)
        {
            var quote = script[at++];
            while (at < script.Length && script[at] != quote)
                at += script[at] == '\\' ? 2 : 1;
            return Math.Min(at + 1, script.Length);
        }

        private static string Unescape(string text)
        {
            if (!text.Contains('\\', StringComparison.Ordinal))
                return text;
            var plain = new StringBuilder(text.Length);
            for (var i = 0; i < text.Length; i++)
            {
                if (text[i] != '\\' || i + 1 == text.Length)
                    plain.Append(text[i]);
                else
                    plain.Append(
                        text[++i] switch
                        {
                            'n' => "\n",
                            't' => "\t",
                            'r' => "\r",
                            '\n' => "",
                            var other => other.ToString(),
                        }
                    );
            }
            return plain.ToString();
        }
    }
}
