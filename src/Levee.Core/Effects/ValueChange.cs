using System.Globalization;

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
        if (retyped && stored.Select(pair => ValueMeaning.Of(pair.Before)).Distinct(StringComparer.Ordinal).Skip(1).Any())
            different = Irreversible(stored);
        return different.Count == 0 ? null : new(different.Count, stored.Count, Describe(different));
    }

    private static List<(string? Before, string? After)> Irreversible(List<(string? Before, string? After)> stored)
    {
        var newOf = stored.ToLookup(pair => ValueMeaning.Of(pair.Before), pair => ValueMeaning.Of(pair.After), StringComparer.Ordinal);
        var oldOf = stored.ToLookup(pair => ValueMeaning.Of(pair.After), pair => ValueMeaning.Of(pair.Before), StringComparer.Ordinal);
        return stored.FindAll(pair =>
            pair.After is null
            || newOf[ValueMeaning.Of(pair.Before)].Distinct(StringComparer.Ordinal).Skip(1).Any()
            || (oldOf[ValueMeaning.Of(pair.After)].Distinct(StringComparer.Ordinal).Skip(1).Any()
                && ValueMeaning.Of(pair.Before) != ValueMeaning.Of(pair.After)));
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

/// <summary>What a value means, however a type writes it: 1.00 is 1, true is 1, trailing blanks are nothing.</summary>
internal static class ValueMeaning
{
    public static string Of(string? value)
    {
        if (value is null)
            return "\0";
        var text = value.TrimEnd(' ');
        if (text.Length == 0)
            return "";
        return text switch
        {
            "t" or "true" => "1",
            "f" or "false" => "0",
            _ when char.IsAsciiDigit(text[^1]) && (char.IsAsciiDigit(text[0]) || text[0] is '-' or '.') => Number(text) ?? Time(text),
            _ when text[0] is '{' or '[' => text.Replace(" ", "", StringComparison.Ordinal),
            _ => text,
        };
    }

    private static string? Number(string text)
    {
        // Leading zeros are part of a code, not of a number: '007' is no 7.
        var digits = text.AsSpan().TrimStart('-');
        if (digits.Length > 1 && digits[0] == '0' && digits[1] != '.')
            return null;
        if (text.Length <= 28 && decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var exact))
            return (exact / 1.000000000000000000000000000000m).ToString(CultureInfo.InvariantCulture);
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _) && text.Contains('.') && !text.Contains('e')
            ? text.TrimEnd('0').TrimEnd('.')
            : null;
    }

    // 2024-01-02 is midnight, and the rehearsal's time zone is UTC.
    private static string Time(string text)
    {
        if (text.Length < 10 || text[4] != '-' || text[7] != '-')
            return text;
        if (text.EndsWith("+00", StringComparison.Ordinal))
            text = text[..^3];
        return text.EndsWith(" 00:00:00", StringComparison.Ordinal) ? text[..^9] : text;
    }
}
