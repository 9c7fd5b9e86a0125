using Levee.Core.Diagnostics;
using Levee.Core.Effects;
using Levee.Core.Rehearsals;
using Levee.Core.Sql;

namespace Levee.Core.Rules;

/// <summary>A table is gone with its rows.</summary>
public sealed class DropTable : Rule
{
    public override string Code => "drop-table";
    public override RuleClass Class => RuleClass.Destroys;

    public override IEnumerable<Diagnostic> Check(Evidence statement, Rehearsal rehearsal) =>
        from effect in statement.Effects.OfType<Effect.Lost>()
        where effect is { Kind: ObjectKind.Table, IsRecreated: false }
        select Found(
            statement,
            rehearsal,
            effect.Object,
            $"drops table {Short(effect.Name)} and every row in it",
            effect.With is null ? null : $"it is a partition of {effect.With}",
            "stop using the table in one release and drop it in the next, when a backup of it was taken",
            $"until then: ALTER TABLE {QuotedTable(effect.Name + ".*")} RENAME TO {Identifier.Quote(effect.Name[(effect.Name.LastIndexOf('.') + 1)..] + "_unused")};"
        );
}
