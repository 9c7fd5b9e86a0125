using Levee.Core.Diagnostics;
using Levee.Core.Effects;
using Levee.Core.Rehearsals;
using Levee.Core.Text;

namespace Levee.Core.Rules;

/// <summary>A table was emptied.</summary>
public sealed class Truncate : Rule
{
    public override string Code => "truncate";
    public override RuleClass Class => RuleClass.Destroys;

    public override IEnumerable<Diagnostic> Check(Evidence statement, Rehearsal rehearsal) =>
        from effect in statement.Effects.OfType<Effect.LostRows>()
        where effect.ByTruncate
        select Found(
            statement,
            rehearsal,
            effect.Object,
            $"empties table {Short(effect.Table)}",
            $"in the rehearsal {effect.Gone} of {Words.Count(effect.Of, "row")} are gone",
            "move the rows away first, or delete exactly those that are meant"
        );
}
