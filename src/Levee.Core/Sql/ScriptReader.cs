using Levee.Core.Text;

namespace Levee.Core.Sql;

/// <summary>Splits a script into its statements. Knows no statement by its meaning: only what a semicolon can hide
/// in.</summary>
public static class ScriptReader
{
    /// <summary>
    /// The statements in their order, each from its first to its last token: without the semicolon and without the
    /// blanks and comments around it. Empty statements are none. Accepts any text, and a script that PostgreSQL would
    /// refuse still yields statements, so that PostgreSQL can say what is wrong with it.
    /// </summary>
    public static SqlScript Read(SourceText source)
    {
        var text = source.Text;
        var statements = new List<SqlStatement>();
        var shape = new OpenParts();
        var start = -1;
        var end = -1;
        foreach (var token in SqlLexer.Read(text))
        {
            if (token.IsTrivia)
                continue;
            if (token.Kind == SqlTokenKind.Semicolon && shape.IsClosed)
            {
                Add();
                continue;
            }
            shape.Take(token, text);
            start = start < 0 ? token.Span.Start : start;
            end = token.Span.End;
        }
        Add();
        return new(source, new([.. statements]));

        void Add()
        {
            if (start >= 0)
            {
                var span = TextSpan.FromBounds(start, end);
                statements.Add(new(source[span], span, null));
            }
            start = -1;
            shape = new();
        }
    }

    /// <summary>What of a statement is still open: parentheses (a rule's actions), the body of a SQL-standard
    /// routine.</summary>
    private sealed class OpenParts
    {
        private int _words;
        private int _parentheses;
        private int _body;
        private bool _createsRoutine;
        private Before _before;

        /// <summary>Whether a semicolon ends the statement here.</summary>
        public bool IsClosed => _parentheses == 0 && _body == 0;

        public void Take(SqlToken token, string text)
        {
            if (token.Kind == SqlTokenKind.LeftParenthesis)
                _parentheses++;
            else if (token.Kind == SqlTokenKind.RightParenthesis)
                _parentheses = Math.Max(0, _parentheses - 1);
            else if (token.Kind == SqlTokenKind.Word)
                TakeWord(token, text);
            _before =
                token.Kind == SqlTokenKind.Dot ? Before.Dot
                : token.Is(text, "AS") ? Before.As
                : token.Is(text, "BEGIN") ? Before.Begin
                : Before.Else;
        }

        private void TakeWord(SqlToken token, string text)
        {
            _words++;
            // CREATE [OR REPLACE] FUNCTION | PROCEDURE
            if (_words == 1 && token.Is(text, "CREATE"))
                _createsRoutine = true;
            else if (_words is 2 or 4 && (token.Is(text, "FUNCTION") || token.Is(text, "PROCEDURE")))
                _words = 100;
            else if (_words is > 1 and <= 4)
                _createsRoutine &= (_words == 2 && token.Is(text, "OR")) || (_words == 3 && token.Is(text, "REPLACE"));

            if (_words < 100 || !_createsRoutine || _before is Before.Dot or Before.As)
                return; // t.end, or SELECT 1 AS end
            if (_body == 0)
                _body = _before == Before.Begin && token.Is(text, "ATOMIC") ? 1 : 0;
            else if (token.Is(text, "CASE"))
                _body++;
            else if (token.Is(text, "END"))
                _body--;
        }

        private enum Before
        {
            Else,
            Dot,
            As,
            Begin,
        }
    }
}
