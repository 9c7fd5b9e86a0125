using System.Globalization;
using Levee.Core.Effects;
using Levee.Core.Statements;

namespace Levee.Core.Canaries;

/// <param name="Plain">Never empty.</param>
/// <param name="All">Those and all others, each once.</param>
internal sealed record CanaryPool(ValueList<string> Plain, ValueList<string> All);

/// <summary>The values that a column may get.</summary>
internal sealed class CanaryColumns
{
    private readonly DatabaseSnapshot _database;
    private readonly ScriptLiterals _script;
    private readonly CanaryRung _rung;
    private readonly Dictionary<long, SeenType> _types;
    private readonly Dictionary<string, IReadOnlyList<string>> _compared = new(StringComparer.Ordinal);

    public CanaryColumns(DatabaseSnapshot database, ScriptLiterals script, CanaryRung rung)
    {
        (_database, _script, _rung) = (database, script, rung);
        _types = database.Types.ToDictionary(type => type.Oid);
    }

    /// <summary>The script's constants beside the column's name that are of its type.</summary>
    public IReadOnlyList<string> Compared(SeenColumn column)
    {
        var key = $"{column.Name}\u0001{column.Type}";
        if (!_compared.TryGetValue(key, out var values))
            _compared[key] = values = [.. _script.ComparedWith(column.Name).Where(value => Fits(column, value))];
        return values;
    }

    public CanaryPool PoolOf(SeenTable table, SeenColumn column)
    {
        var values = ValuesOf(column);
        var plain = CheckedValues(table, column) is { Count: > 0 } allowed ? allowed : values.Plain;
        IEnumerable<string> all = plain;
        if (_rung.Kinds.HasFlag(CanaryKinds.Literals))
            all = all.Concat(Literals(column));
        if (_rung.Kinds.HasFlag(CanaryKinds.Colliding))
            all = all.Concat(values.Colliding).Concat(Sized(column));
        if (_rung.Kinds.HasFlag(CanaryKinds.Extremes))
            all = all.Concat(values.Extreme);
        if (_rung.IsModerate && IsNumber(column))
            all = all.Where(IsModerate);
        return new(plain, all.Distinct(StringComparer.Ordinal).ToValueList());
    }

    private static bool IsModerate(string number) =>
        double.TryParse(number, CultureInfo.InvariantCulture, out var value) && Math.Abs(value) < uint.MaxValue;

    /// <summary>A value of the column's type that no other row has.</summary>
    public string Fresh(SeenColumn column, string value, int row)
    {
        var (name, length, _) = TypeName.Of(BaseType(column.Type, column.TypeOid));
        var number = (row + 1001).ToString(CultureInfo.InvariantCulture);
        // A text that reads as another type goes on doing so.
        if (_rung.Style is { } style && (length is null or > 40) && IsText(column))
            name = TypeOf(style);
        return name switch
        {
            "smallint" or "integer" or "bigint" or "real" or "double precision" or "oid" => number,
            "numeric" => length is { } digits && digits < 4 ? value : number,
            "uuid" => $"5f0c3f6e-0b1a-4c2d-8e3f-00000000{number}",
            "date" => new DateTime(2001, 1, 1).AddDays(row).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            _ when name.StartsWith("timestamp", StringComparison.Ordinal) => new DateTime(2001, 1, 1)
                .AddDays(row)
                .ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
            "text" or "character varying" or "citext" or "character" or "bpchar" => length is { } room
            && value.Length + number.Length > room
                ? value[..Math.Max(0, room - number.Length)] + number[^Math.Min(room, number.Length)..]
                : value + number,
            "json" or "jsonb" => $$"""{"row": {{number}}}""",
            "inet" => $"10.1.{row / 250}.{1 + (row % 250)}",
            _ => value,
        };
    }

    private CanaryValues ValuesOf(SeenColumn column)
    {
        if (column.Element != 0)
        {
            var element = column.Type.EndsWith("[]", StringComparison.Ordinal) ? column.Type[..^2] : "text";
            return CanaryValues.OfArray(ValuesOf(element, column.Element));
        }
        return ValuesOf(column.Type, column.TypeOid);
    }

    private CanaryValues ValuesOf(string typeName, long typeOid)
    {
        if (_types.TryGetValue(typeOid, out var type))
        {
            if (type.Kind == TypeKind.Enum)
                return new(LabelsOf(type), [], []);
            if (type.Kind == TypeKind.Domain)
                return ValuesOf(
                    type.Shape,
                    _database.Types.FirstOrDefault(other => other.Name == type.Shape)?.Oid ?? 0
                );
            if (type.Kind == TypeKind.Composite)
                return Composite(type);
        }
        if (_rung.Style is { } style && TypeName.Of(typeName).Name is "text" or "character varying" or "citext")
            return Styled(style);
        return CanaryValues.Of(typeName);
    }

    private string BaseType(string typeName, long typeOid) =>
        _types.TryGetValue(typeOid, out var type) && type.Kind == TypeKind.Domain ? type.Shape : typeName;

    private ValueList<string> LabelsOf(SeenType type)
    {
        var labels = type.Labels.Select(label => label.Text).ToList();
        var named = labels.FindAll(label => _script.Texts.Contains(label));
        return (_rung.OnlyNamedLabels && named.Count > 0 ? named : labels) is { Count: > 0 } some
            ? some.ToValueList()
            : [""];
    }

    private static CanaryValues Composite(SeenType type)
    {
        var attributes = type
            .Shape.Split(", ")
            .Select(attribute => CanaryValues.Of(attribute[(attribute.IndexOf(' ', StringComparison.Ordinal) + 1)..]))
            .ToList();
        return new([Row(0), Row(1)], [Row(2)], []);

        string Row(int i) =>
            $"({string.Join(',', attributes.Select(values => $"\"{values.Plain[i % values.Plain.Count].Replace("\"", "\"\"", StringComparison.Ordinal)}\""))})";
    }

    private static string TypeOf(TextStyle style) =>
        style switch
        {
            TextStyle.Numbers => "integer",
            TextStyle.Uuids => "uuid",
            TextStyle.Dates => "timestamp",
            TextStyle.Json => "jsonb",
            TextStyle.Booleans => "boolean",
        };

    private static CanaryValues Styled(TextStyle style) =>
        style switch
        {
            // 042 beside 42: a number does not keep the zero that a postcode begins with.
            TextStyle.Numbers => new(["3", "42", "17", "5"], ["042", "4", "43", "10", "11", "1000", "1001"], ["0"]),
            TextStyle.Uuids => CanaryValues.Of("uuid"),
            TextStyle.Dates => CanaryValues.Of("timestamp(0) without time zone"),
            TextStyle.Json => CanaryValues.Of("jsonb"),
            TextStyle.Booleans => new(["true", "false"], [], []),
        };

    /// <summary>The constants of a CHECK that name what is allowed: <c>status IN ('a', 'b')</c>.</summary>
    private ValueList<string> CheckedValues(SeenTable table, SeenColumn column)
    {
        if (!IsText(column))
            return [];
        var definitions = _database
            .Constraints.Where(constraint =>
                constraint.Kind == ConstraintKind.Check
                && (
                    constraint.Domain != 0
                        ? constraint.Domain == column.TypeOid
                        : constraint.Table == table.Oid && constraint.Keys.Contains(column.Number)
                )
            )
            .Select(constraint => constraint.Definition);
        var literals = ScriptLiterals.Read(definitions);
        var constants = literals
            .ComparedWith(column.Name)
            .Concat(literals.ComparedWith("value"))
            .Distinct(StringComparer.Ordinal)
            .ToList();
        var room = TypeName.Of(BaseType(column.Type, column.TypeOid)).First ?? int.MaxValue;
        var samples = constants.SelectMany(PatternSample.Of).Where(sample => sample.Length <= room).ToList();
        var values =
            samples.Count > 0
                ? samples
                : constants.FindAll(value => !char.IsAsciiDigit(value.FirstOrDefault('0')) && value.Length > 1);
        return values.Where(value => !value.AsSpan().ContainsAny('^', '%', '[')).ToValueList();
    }

    private IEnumerable<string> Literals(SeenColumn column)
    {
        var texts = _script.Texts.Where(text => Fits(column, text));
        var numbers = IsNumber(column)
            ? _script
                .Numbers.SelectMany(number => new[] { number, number + 1, number - 1 })
                .Select(number => number.ToString(CultureInfo.InvariantCulture))
            : [];
        if (column.Type is "json" or "jsonb")
        {
            // An object that has every key, and one for each neighbouring key and value.
            var words = PlainTexts().Take(12).ToList();
            if (words.Count > 0)
                texts = texts.Append($"{{{string.Join(", ", words.Select(word => $"\"{word}\": \"v\""))}}}");
            texts = texts.Concat(words.Zip(words.Skip(1), (key, value) => $"{{\"{key}\": \"{value}\", \"kept\": 1}}"));
        }
        else if (column.Element != 0)
        {
            texts = PlainTexts().Take(8).Select(text => $"{{\"{text}\",\"{text}x\"}}");
        }
        return Compared(column).Concat(texts.Take(24)).Concat(numbers.Take(24));
    }

    // Short ones that can stand inside of quotes as they are.
    private IEnumerable<string> PlainTexts() =>
        _script.Texts.Where(text => text.Length < 60 && !text.AsSpan().ContainsAny('{', '"', '\\'));

    // length(x) > 50, left(x, 10), varchar(20): two texts that differ behind the number, and one just short of it.
    private IEnumerable<string> Sized(SeenColumn column)
    {
        if (!IsText(column))
            yield break;
        var room = TypeName.Of(column.Type).First ?? 40000;
        foreach (
            var size in _script
                .Numbers.Where(number => number is > 1 and < 20000 && number == Math.Truncate(number))
                .Select(number => (int)number)
                .Take(4)
        )
        {
            yield return new string('k', Math.Min(size + 8, room - 1)) + "a";
            yield return new string('k', Math.Min(size + 8, room - 1)) + "b";
            yield return new string('k', Math.Min(size - 1, room));
        }
    }

    private bool IsText(SeenColumn column) => TypeName.Of(BaseType(column.Type, column.TypeOid)).IsText;

    private static bool IsNumber(SeenColumn column) =>
        TypeName.Of(column.Type) is { IsNumber: true } or { Name: "money" };

    private bool Fits(SeenColumn column, string value)
    {
        if (_types.TryGetValue(column.TypeOid, out var type) && type.Kind == TypeKind.Enum)
            return type.Labels.Any(label => label.Text == value);
        var named = TypeName.Of(column.Type);
        if (IsText(column))
            return (named.First ?? int.MaxValue) >= value.Length;
        if (IsNumber(column))
            return decimal.TryParse(
                value,
                NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign,
                CultureInfo.InvariantCulture,
                out _
            );
        return named.Name switch
        {
            "boolean" => value is "true" or "false" or "t" or "f",
            "date" or "timestamp without time zone" or "timestamp with time zone" => DateTime.TryParse(
                value,
                CultureInfo.InvariantCulture,
                out _
            )
                && value.Length >= 8,
            "uuid" => Guid.TryParse(value, out _),
            "json" or "jsonb" => value.StartsWith('{') || value.StartsWith('['),
            "inet" or "cidr" => value.Count(c => c == '.') == 3,
            "bytea" => value.StartsWith("\\x", StringComparison.Ordinal),
            _ => column.Element != 0 && value.StartsWith('{'),
        };
    }
}
