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
            "add a column of the new type, fill it in batches, and switch over"
        );
}
