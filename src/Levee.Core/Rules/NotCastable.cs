using Levee.Core.Diagnostics;
using Levee.Core.Effects;
using Levee.Core.Rehearsals;

namespace Levee.Core.Rules;

/// <summary>The migration fails on some values.</summary>
public sealed class NotCastable : Rule
{
    public override string Code => "not-castable";
    public override RuleClass Class => RuleClass.MayFail;

    public override IEnumerable<Diagnostic> Check(Evidence statement, Rehearsal rehearsal) =>
        from effect in statement.Effects.OfType<Effect.FailedOn>()
        where effect.SqlState is not ("23505" or "23P01" or "23502" or "55P04")
        select Found(
            statement,
            rehearsal,
            null,
            $"fails on some rows: {effect.Message}",
            $"seen with rows {effect.Rows}",
            "look at production for such values before the deploy"
        );
}
