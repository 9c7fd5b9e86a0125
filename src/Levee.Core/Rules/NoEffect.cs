using Levee.Core.Diagnostics;
using Levee.Core.Rehearsals;

namespace Levee.Core.Rules;

/// <summary>A migration changes nothing.</summary>
public sealed class NoEffect : Rule
{
    public override string Code => "no-effect";
    public override RuleClass Class => RuleClass.Note;

    public override IEnumerable<Diagnostic> Check(Evidence statement, Rehearsal rehearsal)
    {
        if (statement.Number != 0 || !rehearsal.ChangesNothing)
            yield break;
        yield return Found(
            statement,
            rehearsal,
            null,
            "the migration changes nothing",
            "the rehearsal saw no change of the schema and no changed row"
        );
    }
}
