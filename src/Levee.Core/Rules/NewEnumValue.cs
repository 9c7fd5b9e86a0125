using Levee.Core.Diagnostics;
using Levee.Core.Effects;
using Levee.Core.Rehearsals;

namespace Levee.Core.Rules;

/// <summary>Old code meets an enum value that it does not know.</summary>
public sealed class NewEnumValue : Rule
{
    public override string Code => "new-enum-value";
    public override RuleClass Class => RuleClass.Breaks;
    public override Severity Severity => Severity.Note;

    public override IEnumerable<Diagnostic> Check(Evidence statement, Rehearsal rehearsal) =>
        from effect in statement.Effects.OfType<Effect.AddedLabel>()
        select Found(
            statement,
            rehearsal,
            effect.Object,
            $"adds {effect.Label} to enum {Short(effect.Type)}: the application that still runs fails when it reads it",
            null,
            "deploy the code that knows the value before any row holds it"
        );
}
