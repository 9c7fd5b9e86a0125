using Levee.Core.Diagnostics;
using Levee.Core.Effects;
using Levee.Core.Rehearsals;

namespace Levee.Core.Rules;

/// <summary>A column lost its default.</summary>
public sealed class DropDefault : Rule
{
    public override string Code => "drop-default";
    public override RuleClass Class => RuleClass.Breaks;

    public override IEnumerable<Diagnostic> Check(Evidence statement, Rehearsal rehearsal) =>
        from effect in statement.Effects.OfType<Effect.DroppedDefault>()
        select Found(
            statement,
            rehearsal,
            effect.Object,
            $"{Short(effect.Column)} loses its default {effect.Default}: the application that still runs may rely on it",
            null,
            "drop the default when every running version writes the column"
        );
}
