using Levee.Core.Statements;

namespace Levee.Core.Proofs;

/// <summary>A trigger BEFORE DELETE for each row whose function can only return NULL, there before the script and after it: a soft
/// delete. What else it does has to be seen, so that the DELETE must have met a row.</summary>
public sealed class KeptByTrigger : Proof
{
    public override string? Why(ChangeInPlace change) =>
        change.Text.Kind == RowChangeKind.Delete
        && change.MetRows
        && change is { MayChangeCode: false, MayReplaceFunctions: false }
        && change.Before.Code.Any(trigger =>
            trigger.Kind == "trigger"
            && trigger.Table == change.Table.Oid
            && trigger.Definition.StartsWith("no delete ", StringComparison.Ordinal)
            && change.After.Code.Contains(trigger)
        )
            ? "a trigger keeps every row"
            : null;
}
