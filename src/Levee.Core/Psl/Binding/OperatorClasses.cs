using System.Text;
using Levee.Core.Psl.Syntax;
using Levee.Core.Schema;

namespace Levee.Core.Psl.Binding;

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

    /// <summary>Whether leaving it out of an index of this type means the same.</summary>
    public static bool IsDefault(string name, IndexAlgorithm? algorithm) =>
        name is "JsonbOps" or "ArrayOps" or "TextOps" or "InetInclusionOps"
        || name.EndsWith("MinMaxOps", StringComparison.Ordinal)
        || (name == "InetOps" && algorithm == IndexAlgorithm.SpGist);

    public static ValueList<IndexAlgorithm> AlgorithmsOf(string name) =>
        name switch
        {
            "InetOps" => [IndexAlgorithm.Gist, IndexAlgorithm.SpGist],
            "JsonbOps" or "JsonbPathOps" or "ArrayOps" => [IndexAlgorithm.Gin],
            "TextOps" => [IndexAlgorithm.SpGist],
            _ => [IndexAlgorithm.Brin],
        };

    /// <summary>Whether a class that is written by name can be used for a field.</summary>
    public static bool Fits(string name, IndexAlgorithm algorithm, ScalarField field) =>
        (algorithm, name) switch
        {
            (IndexAlgorithm.Gin, "ArrayOps") => field.Arity == FieldArity.List,
            (IndexAlgorithm.Gin, _) => TypeOf(field) == NativeType.JsonB,
            (IndexAlgorithm.Gist or IndexAlgorithm.SpGist, "InetOps") => TypeOf(field) == NativeType.Inet,
            (IndexAlgorithm.SpGist, _) => TypeOf(field) is NativeType.Text or NativeType.VarChar or NativeType.Char,
            (IndexAlgorithm.Brin, _) => TypeOf(field) is { } type
                && NativeTypes.Of(type).Brin is { } family
                && name.StartsWith(family, StringComparison.Ordinal)
                && name[family.Length..] is "BloomOps" or "MinMaxOps" or "MinMaxMultiOps" or "InclusionOps",
            _ => false,
        };

    /// <summary>Whether PostgreSQL knows what to do without a class. A type that Prisma does not know may have
    /// one.</summary>
    public static bool HasDefault(IndexAlgorithm algorithm, ScalarField field) =>
        field.Type is FieldType.Unsupported
        || algorithm switch
        {
            IndexAlgorithm.BTree or IndexAlgorithm.Hash => true,
            IndexAlgorithm.Gist => field is { NativeType: null, Type: FieldType.Scalar(ScalarType.String) },
            IndexAlgorithm.Gin => TypeOf(field) == NativeType.JsonB || field.Arity == FieldArity.List,
            IndexAlgorithm.SpGist => TypeOf(field)
                is NativeType.Inet
                    or NativeType.Text
                    or NativeType.VarChar
                    or NativeType.Char,
            IndexAlgorithm.Brin => TypeOf(field) is { } type && NativeTypes.Of(type).Brin is not null,
        };

    private static NativeType? TypeOf(ScalarField field) =>
        field.NativeType?.Type
        ?? (field.Type is FieldType.Scalar(var scalar) ? NativeTypes.DefaultOf(scalar).Type : null);
}
