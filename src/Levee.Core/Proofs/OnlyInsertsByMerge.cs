using Levee.Core.Statements;

namespace Levee.Core.Proofs;

/// <summary>A <c>MERGE</c> whose every action is <c>INSERT</c> or <c>DO NOTHING</c>.</summary>
public sealed class OnlyInsertsByMerge : Proof
{
    public override string? Why(ChangeInPlace change) =>
        change.Text is { Kind: RowChangeKind.Merge, OnlyInserts: true } ? "none of its actions takes a value" : null;
}
