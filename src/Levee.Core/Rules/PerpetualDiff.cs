using Levee.Core.Diagnostics;
using Levee.Core.Effects;
using Levee.Core.Rehearsals;

namespace Levee.Core.Rules;

/// <summary>A statement puts back what the database already holds.</summary>
public sealed class PerpetualDiff : Rule
{
    public override string Code => "perpetual-diff";
    public override RuleClass Class => RuleClass.Note;

    public override IEnumerable<Diagnostic> Check(Evidence statement, Rehearsal rehearsal)
    {
        if (
            statement.Statement.Source is null
            || rehearsal.ChangesNothing
            || statement.Effects.Any(effect => effect is not Effect.Locked)
            || !statement.HadNoEffect
        )
            yield break;
        yield return Found(
            statement,
            rehearsal,
            null,
            "changes nothing in the database: the schema file asks for it again and again",
            "the catalog was the same before and after",
            "write the default or the type in the schema file the way PostgreSQL gives it back"
        );
    }
}
