using System.Text;
using System.Text.Json;

namespace Levee.Core.Effects;

/// <summary>What a JSON object or array means: jsonb keeps its keys in an order of its own, and numbers by their value.</summary>
internal static class JsonMeaning
{
    private const int Deepest = 64;

    /// <returns>Null for what is no JSON: an array of PostgreSQL's begins like an object.</returns>
    public static string? Of(string text)
    {
        // An object begins with a key, or is empty, as the empty array of PostgreSQL's.
        if (text.Length > 2 && text[0] == '{' && !text.AsSpan(1).TrimStart().StartsWith("\"", StringComparison.Ordinal))
            return null;
        try
        {
            using var document = JsonDocument.Parse(text, new() { MaxDepth = Deepest });
            var meaning = new StringBuilder(text.Length);
            Write(document.RootElement, meaning);
            return meaning.ToString();
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static void Write(JsonElement element, StringBuilder to)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                to.Append('{');
                // Of a key that stands twice, the last one counts.
                foreach (
                    var property in element
                        .EnumerateObject()
                        .GroupBy(property => property.Name, StringComparer.Ordinal)
                        .OrderBy(same => same.Key, StringComparer.Ordinal)
                )
                {
                    to.Append(JsonEncodedText.Encode(property.Key)).Append(':');
                    Write(property.Last().Value, to);
                    to.Append(',');
                }
                to.Append('}');
                break;
            case JsonValueKind.Array:
                to.Append('[');
                foreach (var item in element.EnumerateArray())
                {
                    Write(item, to);
                    to.Append(',');
                }
                to.Append(']');
                break;
            case JsonValueKind.String:
                to.Append('"').Append(JsonEncodedText.Encode(element.GetString()!)).Append('"');
                break;
            case JsonValueKind.Number:
                to.Append(ValueMeaning.Of(element.GetRawText()));
                break;
            case JsonValueKind.Undefined or JsonValueKind.True or JsonValueKind.False or JsonValueKind.Null:
            default:
                to.Append(element.GetRawText());
                break;
        }
    }
}
