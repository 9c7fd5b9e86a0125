using Levee.Core.Diagnostics;
using Levee.Core.Effects;
using Levee.Core.Rehearsals;

namespace Levee.Core.Rules;

/// <summary>A view, function, trigger or rule is gone.</summary>
public sealed class UnmodelledObject : Rule
{
    public override string Code => "unmodelled-object";
    public override RuleClass Class => RuleClass.Note;

    public override IEnumerable<Diagnostic> Check(Evidence statement, Rehearsal rehearsal) =>
        from effect in statement.Effects.OfType<Effect.ChangedCode>()
        where
            effect.Kind is "view" or "materialized view" or "function" or "trigger" or "rule" or "extension"
            && effect.Change == CodeChange.Dropped
        select Found(
            statement,
            rehearsal,
            effect.Object,
            $"drops {effect.Kind} {Short(effect.Name)}, which the schema file does not know",
            null
        );
}
