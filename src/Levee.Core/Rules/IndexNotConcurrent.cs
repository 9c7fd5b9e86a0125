using Levee.Core.Diagnostics;
using Levee.Core.Effects;
using Levee.Core.Rehearsals;

namespace Levee.Core.Rules;

/// <summary>An index is built while writes wait.</summary>
public sealed class IndexNotConcurrent : Rule
{
    public override string Code => "index-not-concurrent";
    public override RuleClass Class => RuleClass.Blocks;

    public override IEnumerable<Diagnostic> Check(Evidence statement, Rehearsal rehearsal) =>
        from effect in statement.Effects.OfType<Effect.AddedIndex>()
        where effect.OnOldTable && statement.Effects.Any(other => other is Effect.Locked { Mode: LockMode.Share })
        select Found(
            statement,
            rehearsal,
            effect.Object,
            $"builds index {Short(effect.Name)} while writes to {Short(effect.Table)} wait",
            $"held SHARE on {Short(effect.Table)}",
            "CREATE INDEX CONCURRENTLY, alone in its migration"
        );
}
