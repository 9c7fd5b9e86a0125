using System.Globalization;
using Levee.Core.Sql;

namespace Levee.Core.Statements;

/// <summary>The constants that a migration compares and assigns: rows that hold them are the rows that it is about.</summary>
public sealed class ScriptLiterals
{
    private readonly List<string> _texts = [];
    private readonly List<decimal> _numbers = [];
    private readonly Dictionary<string, List<string>> _compared = new(StringComparer.Ordinal);
    private readonly HashSet<string> _words = new(StringComparer.Ordinal);
    private readonly HashSet<string> _assigned = new(StringComparer.Ordinal);

    private ScriptLiterals() { }

    /// <summary>String constants, patterns without their wildcards, each once.</summary>
    public IReadOnlyList<string> Texts => _texts;

    public IReadOnlyList<decimal> Numbers => _numbers;

    /// <summary>Every name in the script, also inside of bodies and strings, as the catalog would know it.</summary>
    public IReadOnlySet<string> Words => _words;

    /// <summary>Columns that a SET gives a value to.</summary>
    public IReadOnlySet<string> Assigned => _assigned;

    /// <summary>The constants that stand beside the column's name in a condition.</summary>
    public IReadOnlyList<string> ComparedWith(string column) => _compared.GetValueOrDefault(column) ?? [];

    /// <param name="texts">The script, and the bodies of whatever runs along with it.</param>
    public static ScriptLiterals Read(IEnumerable<string> texts)
    {
        var literals = new ScriptLiterals();
        foreach (var text in texts)
            literals.Read(text, depth: 0);
        return literals;
    }

    private void Read(string text, int depth)
    {
        if (depth < 4)
        {
            foreach (var filled in FilledParameters.In(text))
                Read(filled, depth + 1);
        }
        var column = "";
        var assigning = false;
        foreach (var token in SqlLexer.ReadCode(text))
        {
            if (token.IsName)
            {
                var word = token.ValueIn(text);
                _words.Add(word);
                assigning =
                    token.Kind == SqlTokenKind.Word
                    && word switch
                    {
                        "set" => true,
                        "where" or "from" or "on" or "when" or "and" or "or" => false,
                        _ => assigning,
                    };
                if (!IsNoise(word) || token.Kind == SqlTokenKind.QuotedIdentifier)
                    column = word;
                if (assigning && column == word)
                    _assigned.Add(word);
            }
            else if (token.Kind == SqlTokenKind.Semicolon)
            {
                assigning = false;
            }
            else if (token.Kind == SqlTokenKind.Number)
            {
                AddNumber(token.ValueIn(text), assigning ? "" : column);
            }
            else if (token.IsString)
            {
                AddText(token.ValueIn(text), assigning ? "" : column, depth, token.Kind == SqlTokenKind.DollarString);
            }
        }
    }

    private void AddNumber(string text, string column)
    {
        if (
            !decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            || number > 1e18m
        )
            return;
        if (!_numbers.Contains(number))
            _numbers.Add(number);
        Compare(column, text);
        Compare(column, (number + 1).ToString(CultureInfo.InvariantCulture));
        Compare(column, (number - 1).ToString(CultureInfo.InvariantCulture));
    }

    private void AddText(string value, string column, int depth, bool isBody)
    {
        // A body, or SQL that is put together from pieces.
        if (
            depth < 4
            && (
                isBody || value.Contains(' ', StringComparison.Ordinal) || value.Contains('"', StringComparison.Ordinal)
            )
        )
            Read(value, depth + 1);
        else if (depth < 4)
            _words.Add(value);
        if (isBody || value.Length > 400)
            return;
        Add(value, column);
        foreach (var neighbour in Neighbours(value))
            Compare(column, neighbour);
        if (value.AsSpan().ContainsAny('%', '_') && value.Trim('%', '_').Length > 0)
        {
            var core = value.Replace("%", "", StringComparison.Ordinal).Replace('_', 'x');
            Add(core, column);
            Add("a" + core + "z", "");
            Add(core + "z", value.EndsWith('%') ? column : "");
            Add("a" + core, value.StartsWith('%') ? column : "");
        }
        if (value.AsSpan().ContainsAny('^', '$', '\\') && value.Trim('^', '$', '\\', '.', '*', '+').Length > 0)
            Add(value.Trim('^', '$', '\\', '.', '*', '+'), "");
        foreach (var sample in PatternSample.Of(value))
            Add(sample, column);
    }

    private void Add(string value, string column)
    {
        if (!_texts.Contains(value) && _texts.Count < 40)
            _texts.Add(value);
        Compare(column, value);
    }

    private static readonly string[] Days = ["yyyy-MM-dd"];
    private static readonly string[] Times = ["yyyy-MM-dd HH:mm:ss", "yyyy-MM-ddTHH:mm:ss", "yyyy-MM-dd HH:mm"];

    // The day before and after: one that is compared with a date lies on either side of it.
    private static IEnumerable<string> Neighbours(string value)
    {
        var isDay = TryRead(value, Days, out var time);
        if (!isDay && !TryRead(value, Times, out time))
            yield break;
        foreach (var days in new[] { -1, 1 })
            yield return time.AddDays(days).ToString(isDay ? Days[0] : Times[0], CultureInfo.InvariantCulture);
    }

    private static bool TryRead(string value, string[] formats, out DateTime time) =>
        DateTime.TryParseExact(value, formats, CultureInfo.InvariantCulture, DateTimeStyles.None, out time)
        && time.Year is > 1 and < 9999;

    private void Compare(string column, string value)
    {
        if (column.Length == 0)
            return;
        if (!_compared.TryGetValue(column, out var values))
            _compared[column] = values = [];
        if (!values.Contains(value) && values.Count < 12)
            values.Add(value);
    }

    // Words that stand between a column and the constant that it is compared with.
    private static bool IsNoise(string word) =>
        word
            is "in"
                or "like"
                or "ilike"
                or "not"
                or "any"
                or "all"
                or "array"
                or "similar"
                or "to"
                or "between"
                or "and"
                or "is"
                or "distinct"
                or "from"
                or "date"
                or "timestamp"
                or "timestamptz"
                or "interval"
                or "lower"
                or "upper"
                or "trim"
                or "btrim"
                or "coalesce"
                or "where"
                or "or"
                or "values"
                or "now"
                or "current_date"
                or "current_timestamp"
                or "text"
                or "int"
                or "when"
                or "case"
                or "then"
                or "uuid"
                or "jsonb"
                or "json"
                or "numeric"
                or "bigint"
                or "integer"
                or "length"
                or "char_length";
}
