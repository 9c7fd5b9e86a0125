using System.Globalization;

namespace Levee.Core.Effects;

/// <summary>A type as <c>format_type</c> gives it, taken apart: <c>numeric(12,2)</c>.</summary>
/// <param name="Name">Without what stands in parentheses, also where that stands in its middle.</param>
/// <param name="First">The length or precision; null where there is none.</param>
/// <param name="Second">The scale; null where there is none.</param>
internal readonly record struct TypeName(string Name, int? First, int? Second)
{
    public static TypeName Of(string type)
    {
        var open = type.IndexOf('(', StringComparison.Ordinal);
        var close = open < 0 ? -1 : type.IndexOf(')', open);
        if (close < 0)
            return new(type, null, null);
        var numbers = type[(open + 1)..close].Split(',');
        return new(
            (type[..open] + type[(close + 1)..]).Trim(),
            Number(numbers[0]),
            numbers.Length > 1 ? Number(numbers[1]) : null
        );
    }

    public bool IsText =>
        Name is "text" or "character varying" or "citext" or "character" or "bpchar" or "public.citext";

    /// <summary>Whether it is a number, and no sum of money.</summary>
    public bool IsNumber => Name is "smallint" or "integer" or "bigint" or "numeric" or "real" or "double precision";

    private static int? Number(string text) =>
        int.TryParse(text, CultureInfo.InvariantCulture, out var number) ? number : null;
}
