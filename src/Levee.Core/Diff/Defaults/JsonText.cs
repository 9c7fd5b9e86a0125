using System.Text.Json;

namespace Levee.Core.Diff.Defaults;

/// <summary>JSON compared by value: blanks and the order of keys mean nothing.</summary>
internal static class JsonText
{
    /// <returns>True also where either text is no JSON: Prisma's engine then has nothing to compare.</returns>
    public static bool AreEqual(string one, string other)
    {
        if (one == other)
            return true;
        try
        {
            using var left = JsonDocument.Parse(one);
            using var right = JsonDocument.Parse(other);
            return AreEqual(left.RootElement, right.RootElement);
        }
        catch (JsonException)
        {
            return true;
        }
    }

    private static bool AreEqual(JsonElement one, JsonElement other) =>
        one.ValueKind == other.ValueKind
        && one.ValueKind switch
        {
            JsonValueKind.Object => HaveEqualProperties(one, other),
            JsonValueKind.Array => one.GetArrayLength() == other.GetArrayLength()
                && one.EnumerateArray().Zip(other.EnumerateArray()).All(pair => AreEqual(pair.First, pair.Second)),
            JsonValueKind.String => one.GetString() == other.GetString(),
            JsonValueKind.Number => one.GetRawText() == other.GetRawText() || AreEqualNumbers(one, other),
            _ => true,
        };

    // Prisma's engine tells integers from fractions: 1 is not 1.0 to it.
    private static bool AreEqualNumbers(JsonElement one, JsonElement other) =>
        IsInteger(one) == IsInteger(other) && one.GetDouble().Equals(other.GetDouble());

    private static bool IsInteger(JsonElement number) => number.GetRawText().IndexOfAny(['.', 'e', 'E']) < 0;

    private static bool HaveEqualProperties(JsonElement one, JsonElement other)
    {
        // Of a key that is given twice the last one counts.
        var left = one.EnumerateObject()
            .GroupBy(item => item.Name)
            .ToDictionary(group => group.Key, group => group.Last().Value);
        var right = other
            .EnumerateObject()
            .GroupBy(item => item.Name)
            .ToDictionary(group => group.Key, group => group.Last().Value);
        return left.Count == right.Count
            && left.All(item => right.TryGetValue(item.Key, out var value) && AreEqual(item.Value, value));
    }
}
