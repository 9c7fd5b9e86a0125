using Levee.Core.Sql;
using Levee.Core.Statements;

namespace Levee.Core.Rehearsals;

/// <summary>Whether a condition that the planner found to be false may be true elsewhere: it takes a function at its word that says
/// IMMUTABLE, and may have asked it for what is in a table.</summary>
internal sealed class PlannedConditions(RehearsalSubject subject)
{
    private readonly bool _hasPlainOperators = subject.HasPlainOperators;
    private readonly HashSet<string> _functions =
    [
        .. subject.Catalog.Code.Where(code => code.Kind == "function").Select(code => code.Name.Split('.')[^1]),
    ];

    /// <param name="text">The one change that it is; null where a view or a rule may have put something in.</param>
    public bool MayCallOwnCode(string query, ChangeText? text)
    {
        if (!_hasPlainOperators || (text is null && _functions.Count > 0))
            return true;
        var cursor = new SqlCursor(query);
        for (var i = 0; i < cursor.End; i++)
        {
            if (!cursor[i].IsName)
                continue;
            var isCall = i + 1 < cursor.End && cursor[i + 1].Kind == SqlTokenKind.LeftParenthesis;
            if (_functions.Contains(cursor[i].ValueIn(query)) || (isCall && subject.CodeChanges.OfFunctions))
                return true;
        }
        return false;
    }
}
