using Levee.Core.Diagnostics;
using Levee.Core.Effects;
using Levee.Core.Rehearsals;

namespace Levee.Core.Rules;

/// <summary>A type is gone.</summary>
public sealed class DropType : Rule
{
    public override string Code => "drop-type";
    public override RuleClass Class => RuleClass.Destroys;

    public override IEnumerable<Diagnostic> Check(Evidence statement, Rehearsal rehearsal) =>
        from effect in statement.Effects.OfType<Effect.Lost>()
        where effect is { Kind: ObjectKind.Type, IsRecreated: false } && TakenBy(statement, effect) is null
        select Found(
            statement,
            rehearsal,
            effect.Object,
            $"drops type {Short(effect.Name)}",
            null,
            "move every column to another type first, and drop the type when nothing has used it for a release"
        );
}
