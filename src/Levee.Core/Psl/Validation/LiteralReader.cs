using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Levee.Core.Psl.Syntax;
using Levee.Core.Schema;

namespace Levee.Core.Psl.Validation;

/// <summary>The texts of default values, made canonical.</summary>
internal static partial class LiteralReader
{
    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;

    /// <param name="problem">What is wrong where the answer is null.</param>
    public static LiteralValue? Read(ScalarType type, ExpressionSyntax value, out string problem)
    {
        problem = "";
        var text = value switch
        {
            ExpressionSyntax.Text(var quoted, _) => quoted,
            ExpressionSyntax.Number(var digits, _) => digits,
            ExpressionSyntax.Constant(var path, _) => path,
            _ => "",
        };
        LiteralValue? literal = type switch
        {
            ScalarType.String => new LiteralValue.Text(text),
            ScalarType.Boolean => new LiteralValue.Boolean(text == "true"),
            ScalarType.Int => long.TryParse(text, out var number) ? new LiteralValue.Integer(number) : null,
            ScalarType.BigInt => long.TryParse(text, out var number) ? new LiteralValue.BigInteger(number) : null,
            ScalarType.Float or ScalarType.Decimal => Number(text),
            ScalarType.DateTime => DateTime(text),
            ScalarType.Json => Json(text),
            ScalarType.Bytes => Bytes(text),
        };
        if (literal is null)
            problem = Problem(type, text);
        return literal;
    }

    private static string Problem(ScalarType type, string text) =>
        type switch
        {
            ScalarType.Int or ScalarType.BigInt => $"`{text}` is no whole number of 64 bits",
            ScalarType.Float or ScalarType.Decimal => $"`{text}` is no number",
            ScalarType.DateTime => $"`{text}` is no time as in RFC 3339, like 2024-01-31T12:00:00Z",
            ScalarType.Json => "the text is no JSON",
            ScalarType.Bytes => "the text is no Base64, with `=` at its end where it is needed",
            ScalarType.String or ScalarType.Boolean => "",
        };

    [GeneratedRegex(
        @"^(?<sign>[+-]?)(?<whole>([0-9][0-9_]*)?)(\.(?<fraction>[0-9_]*))?([eE](?<exponent>[+-]?[0-9]{1,9}))?\z",
        Options
    )]
    private static partial Regex DecimalPattern { get; }

    /// <summary>All digits behind the point are kept, no exponent, no zeros in front.</summary>
    private static LiteralValue.Number? Number(string text)
    {
        var match = DecimalPattern.Match(text);
        var whole = match.Groups["whole"].Value.Replace("_", "");
        var fraction = match.Groups["fraction"].Value.Replace("_", "");
        if (!match.Success || whole.Length + fraction.Length == 0)
            return null;

        var digits = whole + fraction;
        var scale =
            fraction.Length - (match.Groups["exponent"].Success ? int.Parse(match.Groups["exponent"].ValueSpan) : 0);
        if (Math.Abs(scale) > 10_000)
            return null;
        if (scale < 0)
            (digits, scale) = (digits + new string('0', -scale), 0);
        digits = digits.TrimStart('0').PadLeft(scale + 1, '0');
        var sign = match.Groups["sign"].Value == "-" && digits.Any(digit => digit != '0') ? "-" : "";
        return new(sign + digits[..^scale] + (scale > 0 ? "." + digits[^scale..] : ""));
    }

    [GeneratedRegex(
        @"^(?<year>[0-9]{4})-(?<month>[0-9]{2})-(?<day>[0-9]{2})"
            + @"[Tt ](?<hour>[0-9]{2}):(?<minute>[0-9]{2}):(?<second>[0-9]{2})(\.(?<fraction>[0-9]+))?"
            + @"([Zz]|(?<sign>[+\u2212-])(?<hours>[0-9]{2}):(?<minutes>[0-9]{2}))\z",
        Options
    )]
    private static partial Regex DateTimePattern { get; }

    private static LiteralValue.DateTime? DateTime(string text)
    {
        var match = DateTimePattern.Match(text);
        if (!match.Success)
            return null;
        int Part(string group) => int.Parse(match.Groups[group].ValueSpan);
        var (year, month, day) = (Part("year"), Part("month"), Part("day"));
        var date = $"{year:D4}-{month:D2}-{day:D2}";
        // The calendar of .NET has no year 0; 2000 is a leap year as 0 is.
        if (
            !System.DateTime.TryParseExact(
                $"{(year == 0 ? 2000 : year):D4}{date[4..]}",
                "yyyy-MM-dd",
                CultureInfo.InvariantCulture,
                DateTimeStyles.None,
                out _
            )
        )
            return null;
        var (hour, minute, second) = (Part("hour"), Part("minute"), Part("second"));
        if (hour > 23 || minute > 59 || second > 60)
            return null;
        var (offsetHours, offsetMinutes) = match.Groups["sign"].Success ? (Part("hours"), Part("minutes")) : (0, 0);
        if (offsetHours > 23 || offsetMinutes > 59)
            return null;

        var sign = match.Groups["sign"].Value is "-" or "\u2212" && offsetHours + offsetMinutes > 0 ? '-' : '+';
        var time = $"{hour:D2}:{minute:D2}:{second:D2}{Fraction(match.Groups["fraction"].Value)}";
        return new($"{date} {time} {sign}{offsetHours:D2}:{offsetMinutes:D2}");
    }

    /// <summary>None, or three, six or nine digits: as few as are exact.</summary>
    private static string Fraction(string digits)
    {
        var nanoseconds = digits.PadRight(9, '0')[..9].TrimEnd('0');
        return nanoseconds.Length == 0 ? "" : "." + nanoseconds.PadRight((nanoseconds.Length + 2) / 3 * 3, '0');
    }

    private static LiteralValue.Json? Json(string text)
    {
        try
        {
            var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(text), new JsonReaderOptions { MaxDepth = 127 });
            while (reader.Read())
            {
                // Half a surrogate pair is found only when the text is read.
                if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName)
                    reader.GetString();
                else if (reader.TokenType == JsonTokenType.Number && !double.IsFinite(reader.GetDouble()))
                    return null;
            }
            return new(text);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static LiteralValue.Bytes? Bytes(string text)
    {
        var buffer = new byte[(text.Length / 4 * 3) + 3];
        return
            Convert.TryFromBase64String(text, buffer, out var length)
            && Convert.ToBase64String(buffer, 0, length) == text
            ? new(Convert.ToHexStringLower(buffer, 0, length))
            : null;
    }
}
