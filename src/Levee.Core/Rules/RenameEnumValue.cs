using Levee.Core.Diagnostics;
using Levee.Core.Effects;
using Levee.Core.Rehearsals;

namespace Levee.Core.Rules;

/// <summary>A enum value has another name.</summary>
public sealed class RenameEnumValue : Rule
{
    public override string Code => "rename-enum-value";
    public override RuleClass Class => RuleClass.Breaks;

    public override IEnumerable<Diagnostic> Check(Evidence statement, Rehearsal rehearsal) =>
        from effect in statement.Effects.OfType<Effect.Renamed>()
        where effect.Kind == ObjectKind.EnumValue
        select Found(
            statement,
            rehearsal,
            effect.Object,
            $"renames enum value {Short(effect.From)} to {effect.To[(effect.To.LastIndexOf('.') + 1)..]}: the application that still runs asks for the old name",
            null,
            "add the new value, and remove the old one when no running version writes it"
        );
}
