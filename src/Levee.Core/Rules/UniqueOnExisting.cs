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
        where effect.SqlState is "23505" or "23P01" && !OnlyInserts(statement)
        select Found(
            statement,
            rehearsal,
            null,
            $"fails on rows that are equal where the migration wants them unique: {effect.Message}",
            $"seen with rows {effect.Rows}",
            "look at production first: SELECT … GROUP BY … HAVING count(*) > 1"
        );

    // The rows of the rehearsal are made of the script's own constants: that one of them is there already says nothing of
    // production, and the migration wants no rule of the rows there are.
    private static bool OnlyInserts(Evidence statement) =>
        statement.HasCodeWord("INSERT")
        && !statement.HasCodeWord("UPDATE")
        && !statement.HasCodeWord("UNIQUE")
        && !statement.HasCodeWord("ALTER")
        && !statement.HasCodeWord("FROM");
}
