using Levee.Core.Diagnostics;
using Levee.Core.Effects;
using Levee.Core.Rehearsals;
using Levee.Core.Text;

namespace Levee.Core.Rules;

/// <summary>Stored values are not what they were.</summary>
public sealed class OverwriteValues : Rule
{
    public override string Code => "overwrite-values";
    public override RuleClass Class => RuleClass.Destroys;

    public override IEnumerable<Diagnostic> Check(Evidence statement, Rehearsal rehearsal) =>
        from effect in statement.Effects.OfType<Effect.ChangedValues>()
        where effect.NewType is null
        select Found(
            statement,
            rehearsal,
            effect.Object,
            $"overwrites values of {Short(effect.Column)}",
            $"in the rehearsal {effect.Changed} of {Words.Count(effect.Of, "value")} changed: {effect.Example}",
            $"write the new values into a new column, and keep {Quoted(effect.Column)} until they are proven",
            "fill in only what is missing: … WHERE column IS NULL"
        );
}
