using Levee.Core.Effects;

namespace Levee.Core.Rehearsals;

/// <summary>Whether a run tried what a statement does to rows: a DELETE took one that was there, an UPDATE gave another value to each
/// column that it assigns. To have met a row is not enough.</summary>
internal sealed class RowEvidence(TouchedTables tables)
{
    /// <param name="columns">The attribute numbers of what it assigns; null where they are not known.</param>
    public bool IsTried(AttemptResult run, ExecutedChange change, SeenTable table, IReadOnlyList<int>? columns) =>
        change.Verb switch
        {
            ChangeVerb.Insert => true,
            ChangeVerb.Delete => tables.Leaves(table).Any(leaf => TookRow(run, change.Statement, leaf)),
            ChangeVerb.Update or ChangeVerb.Upsert => Changed(run, change.Statement, table, columns),
            ChangeVerb.Merge => Changed(run, change.Statement, table, columns),
        };

    private bool Changed(AttemptResult run, int statement, SeenTable table, IReadOnlyList<int>? columns)
    {
        // It assigns nothing that was there before: what triggers made of the rows that it met was seen.
        if (columns is { Count: 0 })
            return tables.Leaves(table).Any(leaf => run.Images.ContainsKey((statement, leaf.Oid)));
        var changed = tables.Leaves(table).SelectMany(leaf => ChangedColumns(run, statement, leaf)).ToHashSet();
        return columns is null ? changed.Count > 0 : changed.Count > 0 && columns.All(changed.Contains);
    }

    private static HashSet<int> ChangedColumns(AttemptResult run, int statement, SeenTable table)
    {
        var changed = new HashSet<int>();
        if (
            !run.Images.TryGetValue((statement, table.Oid), out var after)
            || Earlier(run, statement, table) is not { } before
        )
            return changed;
        foreach (var column in before.Columns)
        {
            // What was NULL had nothing to lose: a value has to be gone.
            var left = Values(after, column)
                .CountBy(value => value, StringComparer.Ordinal)
                .ToDictionary(StringComparer.Ordinal);
            if (
                Values(before, column)
                    .CountBy(value => value, StringComparer.Ordinal)
                    .Any(value => left.GetValueOrDefault(value.Key) < value.Value)
            )
                changed.Add(column);
        }
        return changed;
    }

    private static bool TookRow(AttemptResult run, int statement, SeenTable table)
    {
        if (
            statement + 1 >= run.Probes.Count
            || (
                !run.IsStepwise // then the counters are gone with every statement
                && run.Probes[statement + 1].WritesTo(table.Oid).Deleted
                    <= run.Probes[statement].WritesTo(table.Oid).Deleted
            )
            || !run.Images.TryGetValue((statement, table.Oid), out var after)
            || Earlier(run, statement, table) is not { } before
        )
            return false;
        var key = run.Before.Rows.FirstOrDefault(rows => rows.Table == table.Oid)?.Key ?? [];
        var left = Keys(after, key).ToHashSet(StringComparer.Ordinal);
        var old = Keys(Stored(run, table), key).ToHashSet(StringComparer.Ordinal);
        return Keys(before, key).Any(row => !left.Contains(row) && (old.Contains(row) || key.Count == 0));
    }

    /// <summary>The rows before the statement.</summary>
    private static TableImage? Earlier(AttemptResult run, int statement, SeenTable table)
    {
        for (var i = statement - 1; i >= 0; i--)
        {
            if (run.Images.TryGetValue((i, table.Oid), out var image))
                return image;
        }
        return Stored(run, table);
    }

    private static TableImage? Stored(AttemptResult run, SeenTable table) =>
        run.Before.Rows.FirstOrDefault(rows => rows.Table == table.Oid) is { } rows
            ? new(rows.Columns, rows.Rows)
            : null;

    private static IEnumerable<string> Values(TableImage image, int column)
    {
        var place = image.Columns.ToList().IndexOf(column);
        return place < 0 ? [] : image.Rows.Select(row => row.Values[place]).OfType<string>();
    }

    private static IEnumerable<string> Keys(TableImage? image, ValueList<int> key)
    {
        if (image is null)
            return [];
        var places = (key.Count > 0 ? key : image.Columns)
            .Select(column => image.Columns.ToList().IndexOf(column))
            .ToList();
        return places.Contains(-1)
            ? []
            : image.Rows.Select(row => string.Join('\u0001', places.Select(place => row.Values[place] ?? "\0")));
    }
}
