using Levee.Core.Statements;

namespace Levee.Core.Proofs;

/// <summary><c>UPDATE</c> of nothing but columns that the script itself made: no database holds a value in one.</summary>
public sealed class OnlyNewColumns : Proof
{
    public override string? Why(ChangeInPlace change) =>
        change.Text is { Kind: RowChangeKind.Update or RowChangeKind.Upsert, Assignments.Count: > 0 }
        && change.IsAlone
        && change.Text.Columns.All(change.IsNewColumn)
            ? "the columns are new"
            : null;
}
