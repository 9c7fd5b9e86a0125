using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Levee.Core.Reports.Wire;

/// <summary>Every record on the wire, in the two ways its formats spell names.</summary>
[JsonSerializable(typeof(WireReport))]
[JsonSerializable(typeof(GitLabIssue[]))]
[JsonSerializable(typeof(SarifLog))]
[JsonSerializable(typeof(WireImpact))]
internal sealed partial class WireContext : JsonSerializerContext
{
    public static readonly WireContext CamelCase = new(Spelled(JsonNamingPolicy.CamelCase));
    public static readonly WireContext SnakeCase = new(Spelled(JsonNamingPolicy.SnakeCaseLower));

    private static JsonSerializerOptions Spelled(JsonNamingPolicy names) =>
        new()
        {
            PropertyNamingPolicy = names,
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            WriteIndented = true,
            NewLine = "\n",
            // The document goes to a stream, not into a page: names in other scripts and quotes stay readable.
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        };
}
