using Levee.Core.Diagnostics;
using Levee.Core.Effects;
using Levee.Core.Rehearsals;

namespace Levee.Core.Rules;

/// <summary>A sequence counts from a lower number.</summary>
public sealed class ResetSequence : Rule
{
    public override string Code => "reset-sequence";
    public override RuleClass Class => RuleClass.Destroys;

    public override IEnumerable<Diagnostic> Check(Evidence statement, Rehearsal rehearsal) =>
        from effect in statement.Effects.OfType<Effect.MovedBack>()
        select Found(
            statement,
            rehearsal,
            effect.Object,
            $"sets sequence {Short(effect.Sequence)} back: numbers that were given are given again",
            $"in the rehearsal its next number went from {effect.From} to {effect.To}",
            $"only ever forward: SELECT setval('{effect.Sequence}', GREATEST((SELECT last_value FROM {Quoted(effect.Sequence)}), 1000));"
        );
}
