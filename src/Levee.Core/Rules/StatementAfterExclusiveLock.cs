using Levee.Core.Diagnostics;
using Levee.Core.Effects;
using Levee.Core.Rehearsals;

namespace Levee.Core.Rules;

/// <summary>A slow statement runs while a lock of an earlier one is held.</summary>
public sealed class StatementAfterExclusiveLock : Rule
{
    public override string Code => "statement-after-exclusive-lock";
    public override RuleClass Class => RuleClass.Blocks;

    public override IEnumerable<Diagnostic> Check(Evidence statement, Rehearsal rehearsal)
    {
        if (
            statement.IsAlone
            || !statement.Effects.Any(effect =>
                effect is Effect.Rewrote or Effect.Scanned or Effect.AddedIndex { OnOldTable: true }
            )
        )
            yield break;
        foreach (var table in rehearsal.LockedBefore(statement, LockMode.AccessExclusive))
        {
            yield return Found(
                statement,
                rehearsal,
                $"table {table}",
                $"works through a whole table while {Short(table)} is still locked by an earlier statement",
                $"ACCESS EXCLUSIVE on {Short(table)} is held until the migration ends",
                statement.HasWord("VALIDATE")
                    ? "VALIDATE CONSTRAINT in a migration of its own, after this one"
                    : "put the slow statement into a migration of its own, before the one that locks"
            );
        }
    }
}
