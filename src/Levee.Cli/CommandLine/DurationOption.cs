using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace Levee.Cli.CommandLine;

/// <summary>Options that take a time as people write it: <c>500ms</c>, <c>2s</c>, <c>5m</c>, <c>1h</c>.</summary>
internal static class DurationOption
{
    /// <param name="usual">Written as a person would.</param>
    public static Option<TimeSpan> Create(string name, string description, string usual) =>
        new(name)
        {
            Description = $"{description} [default: {usual}]",
            HelpName = "time",
            DefaultValueFactory = _ => Parse(usual)!.Value,
            CustomParser = Parse,
        };

    /// <summary>Null where the text is no time.</summary>
    public static TimeSpan? Parse(string text)
    {
        (string Unit, double Milliseconds)[] units = [("ms", 1), ("s", 1000), ("m", 60_000), ("h", 3_600_000)];
        foreach (var (unit, milliseconds) in units)
        {
            if (
                text.EndsWith(unit, StringComparison.Ordinal)
                && double.TryParse(
                    text[..^unit.Length],
                    NumberStyles.AllowDecimalPoint,
                    CultureInfo.InvariantCulture,
                    out var number
                )
                && number * milliseconds < TimeSpan.FromDays(30).TotalMilliseconds
            )
                return TimeSpan.FromMilliseconds(number * milliseconds);
        }
        return null;
    }

    private static TimeSpan Parse(ArgumentResult result)
    {
        if (result.Tokens is [var token] && Parse(token.Value) is { } time)
            return time;
        result.AddError($"{string.Join(' ', result.Tokens)} is no time: write 500ms, 2s, 5m or 1h");
        return default;
    }
}
