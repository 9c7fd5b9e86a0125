using System.Text.RegularExpressions;
using Levee.Cli.Workspace;
using Levee.Core.Statements;

namespace Levee.Cli.Replay;

/// <summary>What a statement wanted and the private PostgreSQL does not have, as PostgreSQL names it.</summary>
/// <param name="Kind">In SQL's words: <c>schema</c>, <c>role</c>, <c>function</c>, <c>operator class</c>.</param>
/// <param name="Name">With its schema where it was written.</param>
internal sealed partial record MissingObject(string Kind, string Name)
{
    private const string Example = "levee/environment.sql";

    /// <param name="message">PostgreSQL's, in English as the private server speaks.</param>
    public static MissingObject? Of(string message) =>
        Pattern().Match(message) is { Success: true } match
            ? new(
                match.Groups["kind"].Value is "relation" ? "table" : match.Groups["kind"].Value,
                match.Groups["name"].Value.Split('(')[0].Trim('"')
            )
            : null;

    /// <summary>What to do about PostgreSQL's message; empty where nothing is known.</summary>
    public static IEnumerable<string> HelpFor(string message)
    {
        var missing = Of(message)?.Help().ToList() ?? [];
        return
            missing.Count == 0
            && ScalarIndex().Match(message) is { Success: true } index
            && KnownExtensions.ForScalars(index.Groups["method"].Value) is { } extension
            ? HelpForExtension(extension)
            : missing;
    }

    private string ShortName => Name[(Name.LastIndexOf('.') + 1)..];

    /// <summary>The schema that it is in; a schema's own name. Null where none was written.</summary>
    private string? Schema =>
        Kind == "schema" ? Name
        : Name.LastIndexOf('.') is > 0 and var dot ? Name[..dot]
        : null;

    /// <summary>What to do about it, the first line first; empty where the history itself seems to be wrong.</summary>
    public IEnumerable<string> Help()
    {
        var preset = EnvironmentPreset.With(Kind, Name) ?? EnvironmentPreset.With("schema", Schema ?? "");
        var extension = Kind is "function" or "type" or "operator class" or "access method"
            ? KnownExtensions.Of(ShortName)
            : null;
        if (extension is not null)
        {
            foreach (var line in HelpForExtension(extension))
                yield return line;
        }
        else if (Kind == "extension")
            yield return $"CREATE EXTENSION IF NOT EXISTS \"{Name}\"; in a migration before it, or in levee.toml: [environment] extensions = [\"{Name}\"]";
        if (preset is not null && (extension is null || Schema is not null))
            yield return $"{preset.Title} brings {Kind} {Name} along: add to levee.toml: [environment] preset = [\"{preset.Name}\"]";
        if (extension is not null || !MayBeOutside)
            yield break;
        yield return $"where the database brings it along, write {Statement} into {Example}, and add to levee.toml: [environment] init = \"{Example}\"";
        yield return $"levee environment --from database:<url> > {Example} writes it, and whatever else the history needs, from a real database";
    }

    /// <summary>What to do where an extension has what is missing.</summary>
    private static IEnumerable<string> HelpForExtension(string extension) =>
        [
            $"the extension {extension} has it, and no migration before this one creates that: CREATE EXTENSION IF NOT EXISTS \"{extension}\";",
            $"or, where the database has it already, add to levee.toml: [environment] extensions = [\"{extension}\"]",
        ];

    // An unqualified table or type is most likely one that an earlier migration should have made.
    private bool MayBeOutside =>
        Kind is "schema" or "role" or "publication" or "language" or "server" or "text search configuration"
        || Schema is not (null or "public");

    private string Statement =>
        Kind switch
        {
            "schema" => $"CREATE SCHEMA {Name};",
            "role" => $"CREATE ROLE {Name};",
            "publication" => $"CREATE PUBLICATION {Name};",
            _ => $"a stub of the {Kind} {Name}",
        };

    private const string Scalars =
        "text|varchar|bpchar|int[248]|float[48]|numeric|timestamp|timestamptz|date|time|uuid|bool|inet|bytea";

    [GeneratedRegex(
        $"""(?:no default operator class for|class "(?:gist_)?(?:{Scalars})_ops" does not exist for) access method "(?<method>\w+)["]"""
    )]
    private static partial Regex ScalarIndex();

    [GeneratedRegex(
        """^(?<kind>role|schema|type|relation|function|operator class|access method|publication|extension|text search configuration|language|server) (?<name>"[^"]+"|\S.*?) does not exist"""
    )]
    private static partial Regex Pattern();
}
