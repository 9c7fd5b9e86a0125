namespace Levee.Core.Effects;

/// <summary>Which row after a migration is which row before it.</summary>
internal sealed record RowMatching(List<(string?[] Before, string?[] After)> Pairs, List<string?[]> Unmatched)
{
    /// <param name="key">Places of the key's columns; empty where there is none: then equal rows are the same row, and of the
    /// others those that share most values.</param>
    public static RowMatching Of(
        List<(SeenColumn Before, SeenColumn After)> columns,
        List<int> key,
        List<string?[]> before,
        List<string?[]> after
    )
    {
        var byKey = key.Count > 0 ? ByKey(key, before, after) : BySimilarity(before, after);
        // The key itself got another type, which rewrites every row and keeps their order.
        var keyWasRetyped = key.Exists(place => columns[place].Before.Type != columns[place].After.Type);
        return keyWasRetyped && byKey.Unmatched.Count > 0 && before.Count == after.Count
            ? new([.. before.Zip(after)], [])
            : byKey;
    }

    private static RowMatching ByKey(List<int> key, List<string?[]> before, List<string?[]> after)
    {
        // To the letter first: '' and ' ' mean the same and may both be keys.
        var result = new RowMatching([], []);
        var rest = Match(before, after, row => string.Join('\u0001', key.Select(place => row[place] ?? "\0")), result);
        var taken = result.Pairs.Select(pair => pair.After).ToHashSet(ReferenceEqualityComparer.Instance);
        var unclaimed = after.FindAll(row => !taken.Contains(row));
        result.Unmatched.AddRange(
            Match(
                rest,
                unclaimed,
                row => string.Join('\u0001', key.Select(place => ValueMeaning.Of(row[place]))),
                result
            )
        );
        return result;
    }

    /// <returns>The rows before that found none.</returns>
    private static List<string?[]> Match(
        List<string?[]> before,
        List<string?[]> after,
        Func<string?[], string> keyOf,
        RowMatching result
    )
    {
        var found = new Dictionary<string, string?[]>(StringComparer.Ordinal);
        foreach (var row in after)
            found.TryAdd(keyOf(row), row);
        var rest = new List<string?[]>();
        foreach (var row in before)
        {
            if (found.Remove(keyOf(row), out var same))
                result.Pairs.Add((row, same));
            else
                rest.Add(row);
        }
        return rest;
    }

    private static RowMatching BySimilarity(List<string?[]> before, List<string?[]> after)
    {
        var result = new RowMatching([], []);
        var rest = new List<string?[]>();
        var byText = new Dictionary<string, Queue<int>>(StringComparer.Ordinal);
        var taken = new bool[after.Count];
        for (var i = 0; i < after.Count; i++)
        {
            var text = Text(after[i]);
            if (!byText.TryGetValue(text, out var places))
                byText[text] = places = new();
            places.Enqueue(i);
        }
        foreach (var row in before)
        {
            if (byText.TryGetValue(Text(row), out var places) && places.TryDequeue(out var place))
            {
                taken[place] = true;
                result.Pairs.Add((row, after[place]));
            }
            else
            {
                rest.Add(row);
            }
        }
        foreach (var row in rest)
        {
            var (best, place) = (0, -1);
            for (var i = 0; i < after.Count; i++)
            {
                var score = taken[i]
                    ? 0
                    : 1 + (2 * row.Zip(after[i]).Count(pair => pair.First is not null && pair.First == pair.Second));
                if (score > best && (score > 1 || row.Length == 1))
                    (best, place) = (score, i);
            }
            if (place < 0)
            {
                result.Unmatched.Add(row);
                continue;
            }
            taken[place] = true;
            result.Pairs.Add((row, after[place]));
        }
        return result;

        static string Text(string?[] row) => string.Join('\u0001', row.Select(ValueMeaning.Of));
    }
}
