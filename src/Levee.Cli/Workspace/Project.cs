using System.Text;
using System.Text.Json;
using Levee.Core;
using Levee.Core.Diagnostics;
using Levee.Core.Guards;
using Levee.Core.History;
using Levee.Core.Psl;
using Levee.Core.Text;

namespace Levee.Cli.Workspace;

/// <summary>The user's files: configuration, schema with its copies, migrations folder.</summary>
/// <param name="Root">Absolute.</param>
/// <param name="SchemaPath">The source of truth, a file or a folder, relative to the root.</param>
/// <param name="MigrationsPath">Relative to the root; the folder need not exist.</param>
internal sealed record Project(string Root, Config Config, string SchemaPath, string MigrationsPath)
{
    /// <summary>Reads the configuration and finds what it leaves out. No schema or migration is read yet.</summary>
    /// <param name="folder">As given with <c>--workspace</c>; null to look upwards from the current folder.</param>
    /// <param name="name">As given with <c>--project</c>.</param>
    /// <exception cref="LeveeException">The configuration is wrong, or there is no schema.</exception>
    public static Project Open(string? folder, string? name = null)
    {
        var root = FindRoot(folder);
        return Open(root, Pick(ReadConfigIn(root), name));
    }

    /// <summary>Every project of the workspace with its name, which is empty where there is one only.</summary>
    /// <param name="folder">As for <see cref="Open(string?, string?)"/>.</param>
    /// <exception cref="LeveeException">The configuration is wrong, or a project has no schema.</exception>
    public static ValueList<(string Name, Project Project)> OpenAll(string? folder)
    {
        var root = FindRoot(folder);
        var config = ReadConfigIn(root);
        return config.Projects.Count == 0
            ? [("", Open(root, config))]
            : config
                .Projects.Select(named => (named.Name, Open(root, named.Config with { Root = root })))
                .ToValueList();
    }

    private static Config Pick(Config config, string? name)
    {
        if (config.Projects.Count == 0 && name is null)
            return config;
        var names = string.Join(", ", config.Projects.Select(project => project.Name));
        if (name is null)
            throw new LeveeException(
                Diagnostic.Error("which-project", $"{Config.FileName} has several projects: {names}") with
                {
                    Help = [$"name one: --project {config.Projects[0].Name}", "levee check --all looks at all of them"],
                }
            );
        return config.Projects.FirstOrDefault(project => project.Name == name) is { } found
            ? found.Config with
            {
                Root = config.Root,
            }
            : throw new LeveeException(
                Diagnostic.Error("which-project", $"{Config.FileName} has no [[project]] with the name {name}") with
                {
                    Help = names.Length == 0 ? [] : [$"its projects are {names}"],
                }
            );
    }

    private static Project Open(string root, Config config)
    {
        var schema = config.Schema ?? FindSchema(root);
        var migrations = config.Migrations ?? PrismaConfig.Read(root).Migrations ?? FindMigrations(root, schema);
        CheckInside(root, config, schema, migrations);
        return new(root, config, Normal(root, schema), Normal(root, migrations));
    }

    /// <summary>The configuration alone, for what is done without a schema.</summary>
    /// <param name="folder">As for <see cref="Open(string?, string?)"/>.</param>
    /// <param name="name">As given with <c>--project</c>; without it, what the file says for all.</param>
    /// <exception cref="LeveeException">The configuration is wrong.</exception>
    public static Config ReadConfig(string? folder, string? name = null)
    {
        var config = ReadConfigIn(FindRoot(folder));
        return name is null ? config : Pick(config, name);
    }

    private static Config ReadConfigIn(string root)
    {
        var text = new WorkspaceFiles(root).ReadText(Config.FileName, Config.FileName);
        var config = text is null ? new() : ConfigReader.Read(new SourceText(Config.FileName, text));
        return config with { Root = root };
    }

    /// <summary>What reads the files of this workspace.</summary>
    public WorkspaceFiles Files { get; } = new(Root);

    /// <summary>What a command line needs to mean this project; empty where there is one only.</summary>
    public string Option => Config.Name is { } name ? $" --project {ShellText.Quote(name)}" : "";

    public string MigrationsFolder => Path.Combine(Root, MigrationsPath);

    /// <summary>The source of truth, file by file.</summary>
    /// <exception cref="LeveeException">There is no such file, or the folder holds no schema.</exception>
    public SchemaCopy ReadTruth() =>
        ReadCopy(SchemaPath) is { Files.Count: > 0 } truth
            ? truth
            : throw new LeveeException(
                Diagnostic.Error("no-schema", $"there is no schema at {SchemaPath}") with
                {
                    Help = [$"correct schema in {Config.FileName}, or create the file"],
                }
            );

    public ValueList<SchemaCopy> ReadCopies() => Config.Copies.Select(ReadCopy).ToValueList();

    public ValueList<Migration> ReadMigrations() =>
        Workspace.MigrationsFolder.Read(MigrationsFolder, MigrationsPath, Files.Read);

    /// <summary>What the project's Prisma makes of a many-to-many relation.</summary>
    public JoinTableKey JoinTables =>
        PrismaVersion.JoinTablesOf(PrismaVersion.MajorOf(SchemaPath, path => Files.ReadText(path, path)));

    /// <summary>Reads a schema, without what is not this project's to migrate.</summary>
    public static PrismaSchema Load(
        Config config,
        ValueList<SourceText> texts,
        JoinTableKey joinTables = JoinTableKey.Primary
    )
    {
        var external = ProjectEnvironment.Read(config.Root, config).External;
        var whole = PrismaSchema.Load(texts, joinTables);
        return whole with
        {
            Schema = whole.Schema is { } schema ? schema.Without(external) with { External = external } : null,
        };
    }

    /// <summary>The schema's texts, as the parser wants them.</summary>
    /// <exception cref="LeveeException">A file is no text in UTF-8.</exception>
    public static ValueList<SourceText> TextsOf(SchemaCopy copy)
    {
        var broken = copy
            .Files.Select(file => FileEncoding.Check(PathOf(copy, file), file.Bytes))
            .OfType<Diagnostic>()
            .ToValueList();
        if (broken.Count > 0)
            throw new LeveeException(broken);
        return copy
            .Files.Select(file => new SourceText(PathOf(copy, file), Encoding.UTF8.GetString(file.Bytes)))
            .ToValueList();
    }

    private static string PathOf(SchemaCopy copy, SchemaFile file) =>
        file.Path.Length == 0 ? copy.Path : $"{copy.Path}/{file.Path}";

    /// <summary>Reads one file, or every <c>.prisma</c> file below a folder in byte order.</summary>
    /// <param name="relative">To the root, or absolute.</param>
    private SchemaCopy ReadCopy(string relative) => Files.ReadCopy(relative, relative);

    /// <summary>Whether the folder, or one above it, is a clone.</summary>
    public static bool IsInRepository(string folder) => IsClone(UpToClone(folder).Last());

    /// <summary>The folder and those above it, up to the clone that they are in.</summary>
    private static IEnumerable<string> UpToClone(string folder)
    {
        for (var here = folder; here is not null; here = IsClone(here) ? null : Path.GetDirectoryName(here))
            yield return here;
    }

    private static bool IsClone(string folder) => Path.Exists(Path.Combine(folder, ".git"));

    /// <summary>The folder of the workspace, which need not hold a schema.</summary>
    /// <param name="folder">As for <see cref="Open"/>.</param>
    public static string FindRoot(string? folder)
    {
        if (folder is not null)
        {
            var given = Path.GetFullPath(folder);
            return Directory.Exists(given)
                ? given
                : throw new LeveeException(Diagnostic.Error("no-workspace", $"there is no folder {folder}"));
        }
        var start = Directory.GetCurrentDirectory();
        return UpToClone(start).FirstOrDefault(here => File.Exists(Path.Combine(here, Config.FileName)))
            ?? UpToClone(start).FirstOrDefault(here => UsualSchema(here) is not null)
            ?? start;
    }

    private static string FindSchema(string root) =>
        UsualSchema(root)
        ?? throw new LeveeException(
            Diagnostic.Error("no-schema", $"there is no schema in {root}") with
            {
                Notes =
                [
                    "looked for what prisma.config.ts and prisma.schema of package.json name, "
                        + "then for prisma/schema.prisma, schema.prisma and the folder prisma/schema",
                ],
                Help =
                [
                    $"levee init   looks for it in the whole repository, and writes {Config.FileName}",
                    "or go to the project, or give its folder with --workspace",
                ],
            }
        );

    /// <summary>Where Prisma would look, in its order; null where there is nothing.</summary>
    private static string? UsualSchema(string root) =>
        PrismaConfig.Read(root).Schema
        ?? PrismaContract.SchemaIn(root)
        ?? SchemaOfPackageJson(root)
        ?? (
            Array.Find(["prisma/schema.prisma", "schema.prisma"], path => File.Exists(Path.Combine(root, path)))
                is { } file
                ? OrItsFolder(root, file)
                : Array.Find(["prisma/schema"], path => new WorkspaceFiles(root).ReadCopy(path, path).Files.Count > 0)
        );

    /// <summary>A file that holds no model, with others beside it that do, is the head of a schema of several
    /// files.</summary>
    private static string OrItsFolder(string root, string file)
    {
        var folder = Path.GetDirectoryName(file)!;
        return
            folder.Length > 0
            && new WorkspaceFiles(root) is var files
            && !SchemaFiles.HasModels(files.ReadText(file, file) ?? "")
            && files
                .ReadCopy(folder, folder)
                .Files.Any(other => SchemaFiles.HasModels(Encoding.UTF8.GetString(other.Bytes)))
            ? folder
            : file;
    }

    internal static string? SchemaOfPackageJson(string root)
    {
        const string name = "package.json";
        if (new WorkspaceFiles(root).Read(name, name) is not { } text)
            return null;
        try
        {
            using var json = JsonDocument.Parse(text);
            return
                json.RootElement is { ValueKind: JsonValueKind.Object } package
                && package.TryGetProperty("prisma", out var prisma)
                && prisma.ValueKind is JsonValueKind.Object
                && prisma.TryGetProperty("schema", out var schema)
                && schema.ValueKind is JsonValueKind.String
                ? schema.GetString()
                : null;
        }
        catch (JsonException error)
        {
            throw new LeveeException(
                Diagnostic.Error("package-json", $"package.json cannot be read: {error.Message}") with
                {
                    Help = [$"correct it, or name the schema in {Config.FileName}"],
                }
            );
        }
    }

    private static void CheckInside(string root, Config config, string schema, string migrations)
    {
        WorkspacePath.Resolve(root, schema, "schema");
        foreach (var copy in config.Copies)
        {
            // A copy that is a link itself is refused by the guard, which says more.
            if (!WorkspacePath.IsLink(Path.Combine(root, copy)))
                WorkspacePath.Resolve(root, copy, "copies");
        }
        WorkspacePath.Resolve(root, migrations, "migrations");
    }

    /// <summary>Beside the schema file; for a folder inside of it, or else beside it.</summary>
    private static string FindMigrations(string root, string schema)
    {
        const string name = "migrations";
        var beside = Path.Combine(Path.GetDirectoryName(schema.TrimEnd('/')) ?? "", name);
        var inside = Path.Combine(schema, name);
        return Directory.Exists(Path.Combine(root, inside)) ? inside : beside;
    }

    /// <summary>Relative to the root, without steps that lead nowhere: <c>./a/../b</c> is <c>b</c>.</summary>
    internal static string Normal(string root, string path) =>
        Path.GetRelativePath(root, Path.GetFullPath(Path.Combine(root, path)));
}
