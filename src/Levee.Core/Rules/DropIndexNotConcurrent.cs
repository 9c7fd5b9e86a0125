using Levee.Core.Diagnostics;
using Levee.Core.Effects;
using Levee.Core.Rehearsals;

namespace Levee.Core.Rules;

/// <summary>An index is dropped while reads and writes wait.</summary>
public sealed class DropIndexNotConcurrent : Rule
{
    public override string Code => "drop-index-not-concurrent";
    public override RuleClass Class => RuleClass.Blocks;

    public override IEnumerable<Diagnostic> Check(Evidence statement, Rehearsal rehearsal) =>
        from effect in statement.Effects.OfType<Effect.Locked>()
        where effect.Mode == LockMode.AccessExclusive && statement.StartsWith("DROP", "INDEX")
        select Found(
            statement,
            rehearsal,
            effect.Object,
            $"drops an index while reads and writes of {Short(effect.Table)} wait for it",
            $"held {effect.Mode.Name()} on {Short(effect.Table)}",
            "DROP INDEX CONCURRENTLY, alone in its migration"
        );
}
