using Levee.Core.Diagnostics;
using Levee.Core.Effects;
using Levee.Core.Rehearsals;

namespace Levee.Core.Rules;

/// <summary>SET NOT NULL reads every row under a lock.</summary>
public sealed class SetNotNullScan : Rule
{
    public override string Code => "set-not-null-scan";
    public override RuleClass Class => RuleClass.Blocks;

    public override IEnumerable<Diagnostic> Check(Evidence statement, Rehearsal rehearsal) =>
        from effect in statement.Effects.OfType<Effect.Scanned>()
        where statement.SetsNotNull()
        select Found(
            statement,
            rehearsal,
            effect.Object,
            $"reads every row of {Short(effect.Table)} to check for NULLs, while others wait",
            "a full scan was seen in the rehearsal",
            "let a CHECK prove it, each step in a migration of its own: ADD CONSTRAINT … CHECK (… IS NOT NULL) NOT VALID; "
                + "VALIDATE CONSTRAINT …; SET NOT NULL and DROP CONSTRAINT …"
        );
}
