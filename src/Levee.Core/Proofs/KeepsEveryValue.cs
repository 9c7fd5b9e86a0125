using Levee.Core.Statements;

namespace Levee.Core.Proofs;

/// <summary><c>SET c = COALESCE(c, …)</c>, <c>SET c = … WHERE c IS NULL</c>: what is there stays.</summary>
public sealed class KeepsEveryValue : Proof
{
    public override string? Why(ChangeInPlace change) =>
        change.Text is { Kind: RowChangeKind.Update or RowChangeKind.Upsert, Assignments.Count: > 0 }
        && change.IsAlone
        && change.Text.Assignments.All(assignment =>
            (assignment.KeepsValue && change.HasPlainOperators)
            || change.IsNewColumn(assignment.Column)
            || (
                change.OldColumn(assignment.Column) is not null
                && change.Text.Asks(part => change.AsksForNull(part, assignment.Column))
            )
        )
            ? "it fills in NULLs only"
            : null;
}
