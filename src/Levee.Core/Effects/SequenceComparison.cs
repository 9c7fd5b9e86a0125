namespace Levee.Core.Effects;

internal sealed class SequenceComparison(Successors things, List<Effect> effects)
{
    public void Compare()
    {
        foreach (var old in things.Before.Sequences)
        {
            if (things.After.Sequences.FirstOrDefault(sequence => sequence.Oid == old.Oid) is { } same)
            {
                if (IsBehind(same, old) && !(same.IsCyclic && old.IsCyclic))
                    effects.Add(new Effect.MovedBack(old.FullName, old.Next, same.Next) { Identity = new(old.Oid) });
                if (same.FullName != old.FullName)
                    effects.Add(new Effect.Renamed(ObjectKind.Sequence, old.FullName, same.FullName));
                continue;
            }
            if (old.OwnerTable != 0 && !things.Tables.ContainsKey(old.OwnerTable))
                continue; // the table stands for it
            var successor = things.After.Sequences.FirstOrDefault(sequence => TookPlaceOf(old, sequence));
            if (successor is not null && !IsBehind(successor, old))
                continue;
            effects.Add(
                new Effect.Lost(
                    ObjectKind.Sequence,
                    old.FullName,
                    things.ColumnThatTook(old.OwnerTable, [old.OwnerColumn])
                )
                {
                    Identity = new(old.Oid),
                    IsRecreated = successor is not null,
                }
            );
        }
    }

    private bool TookPlaceOf(SeenSequence old, SeenSequence sequence) =>
        old.OwnerTable == 0
            ? sequence.FullName == old.FullName
            : things.Tables.TryGetValue(old.OwnerTable, out var table)
                && sequence.OwnerTable == table.Oid
                && things.Columns.TryGetValue((old.OwnerTable, old.OwnerColumn), out var column)
                && sequence.OwnerColumn == column.Number;

    private static bool IsBehind(SeenSequence now, SeenSequence old) =>
        old.Increment > 0 ? now.Next < old.Next : now.Next > old.Next;
}
