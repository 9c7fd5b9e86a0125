using Levee.Core.Diagnostics;
using Levee.Core.Effects;
using Levee.Core.Rehearsals;

namespace Levee.Core.Rules;

/// <summary>Every row of a table is written anew.</summary>
public sealed class RewriteTable : Rule
{
    public override string Code => "rewrite-table";
    public override RuleClass Class => RuleClass.Blocks;

    public override IEnumerable<Diagnostic> Check(Evidence statement, Rehearsal rehearsal) =>
        from effect in statement.Effects.OfType<Effect.Rewrote>()
        select Found(
            statement,
            rehearsal,
            effect.Object,
            $"rewrites table {Short(effect.Table)}: reads and writes wait until every row is written anew",
            "the table got a new file in the rehearsal, under ACCESS EXCLUSIVE",
            Help(statement)
        );

    private static string Help(Evidence statement) =>
        statement.Effects.Any(effect => effect is Effect.Retyped)
            ? "add a column of the new type, fill it in batches, and switch over"
        : statement.HasWord("ADD") && statement.HasWord("DEFAULT")
            ? "add the column without its default, set the default in another statement, and fill the old rows in batches"
        : "do it when traffic is low, with a lock_timeout";
}
