using Levee.Core.Diagnostics;
using Levee.Core.Effects;
using Levee.Core.Rehearsals;

namespace Levee.Core.Rules;

/// <summary>A rule is checked on every row under a lock.</summary>
public sealed class ConstraintScan : Rule
{
    public override string Code => "constraint-scan";
    public override RuleClass Class => RuleClass.Blocks;

    public override IEnumerable<Diagnostic> Check(Evidence statement, Rehearsal rehearsal) =>
        from effect in statement.Effects.OfType<Effect.Scanned>()
        where
            !statement.SetsNotNull()
            && !OnlyFillsNewColumn(statement)
            && IsWaitedFor(statement, rehearsal, effect.Table)
        select Found(
            statement,
            rehearsal,
            effect.Object,
            $"reads every row of {Short(effect.Table)} to check a rule, while others wait",
            "a full scan was seen in the rehearsal",
            Help(statement, effect)
        );

    // NOT NULL of a column that the statement adds is checked, too; that is told as the column, and cannot be done later.
    private static bool OnlyFillsNewColumn(Evidence statement) =>
        statement.Effects.Any(effect => effect is Effect.Required { IsNew: true })
        && !statement.Effects.Any(effect => effect is Effect.AddedConstraint);

    // VALIDATE itself lets reads and writes through. What an earlier statement of the transaction locked is locked all the same.
    private static bool IsWaitedFor(Evidence statement, Rehearsal rehearsal, string table) =>
        !statement.HasWord("VALIDATE")
        || statement.Effects.Any(effect =>
            effect is Effect.Locked held && held.Table == table && held.Mode.BlocksWrites()
        )
        || (!statement.IsAlone && rehearsal.LockedBefore(statement, LockMode.Share).Contains(table));

    private static string Help(Evidence statement, Effect.Scanned scan)
    {
        if (statement.HasWord("VALIDATE"))
            return "VALIDATE CONSTRAINT in a migration of its own: in this one the lock of an earlier statement is held until the end";
        if (statement.HasWord("ATTACH"))
            return $"give {Short(scan.Table)} a CHECK that says the same as its bounds, NOT VALID, validate it in another migration, and attach it then";
        var kinds = statement.Effects.OfType<Effect.AddedConstraint>().Select(added => added.Kind).ToList();
        if (kinds.Exists(kind => kind is ConstraintKind.PrimaryKey or ConstraintKind.Unique))
            return "CREATE UNIQUE INDEX CONCURRENTLY in a migration of its own first, and ADD CONSTRAINT … USING INDEX in the next";
        if (kinds.Contains(ConstraintKind.Exclusion))
            return "it cannot be checked later: add it when traffic is low, with a lock_timeout";
        return "add it NOT VALID, and VALIDATE CONSTRAINT in another migration: that lets reads and writes through";
    }
}
