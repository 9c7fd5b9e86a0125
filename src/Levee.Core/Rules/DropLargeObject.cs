using Levee.Core.Diagnostics;
using Levee.Core.Effects;
using Levee.Core.Rehearsals;

namespace Levee.Core.Rules;

/// <summary>Large objects are gone.</summary>
public sealed class DropLargeObject : Rule
{
    public override string Code => "drop-large-object";
    public override RuleClass Class => RuleClass.Destroys;

    public override IEnumerable<Diagnostic> Check(Evidence statement, Rehearsal rehearsal) =>
        from effect in statement.Effects.OfType<Effect.LostLargeObjects>()
        select Found(
            statement,
            rehearsal,
            effect.Object,
            $"destroys or overwrites large objects",
            $"in the rehearsal {effect.Gone} of {effect.Of} are gone or changed",
            "export them first: lo_export"
        );
}
