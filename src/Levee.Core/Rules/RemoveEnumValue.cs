using Levee.Core.Diagnostics;
using Levee.Core.Effects;
using Levee.Core.Rehearsals;

namespace Levee.Core.Rules;

/// <summary>An enum lost a label.</summary>
public sealed class RemoveEnumValue : Rule
{
    public override string Code => "remove-enum-value";
    public override RuleClass Class => RuleClass.Destroys;

    public override IEnumerable<Diagnostic> Check(Evidence statement, Rehearsal rehearsal) =>
        from effect in statement.Effects.OfType<Effect.Lost>()
        where effect.Kind == ObjectKind.EnumValue
        select Found(
            statement,
            rehearsal,
            effect.Object,
            $"removes {effect.Name[(effect.Name.LastIndexOf('.') + 1)..]} from enum {Short(effect.Name[..effect.Name.LastIndexOf('.')])}: rows that hold it stop the migration or get another value",
            null,
            "stop writing the value in one release, move the rows that hold it, and remove it in the next"
        );
}
