using Levee.Core.Diagnostics;
using Levee.Core.Effects;
using Levee.Core.Rehearsals;

namespace Levee.Core.Rules;

/// <summary>Procedural code has a branch that no rehearsal took.</summary>
public sealed class UnreachedBranch : Rule
{
    public override string Code => "unreached-branch";
    public override RuleClass Class => RuleClass.Unproven;

    public override IEnumerable<Diagnostic> Check(Evidence statement, Rehearsal rehearsal) =>
        from effect in statement.Effects.OfType<Effect.Unproven>()
        where effect.Kind == UnprovenKind.Branch
        select Found(
            statement,
            rehearsal,
            effect.Object,
            effect.Target is null
                ? "a branch that was not taken may destroy data"
                : $"a branch that was not taken would destroy {effect.Target}",
            effect.Why,
            "decide by what is in the schema (IF EXISTS, to_regclass), or leave the branch out of the migration"
        );
}
