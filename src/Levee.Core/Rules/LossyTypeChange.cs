using Levee.Core.Diagnostics;
using Levee.Core.Effects;
using Levee.Core.Rehearsals;
using Levee.Core.Text;

namespace Levee.Core.Rules;

/// <summary>A new type cannot hold what the old one held.</summary>
public sealed class LossyTypeChange : Rule
{
    public override string Code => "lossy-type-change";
    public override RuleClass Class => RuleClass.Destroys;

    public override IEnumerable<Diagnostic> Check(Evidence statement, Rehearsal rehearsal) =>
        from effect in statement.Effects.OfType<Effect.ChangedValues>()
        where effect.NewType is not null
        select Found(
            statement,
            rehearsal,
            effect.Object,
            $"changing {Short(effect.Column)} to {effect.NewType} loses what its values hold",
            $"in the rehearsal {effect.Changed} of {Words.Count(effect.Of, "value")} are not what they were: {effect.Example}",
            "add a column of the new type, fill it, compare the two, and switch over in a later release"
        );
}
