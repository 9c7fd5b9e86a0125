using Levee.Core.Diagnostics;
using Levee.Core.Rehearsals;
using Levee.Core.Sql;

namespace Levee.Core.Rules;

/// <summary>A transaction is begun and not ended.</summary>
public sealed class UncommittedTransaction : Rule
{
    public override string Code => "uncommitted-transaction";
    public override RuleClass Class => RuleClass.Blocks;

    public override IEnumerable<Diagnostic> Check(Evidence statement, Rehearsal rehearsal)
    {
        var isOpened =
            StatementShape.TransactionControlOf(statement.Statement) == TransactionControl.Begins
            || StatementShape.Chains(statement.Statement);
        if (!isOpened || rehearsal.Statements.Skip(statement.Number + 1).Any(Ends))
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

    private static bool Ends(Evidence statement) =>
        StatementShape.TransactionControlOf(statement.Statement)
            is TransactionControl.Commits
                or TransactionControl.Breaks;
}
