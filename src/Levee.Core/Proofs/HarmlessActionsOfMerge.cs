using Levee.Core.Statements;

namespace Levee.Core.Proofs;

/// <summary>A <c>MERGE</c> whose every action is <c>INSERT</c> or <c>DO NOTHING</c>, or would be harmless as a statement of its own.</summary>
public sealed class HarmlessActionsOfMerge : Proof
{
    public override string? Why(ChangeInPlace change) =>
        change.Text is { Kind: RowChangeKind.Merge, Actions.Count: > 0 }
        && change.Text.Actions.All(action => action.IsInsert || Find(Alone(change, action)) is not null)
            ? "none of its actions takes a value"
            : null;

    private static ChangeInPlace Alone(ChangeInPlace change, MergeChange action) =>
        change with
        {
            Text = change.Text with
            {
                Kind = action.Deletes ? RowChangeKind.Delete : RowChangeKind.Update,
                Where = action.Where,
                WhereText = "",
                Assignments = action.Assignments,
                Actions = [],
                IsJoined = true,
            },
        };
}
