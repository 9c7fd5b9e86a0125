using Levee.Core.Sql;

namespace Levee.Core.Statements;

/// <summary>A statement inside of procedural code that may destroy data: the rehearsal's copy of the code tells when it gets there.</summary>
/// <param name="Id">Unique in the script.</param>
/// <param name="Script">The number of the script's statement that holds the code.</param>
/// <param name="Function">The number of the function that it is in; −1 for a DO block, which always runs.</param>
/// <param name="Branch">The innermost branch that it is in; −1 for none.</param>
public sealed record CodeMark(int Id, int Script, int Function, int Branch, string Text, CodeRisk Risk)
{
    /// <summary>Whether an error that is always raised after it rolls it back.</summary>
    public bool IsUndone { get; init; }
}

/// <param name="Parent">The branch that it is in; −1 for none.</param>
/// <param name="Condition">What decides whether it is taken: a condition, the head of a loop, the name of an error.</param>
/// <param name="IsDecidedByCatalog">Whether the schema alone decides, so that it is taken everywhere or nowhere.</param>
public sealed record CodeBranch(int Id, int Parent, string Condition, bool IsDecidedByCatalog);

public enum CodeRisk
{
    /// <summary>DROP, TRUNCATE, ALTER.</summary>
    Changes,

    /// <summary>UPDATE, DELETE, MERGE, an upsert.</summary>
    ChangesRows,

    /// <summary>SQL that is put together at run time.</summary>
    Dynamic,

    /// <summary>A call of a function.</summary>
    Calls,
}

/// <summary>A script whose procedural code says where it is, and the places.</summary>
/// <param name="Script">As many statements as the script it was made from, in the same order.</param>
public sealed record MarkedScript(SqlScript Script, ValueList<CodeMark> Marks, ValueList<CodeBranch> Branches)
{
    /// <param name="functions">The names of the database's own functions.</param>
    /// <param name="nonce">What no script can know, so that none can raise a mark itself: letters and digits.</param>
    public static MarkedScript Of(SqlScript script, IReadOnlySet<string> functions, string nonce)
    {
        var marks = new List<CodeMark>();
        var branches = new List<CodeBranch>();
        var entered = 0;
        var statements = new List<SqlStatement>(script.Statements.Count);
        for (var i = 0; i < script.Statements.Count; i++)
        {
            var statement = script.Statements[i];
            if (ProceduralBody.Find(statement.Text) is not { } body)
            {
                statements.Add(statement);
                continue;
            }
            var function = body.IsBlock ? -1 : entered++;
            var text = CodeMarker.Mark(
                body.Code,
                new(i, function, functions, marks, branches, new(nonce)) { Parameters = body.Parameters }
            );
            statements.Add(text is null ? statement : statement with { Text = body.With(statement.Text, text) });
        }
        return new(script with { Statements = statements.ToValueList() }, marks.ToValueList(), branches.ToValueList())
        {
            Nonce = nonce,
        };
    }

    /// <summary>What every mark of the script begins with.</summary>
    public string Nonce { get; init; } = "";
}

/// <summary>The statements by which marked code tells where it is.</summary>
internal sealed record MarkWriter(string Nonce)
{
    public string Enter(int function) => $"RAISE INFO '{Nonce}:f:{function}';";

    public string Take(int branch) => $"RAISE INFO '{Nonce}:b:{branch}';";

    public string Reach(int mark) => $"RAISE INFO '{Nonce}:m:{mark}';";

    public string ReachDynamic(int mark, string expression) => $"RAISE INFO '{Nonce}:d:{mark}:%', ({expression});";

    public string Count(int mark) =>
        $"GET DIAGNOSTICS levee_rows = ROW_COUNT; RAISE INFO '{Nonce}:r:{mark}:%', levee_rows;";
}

/// <summary>What a run of a marked script told.</summary>
/// <param name="nonce">Of the marks; a notice without it is none.</param>
public sealed class MarkLog(string nonce)
{
    private readonly HashSet<int> _functions = [];
    private readonly HashSet<int> _branches = [];
    private readonly HashSet<int> _marks = [];
    private readonly Dictionary<int, long> _rows = [];
    private readonly Dictionary<int, HashSet<string>> _dynamic = [];

    public bool IsEntered(int function) => function < 0 || _functions.Contains(function);

    public bool IsTaken(int branch) => branch < 0 || _branches.Contains(branch);

    public bool IsReached(int mark) => _marks.Contains(mark);

    public long Rows(int mark) => _rows.GetValueOrDefault(mark);

    /// <summary>The SQL that was put together there.</summary>
    public IEnumerable<string> Dynamic(int mark) => _dynamic.GetValueOrDefault(mark) ?? [];

    /// <param name="message">Of a notice; anything that is not ours is passed over.</param>
    public void Hear(string message)
    {
        var parts = message.Split(':', 4);
        if (parts.Length < 3 || nonce.Length == 0 || parts[0] != nonce || !int.TryParse(parts[2], out var id))
            return;
        switch (parts[1])
        {
            case "f":
                _functions.Add(id);
                break;
            case "b":
                _branches.Add(id);
                break;
            case "r":
                _rows[id] = Rows(id) + (parts.Length > 3 && long.TryParse(parts[3], out var rows) ? rows : 0);
                break;
            case "d":
                _marks.Add(id);
                if (!_dynamic.TryGetValue(id, out var texts))
                    _dynamic[id] = texts = new(StringComparer.Ordinal);
                if (parts.Length > 3 && texts.Count < 50)
                    texts.Add(parts[3]);
                break;
            case "m":
                _marks.Add(id);
                break;
            default:
                break;
        }
    }
}

/// <summary>The code of a DO block or of a PL/pgSQL function, and where it stands in its statement.</summary>
/// <param name="IsBlock">Whether it is a DO block.</param>
public sealed record ProceduralBody(string Code, bool IsBlock, int Start, int End)
{
    /// <summary>The names of the parameters; their types may be among them.</summary>
    public ValueList<string> Parameters { get; init; } = [];

    public static ProceduralBody? Find(string statement)
    {
        // Most statements are none, and one of them may be megabytes of rows.
        if (StatementShape.FirstWords(statement, 1) is not ["DO" or "CREATE"])
            return null;
        var tokens = SqlLexer.ReadCode(statement);
        if (tokens.Count < 2)
            return null;
        var isBlock = tokens[0].Is(statement, "DO");
        var isRoutine =
            tokens[0].Is(statement, "CREATE")
            && tokens.Take(4).Any(token => token.Is(statement, "FUNCTION") || token.Is(statement, "PROCEDURE"));
        if (!isBlock && !isRoutine)
            return null;
        var language = tokens.FindIndex(token => token.Is(statement, "LANGUAGE"));
        var name =
            language < 0 || language + 1 >= tokens.Count
                ? (isBlock ? "plpgsql" : "")
                : tokens[language + 1].ValueIn(statement).ToLowerInvariant();
        var body =
            isBlock ? tokens.FindIndex(token => token.IsString && token.Span.End > 0)
            : tokens.FindIndex(token => token.Is(statement, "AS")) is >= 0 and var at
            && at + 1 < tokens.Count
            && tokens[at + 1].IsString
                ? at + 1
            : -1;
        if (
            name != "plpgsql"
            || body < 0
            || (isBlock && language > 0 && language + 1 == body && tokens.Count <= body + 1)
        )
            return null;
        return new(tokens[body].ValueIn(statement), isBlock, tokens[body].Span.Start, tokens[body].Span.End)
        {
            Parameters = isBlock
                ? []
                : tokens
                    .Take(body)
                    .Where(token => token.IsName)
                    .Select(token => token.ValueIn(statement))
                    .ToValueList(),
        };
    }

    public string With(string statement, string code) =>
        $"{statement[..Start]} $levee_code${code}$levee_code${statement[End..]}";
}
