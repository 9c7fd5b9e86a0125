using System.Text;

namespace Levee.Core.Psl;

/// <summary>The operator classes that the schema language has names for.</summary>
internal static class OperatorClasses
{
    public static readonly ValueList<string> Names =
    [
        "InetOps",
        "JsonbOps",
        "JsonbPathOps",
        "ArrayOps",
        "TextOps",
        "BitMinMaxOps",
        "VarBitMinMaxOps",
        "BpcharBloomOps",
        "BpcharMinMaxOps",
        "ByteaBloomOps",
        "ByteaMinMaxOps",
        "DateBloomOps",
        "DateMinMaxOps",
        "DateMinMaxMultiOps",
        "Float4BloomOps",
        "Float4MinMaxOps",
        "Float4MinMaxMultiOps",
        "Float8BloomOps",
        "Float8MinMaxOps",
        "Float8MinMaxMultiOps",
        "InetInclusionOps",
        "InetBloomOps",
        "InetMinMaxOps",
        "InetMinMaxMultiOps",
        "Int2BloomOps",
        "Int2MinMaxOps",
        "Int2MinMaxMultiOps",
        "Int4BloomOps",
        "Int4MinMaxOps",
        "Int4MinMaxMultiOps",
        "Int8BloomOps",
        "Int8MinMaxOps",
        "Int8MinMaxMultiOps",
        "NumericBloomOps",
        "NumericMinMaxOps",
        "NumericMinMaxMultiOps",
        "OidBloomOps",
        "OidMinMaxOps",
        "OidMinMaxMultiOps",
        "TextBloomOps",
        "TextMinMaxOps",
        "TimestampBloomOps",
        "TimestampMinMaxOps",
        "TimestampMinMaxMultiOps",
        "TimestampTzBloomOps",
        "TimestampTzMinMaxOps",
        "TimestampTzMinMaxMultiOps",
        "TimeBloomOps",
        "TimeMinMaxOps",
        "TimeMinMaxMultiOps",
        "TimeTzBloomOps",
        "TimeTzMinMaxOps",
        "TimeTzMinMaxMultiOps",
        "UuidBloomOps",
        "UuidMinMaxOps",
        "UuidMinMaxMultiOps",
    ];

    private static readonly HashSet<string> Known = [.. Names];

    public static bool IsKnown(string name) => Known.Contains(name);

    /// <summary>As PostgreSQL writes it: <c>Int4MinMaxMultiOps</c> is <c>int4_minmax_multi_ops</c>.</summary>
    public static string DatabaseName(string name)
    {
        // The catalog has no underscore inside these words.
        var words = name.Replace("MinMax", "Minmax")
            .Replace("VarBit", "Varbit")
            .Replace("TimestampTz", "Timestamptz")
            .Replace("TimeTz", "Timetz");
        var text = new StringBuilder();
        foreach (var c in words)
        {
            if (char.IsAsciiLetterUpper(c) && text.Length > 0)
                text.Append('_');
            text.Append(char.ToLowerInvariant(c));
        }
        return text.ToString();
    }

    /// <summary>Whether leaving it out of an index of this type means the same (parity 02, 2.6).</summary>
    public static bool IsDefault(string name, Schema.IndexAlgorithm? algorithm) =>
        name is "JsonbOps" or "ArrayOps" or "TextOps" or "InetInclusionOps"
        || name.EndsWith("MinMaxOps", StringComparison.Ordinal)
        || (name == "InetOps" && algorithm == Schema.IndexAlgorithm.SpGist);
}
