using System.Globalization;
using Levee.Core.Effects;

namespace Levee.Core.Canaries;

/// <summary>Values of types that widely used extensions bring along, and of PostgreSQL's rare ones: none of them reads a
/// text that was not written for it.</summary>
internal static class ExtensionValues
{
    /// <param name="type">As <c>format_type</c> gives it, with or without a schema.</param>
    /// <returns>Null where the type is not known.</returns>
    public static CanaryValues? Of(string type)
    {
        var (name, size, _) = TypeName.Of(type);
        return name[(name.LastIndexOf('.') + 1)..] switch
        {
            "geometry" or "geography" => Places(Arguments(type)),
            "box2d" => new(["BOX(0 0,1 1)", "BOX(2 2,3 3)"], ["BOX(0 0,1 2)"], []),
            "box3d" => new(["BOX3D(0 0 0,1 1 1)", "BOX3D(2 2 2,3 3 3)"], ["BOX3D(0 0 0,1 1 2)"], []),
            "vector" or "halfvec" => Vectors(size ?? 3),
            "sparsevec" => SparseVectors(size ?? 3),
            "hstore" => new(["\"a\"=>\"1\"", "\"b\"=>\"2\""], ["\"a\"=>\"2\""], [""]),
            "ltree" => new(["a.b", "a.c"], ["a.b.c"], []),
            "lquery" => new(["a.*", "b.*"], ["a.b.*"], []),
            "ltxtquery" => new(["a & b", "a & c"], ["a | b"], []),
            "cube" => new(["(1,2,3)", "(4,5,6)"], ["(1,2,4)"], []),
            "isbn" => new(["0-393-04002-X", "0-306-40615-2"], [], []),
            "isbn13" => new(["978-0-393-04002-9", "978-0-306-40615-7"], [], []),
            "issn" => new(["1436-4522", "0378-5955"], [], []),
            "ean13" => new(["4006381333931", "9780393040029"], [], []),
            "semver" => new(["1.2.3", "1.2.4"], ["1.2.3-rc.1"], []),
            "tsquery" => new(["'a'", "'b'"], ["'a' & 'b'"], [""]),
            "jsonpath" => new(["$.\"a\"", "$.\"b\""], ["$.\"a\"[0]"], []),
            "line" => new(["{1,2,3}", "{1,2,4}"], ["{1,3,3}"], []),
            "lseg" => new(["[(1,2),(3,4)]", "[(5,6),(7,8)]"], ["[(1,2),(3,5)]"], []),
            "box" => new(["(3,4),(1,2)", "(7,8),(5,6)"], ["(3,5),(1,2)"], []),
            "path" => new(["((1,2),(3,4))", "((5,6),(7,8))"], ["[(1,2),(3,4)]"], []),
            "polygon" => new(["((1,2),(3,4),(5,0))", "((5,6),(7,8),(9,0))"], ["((1,2),(3,4),(5,1))"], []),
            "circle" => new(["<(1,2),3>", "<(4,5),6>"], ["<(1,2),4>"], []),
            "pg_lsn" => new(["0/1", "0/2"], ["1/1"], []),
            "int4multirange" or "int8multirange" or "nummultirange" => new(
                ["{[1,5)}", "{[10,20)}"],
                ["{[1,6)}"],
                ["{}"]
            ),
            "tsmultirange" or "tstzmultirange" or "datemultirange" => new(
                ["{[2024-01-01,2024-02-01)}", "{[2024-03-01,2024-04-01)}"],
                ["{[2024-01-01,2024-02-02)}"],
                ["{}"]
            ),
            _ => null,
        };
    }

    private static string[] Arguments(string type)
    {
        var open = type.IndexOf('(', StringComparison.Ordinal);
        return open < 0 ? [] : type[(open + 1)..].TrimEnd(')').Split(',', StringSplitOptions.TrimEntries);
    }

    /// <param name="arguments">Of the type: its shape and its system of coordinates, which every value has to have.</param>
    private static CanaryValues Places(string[] arguments)
    {
        var shape = arguments.FirstOrDefault("point").ToUpperInvariant();
        var dimensions =
            shape.EndsWith("ZM", StringComparison.Ordinal) ? "ZM"
            : shape[^1] is 'Z' or 'M' ? shape[^1..]
            : "";
        shape = shape[..^dimensions.Length];
        var system = arguments.Length > 1 ? $"SRID={arguments[1]};" : "";
        return new([Place(13, 52), Place(-73, 40)], [Place(13, 53), Place(13.000001, 52)], []);

        string Place(double x, double y) =>
            shape == "GEOMETRYCOLLECTION" ? $"{system}{shape} {dimensions}({Text("POINT", x, y)})"
            : shape == "GEOMETRY" ? system + Text("POINT", x, y)
            : system + Text(shape, x, y);

        string Text(string what, double x, double y) => $"{what} {dimensions}({Body(what, x, y)})";

        string Body(string what, double x, double y) =>
            what switch
            {
                "LINESTRING" => $"{At(x, y)},{At(x + 1, y + 1)}",
                "CIRCULARSTRING" => $"{At(x, y)},{At(x + 1, y + 1)},{At(x + 2, y)}",
                "POLYGON" or "TRIANGLE" => $"({At(x, y)},{At(x + 1, y)},{At(x + 1, y + 1)},{At(x, y)})",
                _ when what.StartsWith("MULTI", StringComparison.Ordinal) => $"({Body(what["MULTI".Length..], x, y)})",
                _ => At(x, y),
            };

        string At(double x, double y) =>
            string.Create(CultureInfo.InvariantCulture, $"{x} {y}")
            + string.Concat(Enumerable.Repeat(" 1", dimensions.Length));
    }

    private static CanaryValues Vectors(int size)
    {
        var ones = string.Concat(Enumerable.Repeat("1,", size - 1));
        return new([$"[{ones}1]", $"[{ones}2]"], [$"[{ones}3]"], []);
    }

    private static CanaryValues SparseVectors(int size) =>
        new([$"{{1:1}}/{size}", $"{{1:2}}/{size}"], [$"{{1:1.5}}/{size}"], [$"{{}}/{size}"]);
}
