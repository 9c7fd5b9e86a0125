using Levee.Core.Diagnostics;
using Levee.Core.Effects;
using Levee.Core.Rehearsals;

namespace Levee.Core.Rules;

/// <summary>The migration fails on rows without a value where the migration wants one.</summary>
public sealed class RequiredOnExisting : Rule
{
    public override string Code => "required-on-existing";
    public override RuleClass Class => RuleClass.MayFail;

    public override IEnumerable<Diagnostic> Check(Evidence statement, Rehearsal rehearsal) =>
        from effect in statement.Effects.OfType<Effect.FailedOn>()
        where effect.SqlState is "23502"
        select Found(
            statement,
            rehearsal,
            null,
            $"fails on rows without a value where the migration wants one: {effect.Message}",
            $"seen with rows {effect.Rows}",
            "fill in the missing values first: UPDATE … SET … WHERE … IS NULL"
        );
}
