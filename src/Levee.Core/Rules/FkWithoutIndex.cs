using Levee.Core.Diagnostics;
using Levee.Core.Effects;
using Levee.Core.Rehearsals;

namespace Levee.Core.Rules;

/// <summary>A foreign key without an index.</summary>
public sealed class FkWithoutIndex : Rule
{
    public override string Code => "fk-without-index";
    public override RuleClass Class => RuleClass.Blocks;
    public override Severity Severity => Severity.Note;

    public override IEnumerable<Diagnostic> Check(Evidence statement, Rehearsal rehearsal) =>
        from effect in statement.Effects.OfType<Effect.AddedConstraint>()
        where effect is { Kind: ConstraintKind.ForeignKey, LacksIndex: true }
        select Found(
            statement,
            rehearsal,
            effect.Object,
            $"foreign key {Short(effect.Name)} has no index on its columns: deleting a parent reads the whole table",
            null,
            "add an index on the columns of the foreign key"
        );
}
