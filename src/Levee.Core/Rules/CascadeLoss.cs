using Levee.Core.Diagnostics;
using Levee.Core.Effects;
using Levee.Core.Rehearsals;

namespace Levee.Core.Rules;

/// <summary>Something fell with what it depended on.</summary>
public sealed class CascadeLoss : Rule
{
    public override string Code => "cascade-loss";
    public override RuleClass Class => RuleClass.Destroys;

    public override IEnumerable<Diagnostic> Check(Evidence statement, Rehearsal rehearsal) =>
        from effect in statement.Effects.OfType<Effect.Lost>()
        where effect.Kind is not (ObjectKind.Table or ObjectKind.EnumValue)
        let taker = TakenBy(statement, effect)
        where taker is not null
        select Found(
            statement,
            rehearsal,
            effect.Object,
            $"{effect.Kind.Word()} {Short(effect.Name)} falls with {taker}",
            null,
            "drop what depends on it by name first, so that the migration says all that it takes"
        );
}
