using Levee.Core.Diagnostics;
using Levee.Core.Effects;
using Levee.Core.Rehearsals;

namespace Levee.Core.Rules;

/// <summary>A change met no row of the rehearsal, and nothing shows that it is harmless.</summary>
public sealed class UnprovenChange : Rule
{
    public override string Code => "unproven-change";
    public override RuleClass Class => RuleClass.Unproven;

    public override IEnumerable<Diagnostic> Check(Evidence statement, Rehearsal rehearsal) =>
        from effect in statement.Effects.OfType<Effect.Unproven>()
        where effect.Kind is UnprovenKind.Change or UnprovenKind.Stopped
        select Found(
            statement,
            rehearsal,
            effect.Object,
            effect.Target is null
                ? "may destroy data, and the rehearsal could not show that it does not"
                : $"may destroy {Short(effect.Target[(effect.Target.IndexOf(' ', StringComparison.Ordinal) + 1)..])}, and the rehearsal could not show that it does not",
            effect.Why,
            effect.Kind is UnprovenKind.Stopped
                ? "split it into migrations that each come to an end in a rehearsal, or approve it"
                : "make the condition one that the rehearsal's rows can meet, or approve the change"
        );
}
