using Levee.Core.Diagnostics;
using Levee.Core.Effects;
using Levee.Core.Rehearsals;
using Levee.Core.Statements;

namespace Levee.Core.Rules;

/// <summary>Rows are changed while a lock of an earlier statement is held.</summary>
public sealed class BackfillWithExclusiveLock : Rule
{
    public override string Code => "backfill-with-exclusive-lock";
    public override RuleClass Class => RuleClass.Blocks;

    public override IEnumerable<Diagnostic> Check(Evidence statement, Rehearsal rehearsal)
    {
        if (statement.IsAlone || RowChange.Find(statement.Statement.Text) is not { } change)
            yield break;
        foreach (
            var table in rehearsal
                .LockedBefore(statement, LockMode.AccessExclusive)
                .Where(table => table.EndsWith("." + change.Table, StringComparison.Ordinal))
        )
        {
            yield return Found(
                statement,
                rehearsal,
                $"table {table}",
                $"fills {Short(table)} while reads and writes of it wait",
                $"ACCESS EXCLUSIVE on {Short(table)} is held since an earlier statement",
                "add the column in one migration, fill it in batches outside of it, and add the rule in the next"
            );
        }
    }
}
