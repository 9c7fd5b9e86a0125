using Levee.Core.Diagnostics;
using Levee.Core.Effects;
using Levee.Core.Rehearsals;

namespace Levee.Core.Rules;

/// <summary>A new column must have a value, and old code gives none.</summary>
public sealed class AddRequiredColumn : Rule
{
    public override string Code => "add-required-column";
    public override RuleClass Class => RuleClass.Breaks;

    public override IEnumerable<Diagnostic> Check(Evidence statement, Rehearsal rehearsal) =>
        from effect in statement.Effects.OfType<Effect.Required>()
        where effect.IsNew
        select Found(
            statement,
            rehearsal,
            effect.Object,
            $"adds required column {Short(effect.Column)} without a default: the application that still runs cannot insert",
            null,
            $"add it with a default: ALTER TABLE {QuotedTable(effect.Column)} ADD COLUMN {Quoted(effect.Column)} … NOT NULL DEFAULT …;"
        );
}
