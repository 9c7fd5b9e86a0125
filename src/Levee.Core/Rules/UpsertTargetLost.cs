using Levee.Core.Diagnostics;
using Levee.Core.Effects;
using Levee.Core.Rehearsals;

namespace Levee.Core.Rules;

/// <summary>ON CONFLICT finds no unique index any more.</summary>
public sealed class UpsertTargetLost : Rule
{
    // 42P10: no unique or exclusion constraint matches the ON CONFLICT clause. An upsert can fail for other reasons too.
    private const string NoTarget = "42P10";

    public override string Code => "upsert-target-lost";
    public override RuleClass Class => RuleClass.Breaks;

    public override IEnumerable<Diagnostic> Check(Evidence statement, Rehearsal rehearsal) =>
        from effect in statement.Effects.OfType<Effect.BrokePrepared>()
        where effect is { Kind: "upsert", SqlState: NoTarget }
        select Found(
            statement,
            rehearsal,
            effect.Object,
            $"an upsert into {Short(effect.Table)} fails after this: {effect.Message}",
            "seen with INSERT … ON CONFLICT that was prepared before the migration and executed after it",
            "keep the unique index until no running version upserts on its columns"
        );
}
