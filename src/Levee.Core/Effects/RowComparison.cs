namespace Levee.Core.Effects;

/// <summary>Rows by primary key, values by meaning.</summary>
/// <param name="undeleted">Tables of which no row was deleted: a key that is gone was changed.</param>
internal sealed class RowComparison(
    Successors things,
    MovedValues moved,
    List<Effect> effects,
    ScriptTraits traits,
    IReadOnlySet<long> undeleted
)
{
    private readonly StoredRows _rows = new(things);

    public void Compare()
    {
        foreach (var old in things.Before.Tables)
        {
            if (
                !things.Tables.TryGetValue(old.Oid, out var table)
                || !things.OldRows.TryGetValue(old.Oid, out var oldRows)
                || oldRows.Rows.Count == 0
            )
                continue;
            if (!things.NewRows.ContainsKey(table.Oid))
                continue;
            var columns = things.Surviving(old);
            var matching = RowMatching.Of(
                columns,
                StoredRows.KeyOf(oldRows, columns),
                _rows.Values(old, oldRows, columns),
                _rows.NewValues(table, columns)
            );
            if (matching.Unmatched.Count > 0 && undeleted.Contains(old.Oid))
                matching = RowMatching.Of(
                    columns,
                    [],
                    _rows.Values(old, oldRows, columns),
                    _rows.NewValues(table, columns)
                );
            var gone = matching.Unmatched.Count - _rows.CountMoved(old, oldRows, matching);
            if (gone > 0 && (traits & (ScriptTraits.CutsRows | ScriptTraits.FoldsRows)) == ScriptTraits.None)
                gone -= Math.Min(
                    gone,
                    moved.CountMoved(old, columns.ConvertAll(column => column.Before), matching.Unmatched)
                );
            if (gone > 0)
            {
                effects.Add(
                    new Effect.LostRows(old.FullName, gone, oldRows.Rows.Count)
                    {
                        Identity = new(old.Oid),
                        ByTruncate =
                            matching.Pairs.Count == 0 && table.Oid == old.Oid && table.FileNode != old.FileNode,
                    }
                );
            }
            for (var i = 0; i < columns.Count; i++)
            {
                var (before, after) = columns[i];
                if (before.IsGenerated || (gone > 0 && matching.Pairs.Count == 0))
                    continue;
                // A column that was made anew took the place only because it holds every value.
                if (table.Oid == old.Oid && before.Number != after.Number)
                    continue;
                var isRetyped = table.Oid == old.Oid && before.Number == after.Number && before.Type != after.Type;
                var pairs = matching.Pairs.Select(pair => (pair.Before[i], pair.After[i])).ToList();
                if (isRetyped && before.Type == "real" && TypeName.Of(after.Type).IsNumber)
                    pairs = pairs.FindAll(pair => !ValueMeaning.IsSameReal(pair.Item1, pair.Item2));
                if (isRetyped && IsRegular(before.Type, after.Type, pairs))
                    continue;
                if (
                    ValueChange.Find(
                        pairs,
                        isRetyped && !traits.HasFlag(ScriptTraits.IsRandom) && !AreAlike(before.Type, after.Type)
                    ) is
                    { } seen
                )
                {
                    effects.Add(
                        new Effect.ChangedValues($"{old.FullName}.{before.Name}", seen.Changed, seen.Of, seen.Example)
                        {
                            Identity = new(old.Oid, before.Number),
                            NewType = before.Type != after.Type ? after.Type : null,
                        }
                    );
                }
            }
        }
    }

    // Each number multiplied by the same, each time moved by the same: as many as before, and as easily brought back.
    private static bool IsRegular(string before, string after, List<(string? Before, string? After)> pairs) =>
        (TypeName.Of(before).IsNumber && TypeName.Of(after).IsNumber && OneToOne.IsLinear(pairs))
        || (IsTime(before) && IsTime(after) && OneToOne.IsShift(pairs));

    // A text that becomes a text, a number that becomes a number, says nothing new by its type: whatever differs was changed.
    private static bool AreAlike(string before, string after) =>
        (IsTime(before) && IsTime(after))
        || (TypeName.Of(before), TypeName.Of(after))
            is
                ({ IsText: true }, { IsText: true })
                or
                ({ IsNumber: true }, { IsNumber: true });

    private static bool IsTime(string type) => type == "date" || type.StartsWith("timestamp", StringComparison.Ordinal);
}
