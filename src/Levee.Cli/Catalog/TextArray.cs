using System.Text;
using System.Text.Json;
using Levee.Core;
using Npgsql;

namespace Levee.Cli.Catalog;

/// <summary>Arrays of texts as PostgreSQL's own text. The driver's way needs a plugin that a connection to somebody's database
/// does not have, and takes several milliseconds to find how an array is written.</summary>
internal static class TextArray
{
    /// <summary>A parameter that is to be cast to an array in the query: <c>$1::name[]</c>.</summary>
    public static NpgsqlParameter Parameter(IEnumerable<string> items)
    {
        var literal = new StringBuilder("{");
        foreach (var item in items)
        {
            literal.Append(literal.Length > 1 ? "," : "").Append('"');
            literal.Append(
                item.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)
            );
            literal.Append('"');
        }
        return new NpgsqlParameter<string> { TypedValue = literal.Append('}').ToString() };
    }

    /// <summary>What <c>array_to_json(…)::text</c> gave.</summary>
    public static ValueList<string> Read(NpgsqlDataReader row, int column)
    {
        using var document = JsonDocument.Parse(row.GetString(column));
        return document.RootElement.EnumerateArray().Select(item => item.GetString()!).ToValueList();
    }
}
