using System.Text.RegularExpressions;
using Levee.Core;
using Levee.Core.History;

namespace Levee.Cli.Workspace;

/// <summary>What <c>levee init</c> found in a repository that has no configuration yet. Paths are relative to the
/// root.</summary>
/// <param name="Schema">The most likely source of truth, a file or a folder; null where there is none.</param>
/// <param name="Alike">Other schemas of mostly the same models: copies, or what became of them.</param>
/// <param name="Migrations">Null where there is no folder of migrations yet.</param>
/// <param name="OtherDatabases">PostgreSQL schemas with other models: one for each database.</param>
/// <param name="OtherProviders">Schemas of databases that Levee does not migrate.</param>
internal sealed partial record Discovery(
    FoundSchema? Schema,
    ValueList<FoundSchema> Alike,
    string? Migrations,
    ValueList<FoundSchema> OtherDatabases,
    ValueList<FoundSchema> OtherProviders
)
{
    /// <param name="files">Every file that belongs to the project.</param>
    /// <param name="named">What <c>prisma.config.ts</c> or <c>package.json</c> names as its schema; null where they name
    /// none.</param>
    /// <param name="read">The text of a file.</param>
    public static Discovery Of(IEnumerable<string> files, string? named, Func<string, string> read)
    {
        var all = files.ToList();
        var schemas = new SchemaFiles(all, read);
        var histories = HistoriesOf(all, read);
        var found = schemas.Find();
        var wanted = named is null ? null : schemas.Find(named);
        var likely = found
            .Where(schema => schema.IsPostgres && schema.Path != wanted?.Path)
            .OrderByDescending(schema => HasHistory(schema, found, histories))
            .ThenBy(schema => Rank(schema, histories))
            .ThenBy(schema => IsAside(schema.Path))
            .ThenBy(schema => schema.Path.Count(letter => letter == '/'))
            .ThenBy(schema => schema.Path, StringComparer.Ordinal)
            .ToList();
        var others = found.Where(schema => !schema.IsPostgres && schema.Path != wanted?.Path).ToValueList();
        var truth = wanted ?? likely.FirstOrDefault();
        if (truth is null)
            return new(null, [], null, [], others);
        // What lies below a folder that is the schema is no schema of its own.
        likely.RemoveAll(schema =>
            schema == truth || schema.Path.StartsWith(truth.Path + "/", StringComparison.Ordinal)
        );
        var alike = likely.Where(schema => schema.IsLike(truth)).ToValueList();
        var foreign = found.Where(schema => schema != truth && !alike.Contains(schema));
        return new(
            truth,
            alike,
            MigrationsOf([truth, .. alike], foreign, histories),
            DatabasesOf(likely.Except(alike)),
            others
        );
    }

    /// <summary>Whether migrations lie beside it, or beside one that is like it.</summary>
    private static bool HasHistory(FoundSchema schema, List<FoundSchema> all, Dictionary<string, int> histories) =>
        IsBeside(schema, histories) || all.Exists(other => other.IsLike(schema) && IsBeside(other, histories));

    private static bool IsBeside(FoundSchema schema, Dictionary<string, int> histories) =>
        schema.PlacesOfMigrations.Any(histories.ContainsKey);

    private static int Rank(FoundSchema schema, Dictionary<string, int> histories) =>
        schema.Path switch
        {
            "prisma/schema.prisma" => 0,
            "schema.prisma" => 1,
            "prisma/schema" or "prisma" => 2,
            _ when IsBeside(schema, histories) => 3,
            _ => 4,
        };

    // Read by people, or made for a test.
    private static bool IsAside(string path) =>
        path.Split('/')
            .Any(part =>
                part is "doc" or "docs" or "example" or "examples" or "test" or "tests" or "fixtures" or "e2e"
            );

    /// <summary>One schema for each database that is left.</summary>
    private static ValueList<FoundSchema> DatabasesOf(IEnumerable<FoundSchema> schemas)
    {
        var databases = new List<FoundSchema>();
        foreach (var schema in schemas)
        {
            if (!databases.Exists(schema.IsLike))
                databases.Add(schema);
        }
        return databases.ToValueList();
    }

    /// <summary>Folders of migrations with how many they hold, but for those that say they are another provider's.</summary>
    private static Dictionary<string, int> HistoriesOf(List<string> files, Func<string, string> read)
    {
        var known = files.ToHashSet(StringComparer.Ordinal);
        return files
            .Where(file => Path.GetFileName(file) == Migration.FileName && file.Count(letter => letter == '/') >= 2)
            .GroupBy(file => FoundSchema.FolderOf(FoundSchema.FolderOf(file)))
            .Where(group =>
                !known.Contains($"{group.Key}/{MigrationsFolder.LockFile}")
                || ProviderPattern().Match(read($"{group.Key}/{MigrationsFolder.LockFile}"))
                    is not { Success: true } provider
                || provider.Groups["name"].Value is "postgresql" or "postgres"
            )
            .ToDictionary(group => group.Key, group => group.Count(), StringComparer.Ordinal);
    }

    /// <summary>The folder beside the schema or a copy; else the fullest that is not beside another schema.</summary>
    private static string? MigrationsOf(
        IEnumerable<FoundSchema> ours,
        IEnumerable<FoundSchema> foreign,
        Dictionary<string, int> histories
    )
    {
        var beside = ours.SelectMany(schema => schema.PlacesOfMigrations.Reverse())
            .FirstOrDefault(histories.ContainsKey);
        if (beside is not null)
            return beside;
        var taken = foreign.Select(schema => FoundSchema.FolderOf(schema.Path)).ToHashSet(StringComparer.Ordinal);
        return histories
            .Where(history => !taken.Contains(FoundSchema.FolderOf(history.Key)))
            .OrderByDescending(history => history.Value)
            .ThenBy(history => history.Key, StringComparer.Ordinal)
            .Select(history => history.Key)
            .FirstOrDefault();
    }

    [GeneratedRegex(@"^\s*provider\s*=\s*""(?<name>\w+)""", RegexOptions.Multiline)]
    private static partial Regex ProviderPattern();
}
