using System.Text.RegularExpressions;
using Levee.Core;
using Levee.Core.History;
using Levee.Core.Statements;
using Npgsql;

namespace Levee.Cli.Catalog;

/// <summary>Writes stubs of what a history names, a database has, and no migration makes.</summary>
internal static partial class EnvironmentReader
{
    private sealed record Stub(string Kind, string Schema, string Name, string Sql);

    /// <param name="namespaces">The schemas that the migrations fill.</param>
    /// <returns>A script; empty where the history needs nothing.</returns>
    public static async Task<string> ReadAsync(
        NpgsqlConnection database,
        ValueList<Migration> history,
        ValueList<string> namespaces,
        CancellationToken cancel
    )
    {
        var text = string.Join('\n', history.Select(migration => migration.Script.Text));
        var words = ScriptLiterals.Read(history.Select(migration => migration.Script.Text)).Words;
        await using var query = new NpgsqlCommand(CatalogQuery.Text("environment"), database);
        query.Parameters.Add(TextArray.Parameter(words));
        query.Parameters.Add(TextArray.Parameter(namespaces));
        var stubs = new List<Stub>();
        await using (var rows = await query.ExecuteReaderAsync(cancel))
            while (await rows.ReadAsync(cancel))
                stubs.Add(new(rows.GetString(0), rows.GetString(1), rows.GetString(2), rows.GetString(3)));
        var made = MadeBy(text);
        return string.Concat(stubs.Where(stub => !IsMade(stub, made)).Select(stub => stub.Sql + "\n"));
    }

    /// <summary>Kinds with names of what the history makes itself; names without the schema too.</summary>
    private static HashSet<(string, string)> MadeBy(string text)
    {
        var made = new HashSet<(string, string)>();
        foreach (Match match in Creates().Matches(text))
        {
            var kind = match.Groups["kind"].Value.ToUpperInvariant() switch
            {
                "USER" or "GROUP" => "role",
                "VIEW" => "table",
                var other => other.ToLowerInvariant(),
            };
            var parts = match.Groups["part"].Captures.Select(part => Fold(part.Value));
            made.Add((kind, string.Join('.', parts)));
        }
        return made;
    }

    private static bool IsMade(Stub stub, HashSet<(string, string)> made) =>
        made.Contains((stub.Kind, stub.Name)) && stub.Kind is "role" or "schema" or "extension" or "publication"
        || (made.Contains((stub.Kind, stub.Name)) && stub.Schema == "public")
        || made.Contains((stub.Kind, $"{stub.Schema}.{stub.Name}"));

    private static string Fold(string name) => name[0] == '"' ? name[1..^1] : name.ToLowerInvariant();

    [GeneratedRegex(
        """\bCREATE\s+(?:OR\s+REPLACE\s+)?(?:MATERIALIZED\s+)?(?<kind>ROLE|USER|GROUP|SCHEMA|EXTENSION|TYPE|TABLE|VIEW|FUNCTION|PUBLICATION)\s+(?:IF\s+NOT\s+EXISTS\s+)?(?<part>"[^"]+"|\w+)(?:\s*\.\s*(?<part>"[^"]+"|\w+))?""",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex Creates();
}
