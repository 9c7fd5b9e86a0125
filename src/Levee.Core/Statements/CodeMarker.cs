using System.Text;
using Levee.Core.Sql;

namespace Levee.Core.Statements;

/// <param name="Statement">The number of the script's statement.</param>
internal sealed record MarkingContext(
    int Statement,
    int Function,
    IReadOnlySet<string> Functions,
    List<CodeMark> Marks,
    List<CodeBranch> Branches,
    MarkWriter Writer
)
{
    /// <summary>The names of the routine's parameters.</summary>
    public ValueList<string> Parameters { get; init; } = [];
}

/// <summary>Writes marks into PL/pgSQL. It knows the language's blocks and nothing of its expressions.</summary>
internal sealed class CodeMarker
{
    private readonly string _code;
    private readonly List<SqlToken> _tokens;
    private readonly MarkingContext _context;
    private readonly CodeVariables _variables;
    private readonly List<(int At, string Text)> _insertions = [];
    private readonly bool _counts;
    private int _at;

    private CodeMarker(string code, MarkingContext context)
    {
        _code = code;
        _context = context;
        _tokens = SqlLexer.ReadCode(code);
        _variables = new(code, context.Parameters, context.Functions);
        // #variable_conflict must come first: then nothing is wrapped around it.
        _counts = !code.TrimStart().StartsWith('#');
    }

    /// <returns>Null for code that it cannot follow.</returns>
    public static string? Mark(string code, MarkingContext context)
    {
        var (marks, branches) = (context.Marks.Count, context.Branches.Count);
        var marker = new CodeMarker(code, context);
        if (marker.TakeBody())
            return marker.Write();
        context.Marks.RemoveRange(marks, context.Marks.Count - marks);
        context.Branches.RemoveRange(branches, context.Branches.Count - branches);
        return null;
    }

    private bool TakeBody()
    {
        while (_at < _tokens.Count && !Is("BEGIN") && !Is("DECLARE"))
            _at++;
        return TakeBlock(-1)
            && (_at >= _tokens.Count || _tokens[_at].Kind == SqlTokenKind.Semicolon || _at >= _tokens.Count - 2);
    }

    private string Write()
    {
        var text = new StringBuilder(_code);
        foreach (var (at, mark) in _insertions.OrderByDescending(insertion => insertion.At))
            text.Insert(at, mark);
        if (!_counts)
            return text.ToString();
        var code = text.ToString().TrimEnd().TrimEnd(';');
        return $"DECLARE levee_rows bigint; BEGIN {(_context.Function < 0 ? "" : _context.Writer.Enter(_context.Function))} {code}\n; END";
    }

    private bool TakeBlock(int branch)
    {
        if (Is("DECLARE"))
        {
            // A cursor may be declared FOR any query, and no declaration holds the word by itself.
            while (
                _at < _tokens.Count
                && !(Is("BEGIN") && _tokens[_at - 1].Kind is SqlTokenKind.Semicolon or SqlTokenKind.Word)
            )
                _at++;
        }
        if (!Skip("BEGIN") || !TakeStatements(branch))
            return false;
        if (Skip("EXCEPTION"))
        {
            while (Is("WHEN"))
            {
                var condition = TakeUntil("THEN");
                if (
                    !Skip("THEN")
                    || !TakeBranch(branch, $"an error was caught ({condition})", IsDecidedBySchema(condition))
                )
                    return false;
            }
        }
        return Skip("END") && EndStatement();
    }

    private bool TakeStatements(int branch)
    {
        var (marks, first, start) = (-1, _context.Marks.Count, _at);
        while (_at < _tokens.Count)
        {
            // What stands behind a RETURN is never run: marks there would never be reached.
            if (marks >= 0)
                _context.Marks.RemoveRange(marks, _context.Marks.Count - marks);
            var leaves = marks < 0 && Leaves();
            if (leaves && Is("RAISE"))
                Undo(first, start);
            if (
                Is("END")
                || Is("ELSE")
                || Is("ELSIF")
                || Is("ELSEIF")
                || Is("EXCEPTION")
                // No statement begins with it.
                || Is("WHEN")
            )
                return true;
            if (_tokens[_at].Kind == SqlTokenKind.Semicolon)
                _at++;
            else if (Text(_at) == "<<")
                SkipLabel();
            else if (!TakeStatement(branch))
                return false;
            if (leaves)
                marks = _context.Marks.Count;
        }
        return false;
    }

    // What comes to an error that is always raised is rolled back, whoever catches it; nothing before it may leave.
    private void Undo(int firstMark, int start)
    {
        string[] leaving = ["RETURN", "EXIT", "CONTINUE", "COMMIT"];
        for (var i = start; i < _at; i++)
        {
            if (leaving.Any(word => _tokens[i].Is(_code, word)))
                return;
        }
        for (var i = firstMark; i < _context.Marks.Count; i++)
            _context.Marks[i] = _context.Marks[i] with { IsUndone = true };
    }

    // RETURN, and RAISE of an error: the levels that only tell something are words of their own.
    private bool Leaves()
    {
        string[] goesOn = Is("RETURN") ? ["NEXT", "QUERY"] : ["NOTICE", "INFO", "LOG", "WARNING", "DEBUG"];
        return (Is("RETURN") || Is("RAISE"))
            && _at + 1 < _tokens.Count
            && !goesOn.Any(word => _tokens[_at + 1].Is(_code, word));
    }

    // Whether a thing of that name is there already, or is not there, is the schema's doing.
    private static bool IsDecidedBySchema(string condition)
    {
        var names = SqlLexer
            .Read(condition)
            .Where(token => token.Kind == SqlTokenKind.Word)
            .Select(token => token.ValueIn(condition))
            .Except(["when", "or", "sqlstate"])
            .ToList();
        return names.Count > 0
            && names.TrueForAll(name =>
                (
                    name.StartsWith("duplicate_", StringComparison.Ordinal)
                    || name.StartsWith("undefined_", StringComparison.Ordinal)
                    || name == "invalid_schema_name"
                )
            );
    }

    private bool TakeStatement(int branch)
    {
        if (Is("BEGIN") || Is("DECLARE"))
            return TakeBlock(branch);
        if (Is("IF"))
            return TakeIf(branch);
        if (Is("CASE"))
            return TakeCase(branch);
        if (Is("LOOP"))
            return Skip("LOOP") && TakeStatements(branch) && Skip("END") && Skip("LOOP") && EndStatement();
        if (Is("WHILE") || Is("FOR") || Is("FOREACH"))
        {
            var head = TakeUntil("LOOP");
            return Skip("LOOP")
                && TakeBranch(branch, head, CatalogCondition.DecidesLoop(head, _variables))
                && Skip("END")
                && Skip("LOOP")
                && EndStatement();
        }
        return TakeSimple(branch);
    }

    private bool TakeIf(int branch)
    {
        var conditions = new List<string>();
        do
        {
            _at++;
            conditions.Add(TakeUntil("THEN"));
            if (
                !Skip("THEN")
                || !TakeBranch(branch, conditions[^1], CatalogCondition.Decides(conditions[^1], _variables))
            )
                return false;
        } while (Is("ELSIF") || Is("ELSEIF"));
        if (
            Skip("ELSE")
            && !TakeBranch(
                branch,
                $"not ({string.Join(" or ", conditions)})",
                conditions.TrueForAll(condition => CatalogCondition.Decides(condition, _variables))
            )
        )
            return false;
        return Skip("END") && Skip("IF") && EndStatement();
    }

    private bool TakeCase(int branch)
    {
        _at++;
        TakeUntil("WHEN");
        while (Skip("WHEN"))
        {
            var condition = TakeUntil("THEN");
            if (!Skip("THEN") || !TakeBranch(branch, condition, CatalogCondition.Decides(condition, _variables)))
                return false;
        }
        if (Skip("ELSE") && !TakeBranch(branch, "no case matched", false))
            return false;
        return Skip("END") && Skip("CASE") && EndStatement();
    }

    private bool TakeBranch(int parent, string condition, bool byCatalog)
    {
        var id = _context.Branches.Count;
        _context.Branches.Add(new(id, parent, condition, byCatalog));
        _insertions.Add((_tokens[_at - 1].Span.End, $" {_context.Writer.Take(id)} "));
        return TakeStatements(id);
    }

    private bool TakeSimple(int branch)
    {
        var first = _at;
        TakeUntilSemicolon();
        if (_at >= _tokens.Count)
            return false;
        var start = _tokens[first].Span.Start;
        var end = _tokens[_at - 1].Span.End;
        _at++;
        var text = _code[start..end];
        if (StatementRisk.Of(text, _context.Functions) is not { } risk)
            return true;
        var id = _context.Marks.Count;
        _context.Marks.Add(new(id, _context.Statement, _context.Function, branch, text, risk));
        var expression = risk == CodeRisk.Dynamic ? StatementRisk.DynamicText(text) : null;
        _insertions.Add(
            (
                start,
                expression is null
                    ? _context.Writer.Reach(id) + " "
                    : _context.Writer.ReachDynamic(id, expression) + " "
            )
        );
        if (
            _counts
            && risk is CodeRisk.ChangesRows or CodeRisk.Dynamic
            && !text.StartsWith("return", StringComparison.OrdinalIgnoreCase)
        )
            _insertions.Add((_tokens[_at - 1].Span.End, " " + _context.Writer.Count(id)));
        return true;
    }

    private void TakeUntilSemicolon()
    {
        for (var depth = 0; _at < _tokens.Count; _at++)
        {
            depth += _tokens[_at].Nesting;
            if (depth <= 0 && _tokens[_at].Kind == SqlTokenKind.Semicolon)
                return;
        }
    }

    /// <summary>Goes to the word, over parentheses and CASE expressions.</summary>
    private string TakeUntil(string word)
    {
        var start = _at < _tokens.Count ? _tokens[_at].Span.Start : _code.Length;
        var end = start;
        for (var (depth, cases) = (0, 0); _at < _tokens.Count; _at++)
        {
            if (depth == 0 && cases == 0 && Is(word))
                break;
            depth += _tokens[_at].Nesting;
            cases +=
                Is("CASE") ? 1
                : Is("END") ? -1
                : 0;
            end = _tokens[_at].Span.End;
        }
        return _code[start..end];
    }

    // END [label];
    private bool EndStatement()
    {
        while (_at < _tokens.Count && _tokens[_at].Kind != SqlTokenKind.Semicolon)
            _at++;
        _at++;
        return true;
    }

    private void SkipLabel()
    {
        while (_at < _tokens.Count && Text(_at) != ">>")
            _at++;
        _at++;
    }

    private bool Is(string word) => _at < _tokens.Count && _tokens[_at].Is(_code, word);

    private bool Skip(string word)
    {
        if (!Is(word))
            return false;
        _at++;
        return true;
    }

    private string Text(int at) => _tokens[at].TextIn(_code);
}
