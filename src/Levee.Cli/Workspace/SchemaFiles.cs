using System.Text.RegularExpressions;

namespace Levee.Cli.Workspace;

/// <summary>The schemas among the files of a repository, told by a glance at their text: a file may well be broken.</summary>
/// <param name="files">Every file that belongs to the project.</param>
/// <param name="read">The text of a file.</param>
internal sealed partial class SchemaFiles(IEnumerable<string> files, Func<string, string> read)
{
    private const string Extension = ".prisma";

    private readonly Dictionary<string, string> _texts = new(StringComparer.Ordinal);

    private readonly List<string> _files = files
        .Where(file => file.EndsWith(Extension, StringComparison.Ordinal))
        .ToList();

    /// <summary>Every schema, as a file or as the folder that it is spread over.</summary>
    public List<FoundSchema> Find()
    {
        var heads = _files.Where(file => SourcePattern().IsMatch(TextOf(file))).ToList();
        if (heads.Count == 0)
            heads = _files.Where(file => Path.GetFileName(file) == "schema.prisma").ToList();
        return heads.Select(Whole).DistinctBy(schema => schema.Path).ToList();
    }

    /// <summary>What a configuration names; null where no such file is there.</summary>
    /// <param name="path">A file or a folder.</param>
    public FoundSchema? Find(string path) =>
        _files.Contains(path) ? Of(path, [path])
        : Below(path.TrimEnd('/')) is { Count: > 0 } below ? Of(path.TrimEnd('/'), below)
        : null;

    internal static bool HasModels(string text) => BlockPattern().IsMatch(text);

    private FoundSchema Whole(string head)
    {
        var folder = FoundSchema.FolderOf(head);
        var others = folder.Length == 0 ? [] : Below(folder).Where(file => file != head).ToList();
        // Another schema in the folder makes it no schema of several files.
        var isFolder =
            others.Count > 0
            && !others.Exists(file => SourcePattern().IsMatch(TextOf(file)))
            && (!HasModels(TextOf(head)) || Path.GetFileName(folder) == "schema" || LeansOn(head, others));
        return isFolder ? Of(folder, [head, .. others]) : Of(head, [head]);
    }

    // A field of a type that only another file has.
    private bool LeansOn(string head, List<string> others)
    {
        var missing = FieldPattern()
            .Matches(TextOf(head))
            .Select(match => match.Groups["type"].Value)
            .Except(Names(TextOf(head)))
            .ToHashSet(StringComparer.Ordinal);
        return others.Exists(file => Names(TextOf(file)).Any(missing.Contains));
    }

    private FoundSchema Of(string path, List<string> parts)
    {
        var texts = parts.ConvertAll(TextOf);
        return new(
            path,
            texts
                .SelectMany(text => ModelPattern().Matches(text))
                .Select(match => match.Groups["name"].Value)
                .ToHashSet(),
            texts
                .Select(text => ProviderPattern().Match(text))
                .Where(match => match.Success)
                .Select(match => match.Groups["name"].Value)
                .FirstOrDefault()
        );
    }

    private List<string> Below(string folder) =>
        _files.Where(file => file.StartsWith(folder + "/", StringComparison.Ordinal)).ToList();

    private string TextOf(string file) => _texts.TryGetValue(file, out var text) ? text : _texts[file] = read(file);

    private static IEnumerable<string> Names(string text) =>
        BlockPattern().Matches(text).Select(match => match.Groups["name"].Value);

    [GeneratedRegex(@"^\s*(?:model|view)\s+(?<name>\w+)\s*\{", RegexOptions.Multiline)]
    private static partial Regex ModelPattern();

    [GeneratedRegex(@"^\s*(?:model|view|enum|type)\s+(?<name>\w+)\s*\{", RegexOptions.Multiline)]
    private static partial Regex BlockPattern();

    [GeneratedRegex(@"^[ \t]+\w+[ \t]+(?<type>[A-Z]\w*)(?:\[\]|\?)?", RegexOptions.Multiline)]
    private static partial Regex FieldPattern();

    [GeneratedRegex(@"^\s*datasource\s+\w+\s*\{", RegexOptions.Multiline)]
    private static partial Regex SourcePattern();

    [GeneratedRegex(@"^\s*datasource\s+\w+\s*\{[^}]*?^\s*provider\s*=\s*""(?<name>\w+)""", RegexOptions.Multiline)]
    private static partial Regex ProviderPattern();
}

/// <param name="Path">A file or a folder.</param>
/// <param name="Models">The names of its models.</param>
/// <param name="Provider">As its datasource has it; null where it says none.</param>
internal sealed record FoundSchema(string Path, HashSet<string> Models, string? Provider)
{
    /// <summary>Whether it is a PostgreSQL's, as far as it says.</summary>
    public bool IsPostgres => Provider is null or "postgresql" or "postgres";

    /// <summary>Where its migrations would lie beside it; for a folder also inside of it.</summary>
    public IEnumerable<string> PlacesOfMigrations =>
        [
            Join(FolderOf(Path), "migrations"),
            Path.EndsWith(".prisma", StringComparison.Ordinal)
                ? Join(FolderOf(Path), "migrations")
                : Join(Path, "migrations"),
        ];

    /// <summary>Whether both describe one database. Copies drift: two in five commits of a real project left them unequal. Half
    /// the models in common is a copy.</summary>
    public bool IsLike(FoundSchema other) =>
        IsPostgres == other.IsPostgres
        && Models.Count > 0
        && other.Models.Count > 0
        && 2 * Models.Intersect(other.Models).Count() >= Models.Union(other.Models).Count();

    internal static string FolderOf(string path) => (System.IO.Path.GetDirectoryName(path) ?? "").Replace('\\', '/');

    private static string Join(string folder, string name) => folder.Length == 0 ? name : $"{folder}/{name}";
}
