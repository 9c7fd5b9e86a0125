using System.Text.RegularExpressions;
using Levee.Core.Schema;

namespace Levee.Core.Impact;

/// <summary>The application version that still runs during an upgrade.</summary>
/// <param name="Schema">What its client reads and writes: every column that it names.</param>
/// <param name="WholeRowReads">Where its source reads whole rows, whatever columns they have by then.</param>
public sealed record OldClient(DatabaseSchema Schema, ValueList<WholeRowRead> WholeRowReads)
{
    /// <summary>Whether its client knows the table, or the column of it.</summary>
    /// <param name="table">With or without its namespace.</param>
    /// <param name="column">Null for the table alone.</param>
    public bool Knows(string table, string? column)
    {
        var name = table[(table.LastIndexOf('.') + 1)..];
        return Schema.Tables.Any(known =>
            known.Name.Name == name && (column is null || known.FindColumn(column) is not null)
        );
    }

    /// <param name="table">With or without its namespace; a read that names another one is of another table.</param>
    public IEnumerable<WholeRowRead> ReadsOf(string table)
    {
        var dot = table.LastIndexOf('.');
        return WholeRowReads.Where(read =>
            read.Table == table[(dot + 1)..] && (read.Namespace is null || dot < 0 || read.Namespace == table[..dot])
        );
    }
}

/// <summary>A <c>SELECT *</c> or <c>SELECT t.*</c> in the source of the old version.</summary>
/// <param name="Table">Without a namespace; folded to lower case where the SQL does not quote it.</param>
public sealed partial record WholeRowRead(string Table, string Path, int Line)
{
    /// <summary>As it is written before the table; null for none.</summary>
    public string? Namespace { get; init; }

    // How far behind the list of columns its FROM and its joins may stand.
    private const int Reach = 2000;

    /// <summary>Every whole-row read in a file of any language: SQL is recognised wherever it stands but in a comment and in a
    /// file that is named after another kind of database.</summary>
    public static IEnumerable<WholeRowRead> In(string path, string source)
    {
        if (OtherDatabase().IsMatch(path))
            yield break;
        var text = SourceComments.Blank(path, source);
        var (line, counted) = (1, 0);
        foreach (Match star in Star().Matches(text))
        {
            var alias = star.Groups["alias"].Value;
            var end = star.Index + star.Length;
            line += text.AsSpan(counted, star.Index - counted).Count('\n');
            counted = star.Index;
            foreach (Match found in From().Matches(text.Substring(end, Math.Min(Reach, text.Length - end))))
            {
                var table = Folded(found.Groups["quoted"], found.Groups["plain"]);
                var isMeant = alias.Length == 0 || alias == found.Groups["as"].Value || Same(alias, table);
                if (isMeant)
                    yield return new(table, path, line)
                    {
                        Namespace = found.Groups["namespace"] is { Success: true } group ? group.Value : null,
                    };
                if (isMeant || alias.Length == 0)
                    break;
            }
        }
    }

    private static bool Same(string alias, string table) =>
        string.Equals(alias, table, StringComparison.OrdinalIgnoreCase);

    private static string Folded(Group quoted, Group plain) =>
        quoted.Success ? quoted.Value.Replace("\\", "", StringComparison.Ordinal) : plain.Value.ToLowerInvariant();

    [GeneratedRegex(
        """\bselect\s+(?:distinct\s+)?(?:\\?"?(?<alias>\w+)\\?"?\s*\.\s*)?\*""",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        60_000
    )]
    private static partial Regex Star();

    // A quote inside another language's literal may carry a backslash.
    [GeneratedRegex(
        """\b(?:from|join)\s+(?:(?:\\?"?(?<namespace>\w+)\\?"?)\s*\.\s*)?(?:\\?"(?<quoted>[^"\\]+)\\?"|(?<plain>\w+))(?:\s+(?:as\s+)?\\?"?(?!on\b|where\b|join\b|left\b|inner\b|order\b|limit\b|group\b)(?<as>\w+))?""",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        60_000
    )]
    private static partial Regex From();

    [GeneratedRegex(
        "(?:^|[/_.-])(?:mysql|mariadb|sqlite|mssql|sqlserver|oracle|clickhouse|bigquery|snowflake|duckdb|redshift|databricks)(?:[/_.-]|$)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        60_000
    )]
    private static partial Regex OtherDatabase();
}
