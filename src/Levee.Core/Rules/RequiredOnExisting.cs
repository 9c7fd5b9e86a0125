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
            AddsColumn(statement)
                ? "add the column with a DEFAULT; or without NOT NULL, fill it in, and SET NOT NULL in a later migration"
                : "fill in the missing values first: UPDATE … SET … WHERE … IS NULL"
        );

    // What is not there yet cannot be filled in first.
    private static bool AddsColumn(Evidence statement) =>
        statement.Effects.Any(effect => effect is Effect.Required { IsNew: true })
        && !statement.Effects.Any(effect => effect is Effect.Required { IsNew: false });
}
