namespace Levee.Core.Effects;

/// <summary>Values of one column that are not what they were.</summary>
internal readonly record struct ValueChange(int Changed, int Of, string Example)
{
    /// <param name="pairs">The value of a row before and after.</param>
    /// <param name="retyped">Whether the column got another type in place. Then a value may look different, as long as no two
    /// old values became one, none became NULL, and the same value always became the same.</param>
    /// <returns>Null when nothing is lost. NULL that became a value is no loss.</returns>
    public static ValueChange? Find(IEnumerable<(string? Before, string? After)> pairs, bool retyped)
    {
        var stored = pairs.Where(pair => pair.Before is not null).ToList();
        var different = stored.Where(pair => ValueMeaning.Of(pair.Before) != ValueMeaning.Of(pair.After)).ToList();
        if (different.Count == 0)
            return null;
        if (
            retyped
            && stored.Select(pair => ValueMeaning.Of(pair.Before)).Distinct(StringComparer.Ordinal).Skip(1).Any()
        )
            different = Irreversible(stored);
        return different.Count == 0 ? null : new(different.Count, stored.Count, Describe(different));
    }

    private static List<(string? Before, string? After)> Irreversible(List<(string? Before, string? After)> stored)
    {
        var newOf = stored.ToLookup(
            pair => ValueMeaning.Of(pair.Before),
            pair => ValueMeaning.Of(pair.After),
            StringComparer.Ordinal
        );
        var oldOf = stored.ToLookup(
            pair => ValueMeaning.Of(pair.After),
            pair => ValueMeaning.Of(pair.Before),
            StringComparer.Ordinal
        );
        return stored.FindAll(pair =>
            pair.After is null
            || newOf[ValueMeaning.Of(pair.Before)].Distinct(StringComparer.Ordinal).Skip(1).Any()
            || (
                oldOf[ValueMeaning.Of(pair.After)].Distinct(StringComparer.Ordinal).Skip(1).Any()
                && ValueMeaning.Of(pair.Before) != ValueMeaning.Of(pair.After)
            )
        );
    }

    private static string Describe(List<(string? Before, string? After)> different)
    {
        // Short ones read best; NULL says most.
        var (before, after) = different
            .OrderBy(pair => pair.After is null ? 0 : 1)
            .ThenBy(pair => pair.Before!.Length is 0 ? 1000 : pair.Before.Length)
            .First();
        return $"{Quote(before)} became {Quote(after)}";
    }

    private static string Quote(string? value) =>
        value is null ? "NULL"
        : value.Length > 60 ? $"'{value[..28]}…{value[^28..]}'"
        : $"'{value}'";
}
