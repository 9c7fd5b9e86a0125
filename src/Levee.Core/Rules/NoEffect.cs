using Levee.Core.Diagnostics;
using Levee.Core.Effects;
using Levee.Core.Rehearsals;
using Levee.Core.Statements;

namespace Levee.Core.Rules;

/// <summary>A migration changes nothing.</summary>
public sealed class NoEffect : Rule
{
    public override string Code => "no-effect";
    public override RuleClass Class => RuleClass.Note;

    public override IEnumerable<Diagnostic> Check(Evidence statement, Rehearsal rehearsal)
    {
        if (statement.Number != 0 || !rehearsal.ChangesNothing || rehearsal.Effects.Any(MayHaveMore))
            yield break;
        if (!rehearsal.Script.Statements.All(part => OnlyDefines.Is(part.Text)))
            yield break;
        yield return Found(
            statement,
            rehearsal,
            null,
            "the migration changes nothing",
            "the rehearsal saw no change of the schema, and no statement that could change a row or a setting"
        );
    }

    // What failed on some rows, or could not be tried, may do more than what was seen.
    private static bool MayHaveMore(Effect effect) => effect is Effect.Unproven or Effect.FailedOn || effect.Destroys;
}
