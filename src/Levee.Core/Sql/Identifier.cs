namespace Levee.Core.Sql;

/// <summary>Names and constants as PostgreSQL reads them back.</summary>
public static class Identifier
{
    /// <summary>The name in double quotes, quotes inside doubled.</summary>
    public static string Quote(string name) => $"\"{name.Replace("\"", "\"\"")}\"";

    public static string QuoteAll(IEnumerable<string> names, string separator = ", ") =>
        string.Join(separator, names.Select(Quote));

    /// <summary>The text as a string constant, quotes inside doubled.</summary>
    public static string QuoteText(string text) => $"'{text.Replace("'", "''")}'";

    /// <summary>Whether PostgreSQL reads the name without quotes as it stands. Knows no keywords.</summary>
    public static bool IsPlain(string name) =>
        name.Length > 0
        && !char.IsAsciiDigit(name[0])
        && name[0] != '$'
        && name.All(c => c is '_' or '$' || char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c > 0x7F);
}
