using Levee.Core.Diagnostics;
using Levee.Core.Effects;
using Levee.Core.Rehearsals;

namespace Levee.Core.Rules;

/// <summary>A table moved to another schema.</summary>
public sealed class MoveSchema : Rule
{
    public override string Code => "move-schema";
    public override RuleClass Class => RuleClass.Breaks;

    public override IEnumerable<Diagnostic> Check(Evidence statement, Rehearsal rehearsal) =>
        from effect in statement.Effects.OfType<Effect.MovedToSchema>()
        where !LeavesView(rehearsal, effect.From)
        select Found(
            statement,
            rehearsal,
            effect.Object,
            $"moves {effect.Kind.Word()} {effect.From} to {effect.To}: the application that still runs asks for it in the old place",
            null,
            effect.Kind == ObjectKind.Table
                ? "leave a view of the old name behind until no running version needs it"
                : "ship the code that asks for it in the new place, or in both, first"
        );
}
