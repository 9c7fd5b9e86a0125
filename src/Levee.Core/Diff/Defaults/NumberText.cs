using System.Globalization;

namespace Levee.Core.Diff.Defaults;

/// <summary>Decimal numbers as text, of any length.</summary>
internal static class NumberText
{
    public static bool AreEqual(string one, string other) => Normalise(one) == Normalise(other);

    /// <summary>Without leading and trailing zeros, and without a sign where it is zero.</summary>
    public static string Normalise(string number)
    {
        var isNegative = number.StartsWith('-');
        var digits = number.TrimStart('-', '+').TrimStart('0');
        if (digits.Contains('.'))
            digits = digits.TrimEnd('0').TrimEnd('.');
        return digits.Length == 0 ? "0"
            : isNegative ? $"-{digits}"
            : digits;
    }

    public static bool IsNumber(string text) =>
        text.Length > 0
        && decimal.TryParse(
            text,
            NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint,
            CultureInfo.InvariantCulture,
            out _
        );
}
