using Levee.Core.Diagnostics;
using Levee.Core.Effects;
using Levee.Core.Rehearsals;

namespace Levee.Core.Rules;

/// <summary>A column no longer takes NULL.</summary>
public sealed class SetNotNull : Rule
{
    public override string Code => "set-not-null";
    public override RuleClass Class => RuleClass.Breaks;

    public override IEnumerable<Diagnostic> Check(Evidence statement, Rehearsal rehearsal) =>
        from effect in statement.Effects.OfType<Effect.Required>()
        where effect is { IsNew: false, WasChecked: false }
        select Found(
            statement,
            rehearsal,
            effect.Object,
            $"{Short(effect.Column)} no longer takes NULL: the application that still runs may write one",
            null,
            "ship the code that always writes a value first, and the constraint in the next release"
        );
}
