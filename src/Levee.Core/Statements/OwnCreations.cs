using Levee.Core.Sql;

namespace Levee.Core.Statements;

/// <summary>The statements of a script that only make something new, out of nothing but what the script itself made before
/// them: they touch, lock and wait for nothing that was there, so that nobody has to look what each of them did.</summary>
public sealed class OwnCreations
{
    private readonly HashSet<int> _found = [];
    private readonly HashSet<string> _tables = new(StringComparer.Ordinal);

    private OwnCreations() { }

    public static OwnCreations In(SqlScript script)
    {
        var own = new OwnCreations();
        for (var i = 0; i < script.Statements.Count; i++)
        {
            var text = script.Statements[i].Text;
            if (StatementShape.FirstWords(text, 1) is not ["CREATE" or "ALTER"])
                own._tables.Clear();
            else if (new Reader(text, own._tables).Creates())
                own._found.Add(i);
        }
        return own;
    }

    public bool Contains(int statement) => _found.Contains(statement);

    /// <summary>Whether this one and the next are: then a look behind the next will do.</summary>
    public bool GoesOn(int statement) => Contains(statement) && Contains(statement + 1);

    /// <summary>One statement.</summary>
    /// <param name="own">The tables that the script made so far, each as it was written there.</param>
    private sealed class Reader(string text, HashSet<string> own)
    {
        private readonly List<SqlToken> _tokens = SqlLexer.ReadCode(text);
        private int _at;

        public bool Creates()
        {
            if (Skip("CREATE"))
            {
                if (Skip("TABLE"))
                    return CreatesTable();
                if (Skip("TYPE"))
                    return Name() is not null && Skip("AS") && Skip("ENUM");
                Skip("UNIQUE");
                if (Skip("INDEX"))
                    return CreatesIndex();
            }
            else if (Skip("ALTER") && Skip("TABLE") && !Has("RENAME") && !Has("SCHEMA"))
            {
                return AddsKey();
            }
            // Whatever it is, a name may mean another table behind it.
            own.Clear();
            return false;
        }

        // Not one that takes rows, columns or a place from another table, or that may be there.
        private bool CreatesTable()
        {
            if (
                Has("EXISTS")
                || Has("AS")
                || Has("OF")
                || Has("LIKE")
                || Has("INHERITS")
                || Has("REFERENCES")
                || Name() is not { } table
            )
                return false;
            own.Add(table);
            return true;
        }

        private bool CreatesIndex()
        {
            if (Has("CONCURRENTLY") || Has("EXISTS"))
                return false;
            if (!Skip("ON") && (Name() is null || !Skip("ON")))
                return false;
            Skip("ONLY");
            return Name() is { } table && own.Contains(table);
        }

        // That alone: another action may touch another table.
        private bool AddsKey() =>
            Name() is { } table
            && own.Contains(table)
            && Skip("ADD")
            && (!Skip("CONSTRAINT") || Name() is not null)
            && Skip("FOREIGN")
            && !HasOuterComma()
            && SkipTo("REFERENCES")
            && Name() is { } target
            && own.Contains(target);

        private bool HasOuterComma()
        {
            var depth = 0;
            return _tokens.Exists(token => (depth += token.Nesting) == 0 && token.Kind == SqlTokenKind.Comma);
        }

        private bool Has(string keyword) => _tokens.Exists(token => token.Is(text, keyword));

        private bool Skip(string keyword)
        {
            if (_at >= _tokens.Count || !_tokens[_at].Is(text, keyword))
                return false;
            _at++;
            return true;
        }

        private bool SkipTo(string keyword)
        {
            while (_at < _tokens.Count && !_tokens[_at].Is(text, keyword))
                _at++;
            return Skip(keyword);
        }

        /// <summary>With its schema where that is written; null where none stands here.</summary>
        private string? Name()
        {
            var parts = new List<string>();
            while (_at < _tokens.Count && _tokens[_at].IsName)
            {
                parts.Add(_tokens[_at++].ValueIn(text));
                if (_at >= _tokens.Count || _tokens[_at].Kind != SqlTokenKind.Dot)
                    break;
                _at++;
            }
            return parts.Count == 0 ? null : string.Join('\0', parts);
        }
    }
}
