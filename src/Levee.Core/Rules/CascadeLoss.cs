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
        where effect is { With: not null, Kind: not (ObjectKind.Table or ObjectKind.EnumValue) }
        select Found(
            statement,
            rehearsal,
            effect.Object,
            $"{effect.Kind.Word()} {Short(effect.Name)} falls with {effect.With}",
            null,
            "drop what depends on it by name first, so that the migration says all that it takes"
        );
}
