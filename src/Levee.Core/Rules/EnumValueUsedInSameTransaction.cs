using Levee.Core.Diagnostics;
using Levee.Core.Rehearsals;
using Levee.Core.Statements;

namespace Levee.Core.Rules;

/// <summary>A new enum value is used by the file that adds it.</summary>
public sealed class EnumValueUsedInSameTransaction : Rule
{
    public override string Code => "enum-value-used-in-same-transaction";
    public override RuleClass Class => RuleClass.MayFail;

    public override IEnumerable<Diagnostic> Check(Evidence statement, Rehearsal rehearsal)
    {
        if (!statement.IsAlone || !statement.StartsWith("ALTER", "TYPE") || !statement.HasWord("VALUE"))
            yield break;
        var labels = ScriptLiterals.Read([statement.Statement.Text]).Texts;
        if (
            !rehearsal
                .Statements.Skip(statement.Number + 1)
                .Any(other => ScriptLiterals.Read([other.Statement.Text]).Texts.Intersect(labels).Any())
        )
            yield break;
        yield return Found(
            statement,
            rehearsal,
            null,
            "adds an enum value that a later statement of the file uses: one transaction cannot do both",
            "the rehearsal had to run the file statement by statement",
            "add the value in one migration and use it in the next"
        );
    }
}
