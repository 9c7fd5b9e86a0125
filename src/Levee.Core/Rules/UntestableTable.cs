using Levee.Core.Diagnostics;
using Levee.Core.Effects;
using Levee.Core.Rehearsals;

namespace Levee.Core.Rules;

/// <summary>No row could be put into a table that is changed.</summary>
public sealed class UntestableTable : Rule
{
    public override string Code => "untestable-table";
    public override RuleClass Class => RuleClass.Unproven;

    public override IEnumerable<Diagnostic> Check(Evidence statement, Rehearsal rehearsal) =>
        from effect in statement.Effects.OfType<Effect.Unproven>()
        where effect.Kind == UnprovenKind.Table
        select Found(
            statement,
            rehearsal,
            effect.Object,
            "may destroy rows or values of a table that the rehearsal could put no rows into",
            effect.Why,
            "say in the approval why no row is lost"
        );
}
