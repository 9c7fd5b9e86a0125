namespace Levee.Core.Text;

/// <summary>The name that was probably meant.</summary>
public static class Nearest
{
    /// <returns>Null where no candidate is near.</returns>
    public static string? To(string written, IEnumerable<string> candidates)
    {
        // A name of one or two letters is near to everything.
        var limit = Math.Min(3, (written.Length + 1) / 3);
        string? nearest = null;
        foreach (var candidate in candidates)
        {
            var distance = Distance(written, candidate, limit);
            if (distance <= limit)
                (nearest, limit) = (candidate, distance - 1);
        }
        return nearest;
    }

    public static string? Hint(string written, IEnumerable<string> candidates) =>
        To(written, candidates) is { } nearest ? $"did you mean `{nearest}`?" : null;

    /// <summary>Letters to insert, delete, replace or swap; letters that differ in case only cost nothing.</summary>
    private static int Distance(string a, string b, int limit)
    {
        if (Math.Abs(a.Length - b.Length) > limit)
            return limit + 1;
        var (before, row, next) = (new int[b.Length + 1], new int[b.Length + 1], new int[b.Length + 1]);
        for (var j = 0; j <= b.Length; j++)
            row[j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            next[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var change = Same(a[i - 1], b[j - 1]) ? 0 : 1;
                next[j] = Math.Min(Math.Min(next[j - 1], row[j]) + 1, row[j - 1] + change);
                if (i > 1 && j > 1 && Same(a[i - 1], b[j - 2]) && Same(a[i - 2], b[j - 1]))
                    next[j] = Math.Min(next[j], before[j - 2] + 1);
            }
            (before, row, next) = (row, next, before);
        }
        return row[b.Length];
    }

    private static bool Same(char a, char b) => char.ToLowerInvariant(a) == char.ToLowerInvariant(b);
}
