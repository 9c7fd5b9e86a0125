using System.Text.RegularExpressions;
using Levee.Core;
using Levee.Core.History;

namespace Levee.Cli.Workspace;

/// <summary>What <c>levee init</c> found in a repository that has no configuration yet. Paths are relative to the
/// root.</summary>
/// <param name="Schema">The most likely source of truth, a file or a folder; null where there is none.</param>
/// <param name="Copies">Files of the same name that describe mostly the same models.</param>
/// <param name="Migrations">Null where there is no folder of migrations yet.</param>
/// <param name="Others">Schemas that look like another project's.</param>
internal sealed partial record Discovery(
    string? Schema,
    ValueList<string> Copies,
    string? Migrations,
    ValueList<string> Others
)
{
    private const string Usual = "schema.prisma";
    private const string Extension = ".prisma";

    /// <param name="files">Every file that belongs to the project.</param>
    /// <param name="named">What <c>prisma.config.ts</c> or <c>package.json</c> names as its schema; null where they name
    /// none.</param>
    /// <param name="read">The text of a file.</param>
    public static Discovery Of(IEnumerable<string> files, string? named, Func<string, string> read)
    {
        var all = files.ToList();
        if (named is not null && all.Exists(file => IsBelow(named, file)))
            return new(named.TrimEnd('/'), [], MigrationsOf(all, [named.TrimEnd('/')]), []);
        var likely = all.Where(file => Path.GetFileName(file) == Usual || file == named).ToList();
        if (likely.Count == 0)
            likely = all.Where(file => file.EndsWith(Extension, StringComparison.Ordinal) && HasSource(read(file)))
                .ToList();
        var schemas = likely
            .OrderBy(file => Rank(file, named))
            .ThenBy(file => file.Count(letter => letter == '/'))
            .ThenBy(file => file, StringComparer.Ordinal)
            .ToList();
        if (schemas.Count == 0)
            return new(null, [], null, []);
        var truth = schemas[0];
        var models = ModelsOf(read(truth));
        var copies = schemas.Skip(1).Where(file => AreAlike(models, ModelsOf(read(file)))).ToValueList();
        var folder = Path.GetDirectoryName(truth)!.Replace('\\', '/');
        // A schema of several files: the one of the usual name holds the datasource, the models lie beside it.
        var isFolder =
            models.Count == 0 && folder.Length > 0 && all.Exists(file => file != truth && IsBelow(folder, file));
        return new(
            isFolder ? folder : truth,
            copies,
            MigrationsOf(all, [truth, .. copies]),
            schemas.Skip(1).Except(copies).ToValueList()
        );
    }

    internal static bool HasModels(string text) => ModelPattern().IsMatch(text);

    private static bool HasSource(string text) => SourcePattern().IsMatch(text);

    private static bool IsBelow(string folder, string file) =>
        file.StartsWith(folder.TrimEnd('/') + "/", StringComparison.Ordinal)
        && file.EndsWith(Extension, StringComparison.Ordinal);

    private static int Rank(string file, string? named) =>
        file == named ? 0
        : file == "prisma/schema.prisma" ? 1
        : file == Usual ? 2
        : 3;

    /// <summary>The folder that holds folders with a <c>migration.sql</c>: the one beside the schema or a copy, else
    /// the fullest.</summary>
    private static string? MigrationsOf(IEnumerable<string> files, IEnumerable<string> schemas)
    {
        var beside = schemas.Select(schema => Path.GetDirectoryName(schema)!.Replace('\\', '/')).ToList();
        return files
            .Where(file => Path.GetFileName(file) == Migration.FileName && file.Count(letter => letter == '/') >= 2)
            .GroupBy(file => Path.GetDirectoryName(Path.GetDirectoryName(file))!.Replace('\\', '/'))
            .OrderBy(group =>
                beside.IndexOf(Path.GetDirectoryName(group.Key)!.Replace('\\', '/')) is >= 0 and var place
                    ? place
                    : int.MaxValue
            )
            .ThenByDescending(group => group.Count())
            .Select(group => group.Key)
            .FirstOrDefault();
    }

    // Copies drift: two in five commits of a real project left them unequal. Half the models in common is a copy.
    private static bool AreAlike(HashSet<string> one, HashSet<string> other) =>
        one.Count > 0 && other.Count > 0 && 2 * one.Intersect(other).Count() >= one.Union(other).Count();

    private static HashSet<string> ModelsOf(string text) =>
        ModelPattern().Matches(text).Select(match => match.Groups["name"].Value).ToHashSet(StringComparer.Ordinal);

    [GeneratedRegex(@"^\s*model\s+(?<name>\w+)\s*\{", RegexOptions.Multiline)]
    private static partial Regex ModelPattern();

    [GeneratedRegex(@"^\s*datasource\s+\w+\s*\{", RegexOptions.Multiline)]
    private static partial Regex SourcePattern();
}
