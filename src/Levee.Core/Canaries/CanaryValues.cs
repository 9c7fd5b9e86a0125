using System.Globalization;
using Levee.Core.Effects;

namespace Levee.Core.Canaries;

/// <summary>Values of one type, as text that PostgreSQL reads. Each stands once.</summary>
/// <param name="Plain">Ordinary ones.</param>
/// <param name="Colliding">Pairs that are equal but for what a careless conversion drops: the last character or digit, the
/// fraction, the time of day, letter case, blanks around.</param>
/// <param name="Extreme">The ends of the type's range, the empty text.</param>
internal sealed record CanaryValues(ValueList<string> Plain, ValueList<string> Colliding, ValueList<string> Extreme)
{
    /// <param name="type">As <c>format_type</c> gives it; of a domain, what it is based on.</param>
    public static CanaryValues Of(string type)
    {
        var (name, first, second) = TypeName.Of(type);
        return name switch
        {
            "text" or "character varying" or "citext" or "name" or "public.citext" => Text(first),
            "character" or "bpchar" => Text(first ?? 1),
            "\"char\"" => new(["a", "b"], ["c"], []),
            "smallint" => Integers(short.MaxValue),
            "integer" => Integers(int.MaxValue),
            "bigint" => Integers(long.MaxValue),
            "numeric" => Numeric(first, second ?? 0),
            "real" => new(
                ["1.5", "0.25", "3.75"],
                ["0.123456", "0.123457", "2.1", "2.4", "1"],
                ["0", "-1.5", "3.4e+37"]
            ),
            "double precision" => new(
                ["1.5", "0.25", "3.75"],
                ["0.12345678901234", "0.12345678901235", "2.1", "2.4", "10.004", "10.0049"],
                ["0", "-1.5", "1e+300"]
            ),
            "money" => new(["1.01", "2.5"], ["1.02", "1.00"], ["0", "-3"]),
            "boolean" => new(["true", "false"], [], []),
            "uuid" => new(
                ["5f0c3f6e-0b1a-4c2d-8e3f-000000000001", "5f0c3f6e-0b1a-4c2d-8e3f-0000000000a2"],
                ["5f0c3f6e-0b1a-4c2d-8e3f-000000000002", "6f0c3f6e-0b1a-4c2d-8e3f-000000000001"],
                ["00000000-0000-0000-0000-000000000000"]
            ),
            "json" or "jsonb" => Json(),
            "date" => Dates(""),
            "timestamp without time zone" or "timestamp" => Dates(" time", first ?? 6),
            "timestamp with time zone" => Dates(" time", first ?? 6),
            "time without time zone" => Times("", first ?? 6),
            "time with time zone" => Times("+00", first ?? 6),
            "interval" => new(
                ["1 day", "02:00:00", "00:45:00"],
                [
                    "1 day 00:00:01",
                    "1 mon",
                    "2 days",
                    "02:15:00",
                    "02:00:01",
                    .. (first ?? 6) > 0 ? new[] { "00:00:01.2", "00:00:01.4" } : [],
                ],
                ["00:00:00", "-1 days"]
            ),
            "bytea" => new(
                ["\\x00ff", "\\x0102"],
                ["\\x00fe", "\\x0103", "\\x010203040506070809", "\\x01020304050607080a", "\\x61", "\\x41"],
                ["\\x"]
            ),
            "inet" => new(
                ["10.0.0.1", "192.168.1.7"],
                ["10.0.0.2", "10.0.0.1/8", "10.0.0.1/24", "10.0.0.2/24", "192.168.1.8"],
                ["::1"]
            ),
            "cidr" => new(["10.0.0.0/8", "192.168.1.0/24"], ["10.0.0.0/16", "10.1.0.0/16", "192.168.1.0/25"], ["::/0"]),
            "macaddr" => new(["08:00:2b:01:02:03"], ["08:00:2b:01:02:04", "08:00:2c:01:02:03"], []),
            "macaddr8" => new(["08:00:2b:01:02:03:04:05"], ["08:00:2b:01:02:03:04:06"], []),
            "bit" => Bits(first ?? 1, first ?? 1),
            "bit varying" => Bits(1, first ?? 8),
            "xml" => new(["<a>1</a>", "<b/>"], ["<a>2</a>"], []),
            "oid" => new(["1", "2"], ["3"], []),
            "point" => new(["(1,2)", "(3,4)"], ["(1,3)", "(1.00001,2)", "(1.00002,2)", "(1.4,2)"], []),
            "tsvector" => new(["'a':1", "'b':2"], ["'a':2"], [""]),
            "int4range" or "int8range" or "numrange" => new(
                ["[1,5)", "[10,20)"],
                ["[1,6)", "[2,5)", "[10,21)"],
                ["empty"]
            ),
            "tsrange" or "tstzrange" or "daterange" => new(
                ["[2024-01-01,2024-02-01)", "[2024-03-01,2024-04-01)"],
                ["[2024-01-01,2024-02-02)", "[2024-01-02,2024-02-01)"],
                ["empty"]
            ),
            _ when ExtensionValues.Of(type) is { } known => known,
            // Unknown: something of this will be accepted.
            _ => new(["1", "2", "a", "b", "(1)", "(1,2)", "(a,b)", "{1}", "(1,2,3)", "(a,b,c)", "2024-01-01"], [], []),
        };
    }

    public static CanaryValues OfArray(CanaryValues element)
    {
        var plain = element.Plain.Concat(element.Colliding).Take(4).Select(Quote).ToList();
        return plain.Count < 2
            ? new(["{}"], [], [])
            : new(
                [$"{{{plain[0]},{plain[1]}}}", $"{{{plain[1]}}}"],
                [$"{{{plain[0]}}}", $"{{{plain[1]},{plain[0]}}}"],
                ["{}"]
            );

        static string Quote(string value) =>
            $"\"{value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
    }

    private static CanaryValues Text(int? length)
    {
        var stem = new string('m', Math.Min(length ?? 300, 300) - 1);
        return new(
            Cut(["Ann Lee", "bob@a.example", "Cid Moss", "beta", "likes long walks on the beach and short emails"]),
            Cut([
                "ann lee",
                "ann.lee@Example.com",
                "ann.lee@example.com",
                "ann.lee@other.example",
                "Ann May",
                "Bo Lee",
                " Ann Lee",
                "Ann  Lee",
                stem + "a",
                stem + "b",
                "+1 (555) 010-9999",
                "15550109999",
                "+1 (555) 010-9998",
                "café",
                "cafe",
                "a,b",
                "a,c",
                "a-b",
                "a_b",
                "a b",
                "https://x.example/p?q=1",
                "https://x.example/p?q=2",
                "https://x.example/p",
                "line\none",
                "line one",
                "<b>ann</b>",
                "ann",
                "likes long walks on the beach and long emails",
                "2024-03-15 10:20:30",
                "2024-03-15 10:20:31",
                "2024-03-15",
            ]),
            Cut(["", "0", "12", "12.5", "-1", "x"])
        );

        ValueList<string> Cut(string[] values) =>
            values
                .Select(value => length is { } n && value.Length > n ? value[..n] : value)
                .Distinct(StringComparer.Ordinal)
                .ToValueList();
    }

    private static CanaryValues Integers(long limit)
    {
        var more = limit > short.MaxValue ? new[] { "32768", "65536", "100000", "1000001" } : [];
        var most = limit > int.MaxValue ? new[] { "9007199254740993", "9007199254740992", "2147483648" } : [];
        return new(
            ["3", "42", "17", "5"],
            ["4", "43", "10", "11", "15", "99", "100", "101", "1000", "1001", .. more, .. most],
            [
                "0",
                "1",
                "-1",
                "-42",
                limit.ToString(CultureInfo.InvariantCulture),
                (-limit).ToString(CultureInfo.InvariantCulture),
            ]
        );
    }

    private static CanaryValues Numeric(int? precision, int scale)
    {
        if (precision is not { } digits)
        {
            return new(
                ["10.5", "99.25", "3.75"],
                [
                    "1.2345678901",
                    "1.2345678902",
                    "1.123456789012345678901",
                    "1.123456789012345678902",
                    "12345678901234567891",
                    "12345678901234567892",
                    "10.1234",
                    "10.1236",
                    "2.4",
                    "2.1",
                ],
                ["0", "-1.5", "12345678901234567890"]
            );
        }
        var whole = Math.Max(0, digits - Math.Max(0, scale));
        var unit = whole == 0 ? "0" : "1";
        var ten = whole < 2 ? unit : "10";
        return scale <= 0
            ? new(
                [unit, whole > 1 ? "42" : "2"],
                [ten, whole > 1 ? "11" : "3", whole > 2 ? "101" : "4"],
                ["0", "-1", new string('9', Math.Max(1, whole))]
            )
            : new(
                [$"{ten}.{Digits('5')}", $"{unit}.{Digits('2')}"],
                [
                    $"{ten}.{Digits('1', '4')}",
                    $"{ten}.{Digits('1', '3')}",
                    $"{ten}.{Digits('1', '2')}",
                    $"{unit}.{Digits('4')}",
                ],
                ["0", $"-{unit}.{Digits('3')}", (whole == 0 ? "0" : new string('9', whole)) + "." + Digits('9')]
            );

        string Digits(char digit, char? last = null) => new string(digit, scale - 1) + (last ?? digit);
    }

    private static CanaryValues Json() =>
        new(
            ["""{"tier": "gold", "n": 1}""", """{"tier": "free"}""", """{"a": {"b": 1}, "c": [1, 2]}"""],
            ["""{"tier": "gold", "n": 2}""", """{"a": {"b": 2}, "c": [1, 2]}""", """{"a": {"b": 1}, "c": [1, 2, 3]}"""],
            ["{}", "[]", "\"text\"", "3"]
        );

    private static CanaryValues Times(string zone, int precision)
    {
        string[] fractions = precision == 0 ? [] : ["10:20:30.2", "10:20:30.4", "10:20:30.7"];
        string[] zones = zone.Length == 0 ? [] : ["10:20:30+02", "08:20:30-02"];
        string[] more = precision > 3 ? ["10:20:30.123456", "10:20:30.123457"] : [];
        return new(
            ["10:20:30" + zone, "08:00:00" + zone],
            [
                .. new[] { "10:20:31", "10:21:30", "11:20:30" }
                    .Concat(fractions)
                    .Concat(more)
                    .Select(time => time + zone),
                .. zones,
            ],
            ["00:00:00" + zone, "23:59:59" + zone]
        );
    }

    private static CanaryValues Dates(string time, int precision = 6)
    {
        if (time.Length == 0)
        {
            return new(
                ["2024-03-15", "2023-07-04", "2024-06-01"],
                ["2024-03-16", "2024-04-15", "2025-03-15", "2024-01-01"],
                ["1970-01-01", "2099-12-31", "1999-12-31"]
            );
        }
        string[] fractions = precision switch
        {
            0 => [],
            <= 3 => ["2024-03-15 10:20:30.1", "2024-03-15 10:20:30.7"],
            _ => ["2024-03-15 10:20:30.123456", "2024-03-15 10:20:30.123457", "2024-03-15 10:20:30.7"],
        };
        return new(
            ["2024-03-15 10:20:30", "2023-07-04 08:00:00", "2024-06-01 23:59:59"],
            [
                "2024-03-15 10:20:31",
                "2024-03-15 10:21:30",
                "2024-03-15 11:20:30",
                "2024-03-15 22:20:30",
                "2024-03-16 10:20:30",
                "2024-04-15 10:20:30",
                "2025-03-15 10:20:30",
                "2024-01-01 00:00:00",
                .. fractions,
                // An hour that a local clock skips, and one that it shows twice: Berlin, New York.
                "2024-03-31 02:30:00",
                "2024-03-31 03:30:00",
                "2024-10-27 00:30:00",
                "2024-10-27 01:30:00",
                "2024-03-10 02:30:00",
                "2024-03-10 03:30:00",
                "2024-11-03 05:30:00",
                "2024-11-03 06:30:00",
            ],
            ["1970-01-01 00:00:00", "2099-12-31 12:00:00", "1999-12-31 23:59:59"]
        );
    }

    private static CanaryValues Bits(int least, int most)
    {
        var length = Math.Max(least, Math.Min(most, 8));
        var longest = new string('1', Math.Min(most, 64) - 1);
        return new(
            [new string('1', length), new string('0', length)],
            new[] { new string('1', length - 1) + "0", least == most ? longest + "1" : longest + "0" }
                .Append(least == most ? longest + "0" : longest + "1")
                .Where(bits => least != most || bits.Length == least)
                .Distinct(StringComparer.Ordinal)
                .ToValueList(),
            []
        );
    }
}
