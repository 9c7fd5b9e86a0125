using Levee.Core.Diagnostics;
using Levee.Core.Effects;
using Levee.Core.Rehearsals;

namespace Levee.Core.Rules;

/// <summary>A table has another name.</summary>
public sealed class RenameTable : Rule
{
    public override string Code => "rename-table";
    public override RuleClass Class => RuleClass.Breaks;

    public override IEnumerable<Diagnostic> Check(Evidence statement, Rehearsal rehearsal) =>
        from effect in statement.Effects.OfType<Effect.Renamed>()
        where effect.Kind == ObjectKind.Table && !LeavesView(rehearsal, effect.From)
        select Found(
            statement,
            rehearsal,
            effect.Object,
            $"renames table {Short(effect.From)} to {effect.To[(effect.To.LastIndexOf('.') + 1)..]}: the application that still runs asks for the old name",
            null,
            $"leave a view behind for the old version: CREATE VIEW {QuotedTable(effect.From + ".*")} AS SELECT * FROM {QuotedTable(effect.To + ".*")};"
        );
}
