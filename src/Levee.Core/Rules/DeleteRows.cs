using Levee.Core.Diagnostics;
using Levee.Core.Effects;
using Levee.Core.Rehearsals;
using Levee.Core.Text;

namespace Levee.Core.Rules;

/// <summary>Rows are gone.</summary>
public sealed class DeleteRows : Rule
{
    public override string Code => "delete-rows";
    public override RuleClass Class => RuleClass.Destroys;

    public override IEnumerable<Diagnostic> Check(Evidence statement, Rehearsal rehearsal) =>
        from effect in statement.Effects.OfType<Effect.LostRows>()
        where !effect.ByTruncate
        select Found(
            statement,
            rehearsal,
            effect.Object,
            $"deletes rows of {Short(effect.Table)}",
            $"in the rehearsal {effect.Gone} of {Words.Count(effect.Of, "row")} are gone",
            "copy the rows into another table first, or move the clean-up out of the migration, where it can be looked at"
        );
}
