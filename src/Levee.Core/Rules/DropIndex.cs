using Levee.Core.Diagnostics;
using Levee.Core.Effects;
using Levee.Core.Rehearsals;

namespace Levee.Core.Rules;

/// <summary>An index is gone, and nothing equal took its place.</summary>
public sealed class DropIndex : Rule
{
    public override string Code => "drop-index";
    public override RuleClass Class => RuleClass.Destroys;

    public override IEnumerable<Diagnostic> Check(Evidence statement, Rehearsal rehearsal) =>
        from effect in statement.Effects.OfType<Effect.Lost>()
        where effect.Kind is ObjectKind.Index && TakenBy(statement, effect) is null
        select Found(
            statement,
            rehearsal,
            effect.Object,
            effect.WidenedBy is null
                ? $"drops index {Short(effect.Name)}, and nothing equal takes its place"
                : $"unique index {Short(effect.Name)} is replaced by a wider unique index: old upserts fail, duplicates become possible",
            effect.WidenedBy is null
                ? null
                : $"{Short(effect.WidenedBy)} also covers other columns: rows that the old one refused are now accepted",
            effect.WidenedBy is null
                ? "make sure that no query needs it; another index is created before this one is dropped"
                : "keep the old index until no running version upserts on its columns, and drop it in the next release"
        );
}
