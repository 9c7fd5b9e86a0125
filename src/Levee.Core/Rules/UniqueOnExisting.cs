using Levee.Core.Diagnostics;
using Levee.Core.Effects;
using Levee.Core.Rehearsals;

namespace Levee.Core.Rules;

/// <summary>The migration fails on rows that are equal where the migration wants them unique.</summary>
public sealed class UniqueOnExisting : Rule
{
    public override string Code => "unique-on-existing";
    public override RuleClass Class => RuleClass.MayFail;

    public override IEnumerable<Diagnostic> Check(Evidence statement, Rehearsal rehearsal) =>
        from effect in statement.Effects.OfType<Effect.FailedOn>()
        where effect.SqlState is "23505" or "23P01"
        select Found(
            statement,
            rehearsal,
            null,
            $"fails on rows that are equal where the migration wants them unique: {effect.Message}",
            $"seen with rows {effect.Rows}",
            "look at production first: SELECT … GROUP BY … HAVING count(*) > 1"
        );
}
