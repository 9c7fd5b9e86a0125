using Levee.Core.Diagnostics;
using Levee.Core.Rehearsals;

namespace Levee.Core.Rules;

/// <summary>CONCURRENTLY stands beside other statements.</summary>
public sealed class ConcurrentlyInTransaction : Rule
{
    public override string Code => "concurrently-in-transaction";
    public override RuleClass Class => RuleClass.Blocks;

    public override IEnumerable<Diagnostic> Check(Evidence statement, Rehearsal rehearsal)
    {
        if (rehearsal.Script.Statements.Count < 2 || !statement.HasWord("CONCURRENTLY") || !statement.IsAlone)
            yield break;
        yield return Found(
            statement,
            rehearsal,
            null,
            "runs CONCURRENTLY beside other statements: the file cannot be undone as a whole, and Prisma before 7.4 refuses it",
            "the rehearsal had to run the file statement by statement",
            "put it into a migration of its own"
        );
    }
}
