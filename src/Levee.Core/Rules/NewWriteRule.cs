using Levee.Core.Diagnostics;
using Levee.Core.Effects;
using Levee.Core.Rehearsals;

namespace Levee.Core.Rules;

/// <summary>A new rule may refuse what old code writes.</summary>
public sealed class NewWriteRule : Rule
{
    public override string Code => "new-write-rule";
    public override RuleClass Class => RuleClass.Breaks;

    public override IEnumerable<Diagnostic> Check(Evidence statement, Rehearsal rehearsal) =>
        from effect in statement.Effects.OfType<Effect.AddedConstraint>()
        where effect is { OnOldTable: true, TakesOldWrites: false, Kind: not ConstraintKind.PrimaryKey }
        select Found(
            statement,
            rehearsal,
            effect.Object,
            $"adds the rule {Short(effect.Name)}: {effect.Definition}; the application that still runs may write rows that it refuses",
            null,
            "ship the code that obeys the rule first"
        );
}
