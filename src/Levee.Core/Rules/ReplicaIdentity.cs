using Levee.Core.Diagnostics;
using Levee.Core.Rehearsals;

namespace Levee.Core.Rules;

/// <summary>Subscribers get the changes of a table otherwise.</summary>
public sealed class ReplicaIdentity : Rule
{
    public override string Code => "replica-identity";
    public override RuleClass Class => RuleClass.Breaks;

    public override IEnumerable<Diagnostic> Check(Evidence statement, Rehearsal rehearsal)
    {
        if (CodeOf(statement) is not { } code)
            yield break;
        if (!code.Has("replica", "identity") || code.NameAt(code.After("alter", "table")) is not { } table)
            yield break;
        yield return Found(
            statement,
            rehearsal,
            $"table {table}",
            code.Has("identity", "nothing")
                ? $"UPDATE and DELETE of {Short(table)} fail from now on where the table is published"
                : $"subscribers of {Short(table)} find the rows that changed by other columns from now on",
            null,
            "look whether the table is published: SELECT * FROM pg_publication_tables"
        );
    }
}
