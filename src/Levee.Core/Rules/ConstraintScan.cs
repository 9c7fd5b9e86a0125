using Levee.Core.Diagnostics;
using Levee.Core.Effects;
using Levee.Core.Rehearsals;

namespace Levee.Core.Rules;

/// <summary>A rule is checked on every row under a lock.</summary>
public sealed class ConstraintScan : Rule
{
    public override string Code => "constraint-scan";
    public override RuleClass Class => RuleClass.Blocks;

    public override IEnumerable<Diagnostic> Check(Evidence statement, Rehearsal rehearsal) =>
        from effect in statement.Effects.OfType<Effect.Scanned>()
        where !statement.Effects.Any(other => other is Effect.Required)
        select Found(
            statement,
            rehearsal,
            effect.Object,
            $"reads every row of {Short(effect.Table)} to check a rule, while others wait",
            "a full scan was seen in the rehearsal",
            "add it NOT VALID, and VALIDATE CONSTRAINT in a later statement: that lets reads and writes through"
        );
}
