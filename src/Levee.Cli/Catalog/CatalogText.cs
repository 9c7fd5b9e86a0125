using Levee.Core;
using Levee.Core.History;
using Npgsql;

namespace Levee.Cli.Catalog;

/// <summary>Every object of a database with its definition, in words: more than the schema language can say, and
/// nothing that depends on when or in which order it was made.</summary>
/// <param name="Definitions">By the object's name; several where objects share one.</param>
internal sealed record CatalogText(ValueList<(string Object, string Definition)> Definitions)
{
    private static readonly Lazy<string> Query = new(() =>
    {
        using var stream = typeof(CatalogText).Assembly.GetManifestResourceStream(
            "Levee.Cli.Catalog.catalog-text.sql"
        )!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    });

    public static async Task<CatalogText> ReadAsync(NpgsqlConnection session, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(Query.Value, session);
        await using var reader = await command.ExecuteReaderAsync(cancel);
        var definitions = new List<(string, string)>();
        while (await reader.ReadAsync(cancel))
            definitions.Add((reader.GetString(0), reader.GetString(1)));
        return new(definitions.ToValueList());
    }

    /// <summary>The objects that are not the same in both.</summary>
    public static ValueList<ObjectDifference> Compare(CatalogText one, CatalogText other)
    {
        var (first, second) = (one.Definitions.ToLookup(Name, Text), other.Definitions.ToLookup(Name, Text));
        return first
            .Select(group => group.Key)
            .Union(second.Select(group => group.Key))
            .Order(StringComparer.Ordinal)
            .Where(name => !first[name].SequenceEqual(second[name]))
            .Select(name => new ObjectDifference(name, Describe(first[name]), Describe(second[name])))
            .ToValueList();
    }

    private static string Name((string Object, string Definition) entry) => entry.Object;

    private static string Text((string Object, string Definition) entry) => entry.Definition;

    private static string? Describe(IEnumerable<string> definitions)
    {
        const int most = 200;
        var text = string.Join("; ", definitions.Select(definition => definition.ReplaceLineEndings(" ").Trim()));
        var isThere = definitions.Any();
        return !isThere ? null
            : text.Length == 0 ? "there"
            : text.Length > most ? $"{text[..most]}…"
            : text;
    }
}
