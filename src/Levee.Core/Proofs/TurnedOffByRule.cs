using Levee.Core.Statements;

namespace Levee.Core.Proofs;

/// <summary>A rule <c>DO INSTEAD NOTHING</c> without a condition, there before the script and after it. Where PostgreSQL tells what it
/// executed, it says so by itself.</summary>
public sealed class TurnedOffByRule : Proof
{
    public override string? Why(ChangeInPlace change)
    {
        var definition = change.Text.Kind switch
        {
            RowChangeKind.Delete => "no delete",
            RowChangeKind.Update => "no update",
            RowChangeKind.Merge or RowChangeKind.Upsert => null,
        };
        return
            definition is not null
            && !change.MayChangeCode
            && !change.IsExecuted
            && change.Before.Code.Any(rule =>
                rule.Kind == "rule"
                && rule.Table == change.Table.Oid
                && rule.Definition == definition
                && change.After.Code.Contains(rule)
            )
            ? "a rule turns it into nothing"
            : null;
    }
}
