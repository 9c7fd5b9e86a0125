using Levee.Core.Diagnostics;
using Levee.Core.Effects;
using Levee.Core.Rehearsals;

namespace Levee.Core.Rules;

/// <summary>A statement that was prepared before fails after.</summary>
public sealed class PreparedPlan : Rule
{
    public override string Code => "prepared-plan";
    public override RuleClass Class => RuleClass.Breaks;

    public override IEnumerable<Diagnostic> Check(Evidence statement, Rehearsal rehearsal) =>
        from effect in statement.Effects.OfType<Effect.BrokePrepared>()
        where effect.Kind is "select" or "insert"
        select Found(
            statement,
            rehearsal,
            effect.Object,
            $"a prepared {effect.Kind.ToUpperInvariant()} of {Short(effect.Table)} fails after this: {effect.Message}",
            "seen with a statement that was prepared before the migration and executed after it",
            "restart the connections of the old version, or let both shapes live side by side for a release"
        );
}
