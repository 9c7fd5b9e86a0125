using Levee.Core.Diagnostics;
using Levee.Core.Effects;
using Levee.Core.Rehearsals;

namespace Levee.Core.Rules;

/// <summary>A rule over rows is gone.</summary>
public sealed class DropConstraint : Rule
{
    public override string Code => "drop-constraint";
    public override RuleClass Class => RuleClass.Destroys;

    public override IEnumerable<Diagnostic> Check(Evidence statement, Rehearsal rehearsal) =>
        from effect in statement.Effects.OfType<Effect.Lost>()
        where effect.Kind is ObjectKind.Constraint && TakenBy(statement, effect) is null
        select Found(
            statement,
            rehearsal,
            effect.Object,
            effect.WidenedBy is null
                ? $"drops constraint {Short(effect.Name)}: rows that it refused are accepted from now on"
                : $"constraint {Short(effect.Name)} is replaced by a wider one: old upserts fail, duplicates become possible",
            effect.IsRecreated ? "a constraint of the same name takes its place, with another rule" : null,
            "add the constraint that replaces it in the same migration, before this one is dropped"
        );
}
