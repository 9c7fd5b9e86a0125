using Levee.Core.Sql;

namespace Levee.Core.Statements;

/// <summary>What a script may do to the code that PostgreSQL runs along with its statements. What it makes and drops again is in no
/// catalog before or after it, so that the words decide, and a text that is put together at run time may be any.</summary>
/// <param name="OfTables">Triggers and rules: made, dropped, switched off or on.</param>
/// <param name="OfOperators">Operators and casts.</param>
/// <param name="OfFunctions">Bodies of functions.</param>
public sealed record CodeChanges(bool OfTables, bool OfOperators, bool OfFunctions)
{
    private static readonly string[] Definitions = ["trigger", "rule", "session_replication_role"];
    private static readonly string[] Verbs = ["create", "alter", "drop", "enable", "disable"];

    /// <param name="script">The texts of the script.</param>
    /// <param name="bodies">The code of the database's own functions.</param>
    public static CodeChanges Of(
        IEnumerable<string> script,
        IReadOnlyCollection<string> bodies,
        IReadOnlyCollection<CodeMark> marks
    )
    {
        var words = ScriptLiterals.Read(script).Words;
        var stored = ScriptLiterals.Read(bodies).Words;
        var isOpen = marks.Any(mark => mark.Risk == CodeRisk.Dynamic && MayDefine(mark));
        return new(
            isOpen
                || (words.Overlaps(Definitions) && words.Overlaps(Verbs))
                || (stored.Overlaps(Definitions) && stored.Overlaps(Verbs)),
            isOpen || DefinesOperators(words) || DefinesOperators(stored),
            isOpen || words.Overlaps(["function", "procedure", "routine"])
        );
    }

    // CREATE OPERATOR, CREATE CAST (a AS b) WITH FUNCTION f; CAST (c AS text) stands in many a script.
    private static bool DefinesOperators(IReadOnlySet<string> words) =>
        words.Overlaps(Verbs)
        && (words.Contains("operator") || (words.Contains("cast") && words.Overlaps(["function", "inout", "without"])));

    // EXECUTE 'DELETE FROM ' || name changes rows, whatever the name.
    private static bool MayDefine(CodeMark mark) =>
        StatementRisk.DynamicVerb(mark.Text)
            is not ("delete" or "update" or "insert" or "select" or "truncate" or "drop" or "analyze");
}
