using Levee.Core.Diagnostics;
using Levee.Core.Effects;
using Levee.Core.Rehearsals;

namespace Levee.Core.Rules;

/// <summary>A schema is gone. What was in it is reported by itself, so that this alone refuses nothing.</summary>
public sealed class DropSchema : Rule
{
    public override string Code => "drop-schema";
    public override RuleClass Class => RuleClass.Destroys;
    public override Severity Severity => Severity.Warning;

    public override IEnumerable<Diagnostic> Check(Evidence statement, Rehearsal rehearsal) =>
        from effect in statement.Effects.OfType<Effect.DroppedSchema>()
        select Found(
            statement,
            rehearsal,
            effect.Object,
            $"drops schema {effect.Name}",
            "what was in it is listed by itself",
            "without CASCADE it is dropped only when it is empty"
        );
}
