using Levee.Core.Diagnostics;
using Levee.Core.Effects;
using Levee.Core.Rehearsals;

namespace Levee.Core.Rules;

/// <summary>A sequence is gone, and its position with it.</summary>
public sealed class DropSequence : Rule
{
    public override string Code => "drop-sequence";
    public override RuleClass Class => RuleClass.Destroys;

    public override IEnumerable<Diagnostic> Check(Evidence statement, Rehearsal rehearsal) =>
        from effect in statement.Effects.OfType<Effect.Lost>()
        where effect is { Kind: ObjectKind.Sequence, IsRecreated: false } && TakenBy(statement, effect) is null
        select Found(
            statement,
            rehearsal,
            effect.Object,
            $"drops sequence {Short(effect.Name)}, and with it the next number",
            null,
            $"let another take over its place: SELECT setval('new_sequence', (SELECT last_value FROM {Quoted(effect.Name)}));"
        );
}
