using Levee.Core.Diagnostics;
using Levee.Core.Effects;
using Levee.Core.Rehearsals;

namespace Levee.Core.Rules;

/// <summary>A statement goes round what PostgreSQL guards.</summary>
public sealed class Tampering : Rule
{
    public override string Code => "tampering";
    public override RuleClass Class => RuleClass.Destroys;

    public override IEnumerable<Diagnostic> Check(Evidence statement, Rehearsal rehearsal) =>
        from effect in statement.Effects.OfType<Effect.Tampered>()
        select Found(
            statement,
            rehearsal,
            effect.Object,
            $"the statement {effect.What}",
            null,
            "do this outside of a migration, by hand, where somebody watches"
        );
}
