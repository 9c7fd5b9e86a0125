using Levee.Core.Diagnostics;
using Levee.Core.Effects;
using Levee.Core.Rehearsals;

namespace Levee.Core.Rules;

/// <summary>A column is gone with its values.</summary>
public sealed class DropColumn : Rule
{
    public override string Code => "drop-column";
    public override RuleClass Class => RuleClass.Destroys;

    public override IEnumerable<Diagnostic> Check(Evidence statement, Rehearsal rehearsal) =>
        from effect in statement.Effects.OfType<Effect.Lost>()
        where effect is { Kind: ObjectKind.Column, IsRecreated: false } && TakenBy(statement, effect) is null
        select Found(
            statement,
            rehearsal,
            effect.Object,
            $"drops column {Short(effect.Name)} and the values in it",
            null,
            "stop reading and writing the column in one release, and drop it in the next"
        );
}
