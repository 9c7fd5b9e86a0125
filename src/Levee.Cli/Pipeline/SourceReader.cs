using Levee.Cli.Catalog;
using Levee.Cli.CommandLine;
using Levee.Cli.Git;
using Levee.Cli.Replay;
using Levee.Cli.Server;
using Levee.Cli.Workspace;
using Levee.Core;
using Levee.Core.Diagnostics;
using Levee.Core.Diff;
using Levee.Core.Guards;
using Levee.Core.History;
using Levee.Core.Render;
using Levee.Core.Schema;
using Levee.Core.Text;
using Npgsql;

namespace Levee.Cli.Pipeline;

/// <summary>Turns sources into schemas. A catalog is read with the eyes of the schema that it is compared with.</summary>
internal sealed class SourceReader(Run run, ShadowDatabases shadows)
{
    private readonly string _root = Project.FindRoot(run.Workspace);
    private readonly WorkspaceFiles _files = new(Project.FindRoot(run.Workspace));

    public async Task<Pair<DatabaseSchema>> ReadAsync(Pair<Source> sources, CancellationToken cancel)
    {
        // What the schema language describes comes first: it says which namespaces the catalog on the other side is read in.
        var written = new Pair<DatabaseSchema?>(
            await ReadWrittenAsync(sources.Before, cancel),
            await ReadWrittenAsync(sources.After, cancel)
        );
        var like = written.After ?? written.Before ?? DatabaseSchema.Empty;
        var schemas = new Pair<DatabaseSchema>(
            written.Before ?? await ReadCatalogAsync(sources.Before, like, cancel),
            written.After ?? await ReadCatalogAsync(sources.After, like, cancel)
        );
        return schemas with { After = await SpellAsync(sources.Before, schemas, cancel) };
    }

    private async Task<DatabaseSchema> SpellAsync(Source before, Pair<DatabaseSchema> schemas, CancellationToken cancel)
    {
        if (schemas.Before.Origin == SchemaOrigin.File)
            return schemas.After;
        if (before is not Source.Database)
            return await shadows.SpellAsync(await ReadHistoryOfAsync(before, cancel), schemas, cancel);
        try
        {
            // A database of somebody's is only read. An empty one tells as much where no types of its own are concerned.
            return await shadows.SpellAsync([], schemas, cancel);
        }
        catch (LeveeException missing) when (missing.Diagnostics is [{ Code: "no-postgres" }, ..])
        {
            return schemas.After;
        }
    }

    /// <summary>Null for a source that only a database can read.</summary>
    private async Task<DatabaseSchema?> ReadWrittenAsync(Source source, CancellationToken cancel) =>
        source switch
        {
            Source.SchemaFile(var path) => Load(
                Project.TextsOf(Existing(_files.ReadNamedCopy(path, Shown(path)), path)),
                path
            ),
            Source.Revision(var name) => await LoadRevisionAsync(name, cancel),
            Source.Empty or Source.Migrations or Source.Script or Source.Database => null,
        };

    private async Task<DatabaseSchema> ReadCatalogAsync(Source source, DatabaseSchema like, CancellationToken cancel) =>
        source switch
        {
            Source.Empty => DatabaseSchema.Empty,
            Source.Migrations(var folder) => await shadows.ReadSchemaAsync(ReadHistory(folder), like, cancel),
            Source.Script(var path) => await shadows.ReadSchemaAsync([ReadScript(path)], like, cancel),
            Source.Database(var url) => await ReadDatabaseAsync(url, like, cancel),
            Source.SchemaFile or Source.Revision => throw new InvalidOperationException("it was read before"),
        };

    /// <summary>A history that leads to what the source describes, to rehearse on.</summary>
    public async Task<ValueList<Migration>> ReadHistoryOfAsync(Source source, CancellationToken cancel)
    {
        switch (source)
        {
            case Source.Empty:
                return [];
            case Source.Migrations(var folder):
                return ReadHistory(folder);
            case Source.Script(var path):
                return [ReadScript(path)];
            case Source.SchemaFile or Source.Revision or Source.Database:
                var schemas = await ReadAsync(new Pair<Source>(new Source.Empty(), source), cancel);
                var script = SqlRenderer.Render(Differ.Diff(schemas));
                return [new Migration("schema", script.Source)];
            default:
                throw new InvalidOperationException("every source is named above");
        }
    }

    private ValueList<Migration> ReadHistory(string folder) =>
        Directory.Exists(folder)
            ? MigrationsFolder.Read(folder, Shown(folder), _files.ReadNamed)
            : throw Missing(folder, "migrations folder");

    /// <summary>A script is a history of one migration: it is replayed and remembered like one.</summary>
    private Migration ReadScript(string path) =>
        _files.ReadNamedText(path, Shown(path)) is { } text
            ? new(Path.GetFileName(path), new SourceText(Shown(path), text))
            : throw Missing(path, "script");

    private static async Task<DatabaseSchema> ReadDatabaseAsync(
        string url,
        DatabaseSchema like,
        CancellationToken cancel
    )
    {
        try
        {
            await using var connection = await DatabaseUrl.OpenReadOnlyAsync(url, cancel);
            return await CatalogReader.ReadAsync(connection, like, cancel);
        }
        catch (NpgsqlException error)
        {
            throw DatabaseUrl.Unreachable(url, error);
        }
    }

    private async Task<DatabaseSchema> LoadRevisionAsync(string name, CancellationToken cancel)
    {
        var project = Project.Open(run.Workspace, run.Project);
        var repository = await GitRepository.OpenAsync(project.Root, cancel);
        var commit = await repository.ResolveAsync(name, cancel);
        var files = await SchemaInGit.ReadAsync(repository, commit, project.SchemaPath, cancel);
        return files.Count > 0
            ? Load(
                files.Select(file => new SourceText($"{name}:{file.Path}", file.Text)).ToValueList(),
                project.SchemaPath
            )
            : throw new LeveeException(Diagnostic.Error("no-schema", $"there is no {project.SchemaPath} in {name}"));
    }

    /// <param name="path">Where the schema lies, or would lie.</param>
    private DatabaseSchema Load(ValueList<SourceText> files, string path)
    {
        var inside = Path.GetRelativePath(_root, Path.GetFullPath(path, _root));
        int? prisma = inside.StartsWith("..", StringComparison.Ordinal)
            ? null
            : PrismaVersion.MajorOf(inside, file => _files.ReadText(file, file));
        var schema = Project.Load(
            Project.ReadConfig(run.Workspace, run.Project),
            files,
            PrismaVersion.JoinTablesOf(prisma)
        );
        return schema.Schema ?? throw new LeveeException(schema.Diagnostics);
    }

    private static SchemaCopy Existing(SchemaCopy copy, string path) =>
        copy.Files.Count > 0 ? copy : throw Missing(path, "schema");

    private static LeveeException Missing(string path, string what) =>
        new(Diagnostic.Error("no-such-file", $"there is no {what} at {Shown(path)}"));

    /// <summary>Paths are shown as they were typed, as far as that can be known.</summary>
    private static string Shown(string path)
    {
        var relative = Path.GetRelativePath(Directory.GetCurrentDirectory(), path);
        return relative.StartsWith("../..", StringComparison.Ordinal) ? path : relative;
    }
}
