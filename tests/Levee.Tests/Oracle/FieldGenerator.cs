namespace Levee.Tests.Oracle;

/// <summary>Fields of every type that the schema language has, with their native types and defaults.</summary>
internal sealed class FieldGenerator(Dice dice, string datasource = "db")
{
    internal static readonly string[] Names =
    [
        "a",
        "b",
        "c",
        "d",
        "email",
        "userId",
        "name",
        "created_at",
        "x1",
        "B",
        "A",
        "aB",
        "a_b",
        "status",
        "kind",
        "Amount",
    ];

    private static readonly Dictionary<string, string[]> _natives = new()
    {
        ["String"] =
        [
            "Text",
            "VarChar",
            "VarChar(#)",
            "Char",
            "Char(#)",
            "Bit",
            "Bit(#)",
            "VarBit",
            "VarBit(#)",
            "Uuid",
            "Xml",
            "Inet",
            "Citext",
        ],
        ["Boolean"] = ["Boolean"],
        ["Int"] = ["Integer", "SmallInt", "Oid"],
        ["BigInt"] = ["BigInt"],
        ["Float"] = ["DoublePrecision", "Real"],
        ["Decimal"] = ["Decimal", "Decimal(9, 2)", "Decimal(#, 0)", "Decimal(38, 10)", "Money"],
        ["DateTime"] =
        [
            "Timestamp",
            "Timestamp(~)",
            "Timestamptz",
            "Timestamptz(~)",
            "Date",
            "Time",
            "Time(~)",
            "Timetz",
            "Timetz(~)",
        ],
        ["Json"] = ["Json", "JsonB"],
        ["Bytes"] = ["ByteA"],
    };

    private static readonly string[] _unsupported =
    [
        "circle",
        "box",
        "tsvector",
        "point",
        "interval",
        "cidr",
        "macaddr",
        "int4range",
        "name",
        "character(3)",
        "char(3)",
        "numeric(10,2)[]",
        "numeric(10, 2)[]",
        "varbit(5)",
        "bit varying(5)",
        "timestamptz",
        "timestamp with time zone",
        "float8",
        "bool",
        "pg_catalog.text",
    ];

    private static readonly string[] _texts =
    [
        "",
        "x",
        "it's",
        "a \\\"b\\\"",
        "\\\\",
        "tab\\there",
        "line\\nbreak",
        "été 日本",
        "NULL",
        "null",
        "'",
        "{}",
        "%s",
        "\\u0041",
        "1",
        "true",
        " ",
        "x::text",
        "E'x'",
        "$1",
        "now()",
        "{\\\"a\\\": 1}",
        "00000000-0000-0000-0000-000000000000",
        "127.0.0.1",
        "101",
    ];

    private static readonly string[] _json =
    [
        "{}",
        "[]",
        "null",
        "1",
        "{\\\"a\\\": 1}",
        "{\\\"b\\\":[1,2,{\\\"c\\\":\\\"it's\\\"}], \\\"a\\\":null}",
        "\\\"text\\\"",
        "1.50",
        "[1, 2]",
        "{\\\"é\\\": \\\"日\\\"}",
    ];

    private static readonly string[] _times =
    [
        "2020-01-02T03:04:05Z",
        "2020-01-02T03:04:05.600Z",
        "1999-12-31T23:59:59.123456+02:30",
        "2024-02-29T00:00:00-08:00",
    ];

    private static readonly string[] _expressions =
    [
        "now()",
        "gen_random_uuid()",
        "(1 + 1)",
        "'x'::text",
        "1",
        "true",
        "CURRENT_TIMESTAMP",
        "now() + '1 day'::interval",
        "ARRAY[]::text[]",
        "'{}'::jsonb",
        "nextval('s')",
        "''",
        "NULL",
        "clock_timestamp()",
        "lower('A'::text)",
        "md5(random()::text)",
    ];

    /// <summary>Expressions that fit a type, in several words each.</summary>
    private static readonly Dictionary<string, string[]> _spellings = new()
    {
        ["String"] =
        [
            "'x'",
            "'x'::text",
            "'x'::varchar",
            "E'x'",
            "lower('A')",
            "lower('A'::text)",
            "trim(both ' ' from ' a ')",
            "current_setting('a.b')::text",
            "CASE WHEN random() > 0.5 THEN 'x' ELSE 'y' END",
            "md5(random()::text)",
            "gen_random_uuid()::text",
        ],
        ["Int"] = ["-1", "'-1'::integer", "1 + 1", "(1 + 1)", "'5'::int", "5", "abs(-3)", "CAST(7 AS int)"],
        ["BigInt"] = ["-1", "EXTRACT(EPOCH FROM now())::bigint", "9999999999", "'5'::bigint", "(2 * 3)"],
        ["Float"] = ["-1.5", "1e3", "'1.5'::float8", "random()", "pi()"],
        ["Decimal"] = ["0.10::numeric", "-0.10", "(1.0 / 3)", "'1.50'"],
        ["Boolean"] = ["'t'", "true", "NOT false", "(1 = 1)", "TRUE"],
        ["DateTime"] =
        [
            "now()",
            "CURRENT_TIMESTAMP(3)",
            "now() + interval '1 day'",
            "(now() + '1 day'::interval)",
            "now() at time zone 'utc'",
            "date_trunc('day', now())",
            "'2020-01-01'",
        ],
        ["Json"] = ["'{}'", "'{}'::jsonb", "jsonb_build_object('a', 1)", "'[1, 2]'::json"],
        ["Bytes"] = ["'\\\\x00'", "decode('AA==', 'base64')"],
    };

    public string ScalarType() =>
        dice.Chance(35) ? "String"
        : dice.Chance(30) ? "Int"
        : dice.Pick([.. _natives.Keys]);

    /// <summary>A field that is not part of any key or relation.</summary>
    public SchemaText.Field Field(string name, IReadOnlyList<SchemaText.Block> enums)
    {
        var kind = dice.Number(1, 100);
        if (kind <= 10)
            return Unsupported(name);
        var isEnum = kind <= 22 && enums.Count > 0;
        var type = isEnum ? dice.Pick(enums).Name : ScalarType();
        var suffix =
            dice.Chance(50) ? ""
            : dice.Chance(65) ? "?"
            : "[]";
        var field = new SchemaText.Field(name, type, suffix, []);
        var native = isEnum || dice.Chance(55) ? null : Native(type);
        if (native is not null)
            field = field.With($"@{datasource}.{native}");
        if (
            dice.Chance(45) && Default(type, native, suffix, enums.FirstOrDefault(one => one.Name == type)) is { } value
        )
            field = field.With($"@default({value})");
        if (type is "DateTime" && suffix is "" && dice.Chance(15))
            field = field.With("@updatedAt");
        if (dice.Chance(8))
            field = field.With($"@map(\"{MappedName(name)}\")");
        if (suffix is not "[]" && dice.Chance(6))
            field = field.With(Unique());
        if (dice.Chance(3))
            field = field.With("@ignore");
        return field;
    }

    public string Unique() =>
        dice.Pick(["@unique", "@unique", "@unique(map: \"U_{0}\")", "@unique(sort: Desc)"])
            .Replace("{0}", $"{dice.Number(1, 99)}");

    public string? Native(string type) =>
        _natives.TryGetValue(type, out var choices)
            ? dice.Pick(choices).Replace("#", $"{dice.Number(1, 60)}").Replace("~", $"{dice.Number(0, 6)}")
            : null;

    /// <summary>What may stand in <c>@default(…)</c>; null where this type has nothing to offer.</summary>
    public string? Default(string type, string? native, string suffix, SchemaText.Block? enumType)
    {
        if (dice.Chance(12))
            return dice.Chance(10) ? "dbgenerated()" : $"dbgenerated(\"{dice.Pick(_expressions)}\")";
        if (suffix is not "[]" && _spellings.TryGetValue(type, out var spellings) && dice.Chance(25))
            return $"dbgenerated(\"{dice.Pick(spellings)}\")";
        if (suffix is "[]")
            return $"[{string.Join(", ", Enumerable.Range(0, dice.Number(0, 3)).Select(_ => Literal(type, native, enumType)))}]";
        return type switch
        {
            "String" when dice.Chance(30) => dice.Pick([
                "uuid()",
                "uuid(7)",
                "cuid()",
                "cuid(2)",
                "ulid()",
                "nanoid()",
                "nanoid(12)",
            ]),
            "Int" or "BigInt" when dice.Chance(20) => "autoincrement()",
            "DateTime" when dice.Chance(60) => "now()",
            _ => Literal(type, native, enumType),
        };
    }

    /// <summary>Names that need care: blanks, capitals, several bytes a letter, at and over PostgreSQL's 63 bytes.</summary>
    public string MappedName(string name) =>
        dice.Number(1, 8) switch
        {
            1 => $"{name}_{new string('x', dice.Number(40, 62))}",
            2 => $"{name}_{new string('é', dice.Number(20, 30))}",
            3 => $"{name} with blank",
            4 => $"{name}.dot",
            5 => name.ToUpperInvariant(),
            6 => $"日本_{name}",
            _ => $"{name}_m{dice.Number(1, 3)}",
        };

    private SchemaText.Field Unsupported(string name)
    {
        var field = new SchemaText.Field(
            name,
            $"Unsupported(\"{dice.Pick(_unsupported)}\")",
            dice.Pick(["", "?", "[]"]),
            []
        );
        return dice.Chance(20) ? field.With("@default(dbgenerated(\"NULL\"))") : field;
    }

    private string? Literal(string type, string? native, SchemaText.Block? enumType) =>
        type switch
        {
            "String" => native switch
            {
                "Uuid" => "\"6f1c5b9e-0000-4000-8000-000000000000\"",
                "Inet" => "\"127.0.0.1\"",
                "Xml" => "\"<a/>\"",
                { } bits when bits.Contains("Bit", StringComparison.Ordinal) => "\"101\"",
                _ => $"\"{dice.Pick(_texts)}\"",
            },
            "Boolean" => dice.Pick(["true", "false"]),
            "Int" => dice.Pick(["0", "1", "-1", "42", "007", "2147483647", "-2147483648"]),
            "BigInt" => dice.Pick(["0", "1", "-5", "9007199254740993", "-9223372036854775808"]),
            "Float" => dice.Pick(["0", "1", "1.5", "-2.25", "1.00", "0.1", "123456789.123456789", "1000000"]),
            "Decimal" => dice.Pick(["0", "1.50", "\"1.50\"", "-0.10", "12345678901234567890.123", "3"]),
            "DateTime" => $"\"{dice.Pick(_times)}\"",
            "Json" => $"\"{dice.Pick(_json)}\"",
            "Bytes" => dice.Pick(["\"\"", "\"AAEC\"", "\"aGVsbG8=\"", "\"/+8=\""]),
            _ => enumType is { } known && Values(known) is { Count: > 0 } values ? dice.Pick(values) : null,
        };

    private static List<string> Values(SchemaText.Block enumType) =>
        [
            .. enumType
                .Lines.Where(line => !line.StartsWith("@@", StringComparison.Ordinal))
                .Select(line => line.Split(' ')[0]),
        ];
}
