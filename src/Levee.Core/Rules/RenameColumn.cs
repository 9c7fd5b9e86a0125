using Levee.Core.Diagnostics;
using Levee.Core.Effects;
using Levee.Core.Rehearsals;

namespace Levee.Core.Rules;

/// <summary>A column has another name.</summary>
public sealed class RenameColumn : Rule
{
    public override string Code => "rename-column";
    public override RuleClass Class => RuleClass.Breaks;

    public override IEnumerable<Diagnostic> Check(Evidence statement, Rehearsal rehearsal) =>
        from effect in statement.Effects.OfType<Effect.Renamed>()
        where effect.Kind == ObjectKind.Column
        select Found(
            statement,
            rehearsal,
            effect.Object,
            $"renames column {Short(effect.From)} to {effect.To[(effect.To.LastIndexOf('.') + 1)..]}: the application that still runs asks for the old name",
            null,
            "add the new column, write both, and drop the old one when no running version reads it"
        );
}
