using System.Globalization;
using System.Text;

namespace Levee.Core.Effects;

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
            _ when char.IsAsciiDigit(text[^1]) && (char.IsAsciiDigit(text[0]) || text[0] is '-' or '.') => Number(text)
                ?? Time(text),
            _ when text[0] is '{' or '[' => JsonMeaning.Of(text) ?? WithoutBlanks(text),
            _ => text,
        };
    }

    /// <summary>Whether a number of type <c>real</c> is the same in another type of number. 0.1 has more digits there.</summary>
    public static bool IsSameReal(string? before, string? after) =>
        float.TryParse(before, CultureInfo.InvariantCulture, out var one)
        && double.TryParse(after, CultureInfo.InvariantCulture, out var other)
        && one == (float)other;

    // Exactly: a numeric may have more digits than any number of the machine, and 1e+3 is 1000.
    private static string? Number(string text)
    {
        var rest = text.AsSpan();
        var sign = rest[0] == '-' ? "-" : "";
        rest = sign.Length > 0 ? rest[1..] : rest;
        var exponent = 0;
        if (rest.IndexOf('e') is > 0 and var e)
        {
            if (
                !int.TryParse(
                    rest[(e + 1)..],
                    NumberStyles.AllowLeadingSign,
                    CultureInfo.InvariantCulture,
                    out exponent
                )
            )
                return null;
            rest = rest[..e];
        }
        // Leading zeros are part of a code, not of a number: '007' is no 7.
        if (rest.Length > 1 && rest[0] == '0' && rest[1] != '.')
            return null;
        var point = rest.IndexOf('.');
        var fraction = point < 0 ? [] : rest[(point + 1)..];
        var whole = point < 0 ? rest : rest[..point];
        if (
            whole.Length + fraction.Length == 0
            || whole.ContainsAnyExceptInRange('0', '9')
            || fraction.ContainsAnyExceptInRange('0', '9')
        )
            return null;
        exponent -= fraction.Length;
        var digits = $"{whole}{fraction}".TrimStart('0');
        var significant = digits.TrimEnd('0');
        return significant.Length == 0 ? "0" : $"{sign}{significant}e{exponent + digits.Length - significant.Length}";
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

    // json and jsonb put them in other places; those inside of a text are part of it.
    private static string WithoutBlanks(string text)
    {
        if (!text.Contains(' ', StringComparison.Ordinal))
            return text;
        var kept = new StringBuilder(text.Length);
        var isQuoted = false;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '"' && (i == 0 || text[i - 1] != '\\'))
                isQuoted = !isQuoted;
            if (isQuoted || text[i] != ' ')
                kept.Append(text[i]);
        }
        return kept.ToString();
    }
}
