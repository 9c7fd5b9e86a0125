using Levee.Core.Diagnostics;
using Levee.Core.Effects;

namespace Levee.Core.Rules;

/// <summary>A transaction is begun and not ended.</summary>
public sealed class UncommittedTransaction : Rule
{
    public override string Code => "uncommitted-transaction";
    public override RuleClass Class => RuleClass.Blocks;

    public override IEnumerable<Diagnostic> Check(Evidence statement, Rehearsal rehearsal)
    {
        if (!statement.StartsWith("BEGIN") && !statement.StartsWith("START", "TRANSACTION"))
            yield break;
        if (
            rehearsal
                .Statements.Skip(statement.Number + 1)
                .Any(other =>
                    other.StartsWith("COMMIT")
                    || other.StartsWith("END")
                    || other.StartsWith("ROLLBACK")
                    || other.StartsWith("ABORT")
                )
        )
            yield break;
        yield return Found(
            statement,
            rehearsal,
            null,
            "begins a transaction that the file does not end: what stands in it is undone, and the migration is recorded as applied all the same",
            null,
            "end it with COMMIT, or leave BEGIN out: a migration is one transaction anyway"
        );
    }
}
