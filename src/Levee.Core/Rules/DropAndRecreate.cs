using Levee.Core.Diagnostics;
using Levee.Core.Effects;
using Levee.Core.Rehearsals;

namespace Levee.Core.Rules;

/// <summary>A thing was dropped, and another of its name is not the same.</summary>
public sealed class DropAndRecreate : Rule
{
    public override string Code => "drop-and-recreate";
    public override RuleClass Class => RuleClass.Destroys;

    public override IEnumerable<Diagnostic> Check(Evidence statement, Rehearsal rehearsal) =>
        from effect in statement.Effects.OfType<Effect.Lost>()
        where
            effect.IsRecreated
            && (
                effect.Kind == ObjectKind.Table
                || (
                    effect.Kind is ObjectKind.Column or ObjectKind.Type or ObjectKind.Sequence
                    && TakenBy(statement, effect) is null
                )
            )
        select Found(
            statement,
            rehearsal,
            effect.Object,
            $"drops {effect.Kind.Word()} {Short(effect.Name)} and creates another of the same name: what the old one held is lost",
            null,
            effect.Kind == ObjectKind.Column
                ? $"keep the values: ALTER TABLE {QuotedTable(effect.Name)} ALTER COLUMN {Quoted(effect.Name)} TYPE … USING …;"
                : "change it in place, or copy what it holds before it is dropped"
        );
}
