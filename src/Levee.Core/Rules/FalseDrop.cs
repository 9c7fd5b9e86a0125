using Levee.Core.Diagnostics;
using Levee.Core.Effects;
using Levee.Core.Rehearsals;

namespace Levee.Core.Rules;

/// <summary>An index that Prisma cannot read back is dropped.</summary>
public sealed class FalseDrop : Rule
{
    public override string Code => "false-drop";
    public override RuleClass Class => RuleClass.Note;

    public override IEnumerable<Diagnostic> Check(Evidence statement, Rehearsal rehearsal) =>
        from effect in statement.Effects.OfType<Effect.Lost>()
        where effect is { Kind: ObjectKind.Index, IsBeyondPrisma: true }
        select Found(
            statement,
            rehearsal,
            effect.Object,
            $"index {Short(effect.Name)} has a predicate or an expression, which the schema file cannot say: it may only look removed",
            null,
            "leave the DROP INDEX out if the index is still wanted"
        );
}
