using System.Globalization;

namespace Levee.Core.Effects;

/// <summary>Conversions of values that lose nothing: from each new value the old one can be told.</summary>
internal static class OneToOne
{
    /// <summary>Fewer values than the rows that try everything have say nothing.</summary>
    private const int Enough = 6;

    /// <summary>Whether another column holds what this one did, perhaps in another form. That every value got one of its own proves
    /// little where no value stands twice: a new number for each row does so, too.</summary>
    public static bool Holds(IReadOnlyCollection<(string? Before, string? After)> pairs)
    {
        var stored = pairs.Where(pair => pair.Before is not null).ToList();
        if (stored.Count == 0 || stored.Exists(pair => pair.After is null))
            return false;
        if (IsLinear(stored))
            return true;
        var byOld = stored.ToLookup(Old, New, StringComparer.Ordinal);
        var byNew = stored.ToLookup(New, Old, StringComparer.Ordinal);
        return byOld.Count >= Enough
            && byOld.Count(values => values.Skip(1).Any()) >= 2
            && byOld.All(IsOne)
            && byNew.All(IsOne);
    }

    /// <summary>Whether all numbers were multiplied by one number, and moved on by another: an amount that became cents.</summary>
    public static bool IsLinear(IEnumerable<(string? Before, string? After)> pairs)
    {
        var numbers = new List<(decimal X, decimal Y)>();
        foreach (var (before, after) in pairs.Where(pair => pair.Before is not null))
        {
            if (Number(before) is not { } x || Number(after) is not { } y)
                return false;
            numbers.Add((x, y));
        }
        var distinct = numbers.Distinct().ToList();
        if (distinct.Count < 3)
            return false;
        try
        {
            var (first, second) = (distinct[0], distinct[1]);
            var (dx, dy) = (second.X - first.X, second.Y - first.Y);
            return dx != 0
                && dy != 0
                && distinct.TrueForAll(number => (number.Y - first.Y) * dx == (number.X - first.X) * dy);
        }
        catch (OverflowException)
        {
            return false;
        }
    }

    /// <summary>Whether all times were moved by the same span, as by a zone whose clocks never change.</summary>
    public static bool IsShift(IEnumerable<(string? Before, string? After)> pairs)
    {
        TimeSpan? shift = null;
        foreach (var (before, after) in pairs.Where(pair => pair.Before is not null))
        {
            if (Time(before) is not { } then || Time(after) is not { } now)
                return false;
            if (shift is { } known && known != now - then)
                return false;
            shift = now - then;
        }
        return shift is not null;
    }

    private static string Old((string? Before, string? After) pair) => ValueMeaning.Of(pair.Before);

    private static string New((string? Before, string? After) pair) => ValueMeaning.Of(pair.After);

    private static bool IsOne(IEnumerable<string> values) => !values.Distinct(StringComparer.Ordinal).Skip(1).Any();

    private static decimal? Number(string? text) =>
        decimal.TryParse(
            text,
            NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint,
            CultureInfo.InvariantCulture,
            out var number
        )
            ? number
            : null;

    // The rehearsal's sessions write times in UTC.
    private static DateTime? Time(string? text) =>
        text is { Length: >= 10 }
        && DateTime.TryParse(
            text.EndsWith("+00", StringComparison.Ordinal) ? text[..^3] : text,
            CultureInfo.InvariantCulture,
            out var time
        )
            ? time
            : null;
}
