namespace Levee.Core.Sql;

/// <summary>Names and constants as PostgreSQL reads them back.</summary>
public static class Identifier
{
    /// <summary>The name in double quotes, quotes inside doubled.</summary>
    public static string Quote(string name) => $"\"{name.Replace("\"", "\"\"")}\"";

    /// <summary>The text as a string constant, quotes inside doubled.</summary>
    public static string QuoteText(string text) => $"'{text.Replace("'", "''")}'";
}
