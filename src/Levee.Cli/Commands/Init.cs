using System.CommandLine;
using System.Text;
using Levee.Cli.CommandLine;
using Levee.Cli.Git;
using Levee.Cli.Machine;
using Levee.Cli.Pipeline;
using Levee.Cli.Workspace;
using Levee.Core;
using Levee.Core.Diagnostics;
using Levee.Core.Guards;
using Levee.Core.Reports;
using Levee.Core.Text;

namespace Levee.Cli.Commands;

/// <summary><c>levee init</c>: writes <c>levee.toml</c> from what it finds. It writes over nothing.</summary>
internal static class Init
{
    public static Command Create(CommonOptions common, TimeProvider clock)
    {
        var workflow = new Option<bool>("--workflow") { Description = "Also write .github/workflows/levee.yml" };
        var preCommit = new Option<bool>("--pre-commit") { Description = "Also write .pre-commit-config.yaml" };
        var command = new LeveeCommand("init", "Write levee.toml from what is found here")
        {
            Examples =
            [
                ("levee init", "find the schema, its copies, the migrations and the base"),
                ("levee init --workflow --pre-commit", "and the check for CI and for every commit"),
            ],
            ExitCodes = [],
            Notes = ["A file that exists is never written over."],
        };
        command.Takes(workflow, preCommit);
        command.Runs(
            common,
            clock,
            async (run, result, cancel) =>
                run.Print(await ReportAsync(run, result.GetValue(workflow), result.GetValue(preCommit), cancel))
        );
        return command;
    }

    private static async Task<Report> ReportAsync(Run run, bool workflow, bool preCommit, CancellationToken cancel)
    {
        var here = Path.GetFullPath(run.Workspace ?? Directory.GetCurrentDirectory());
        var repository = await GitRepository.OpenAsync(here, cancel);
        var top = repository.Prefix.Length == 0 ? here : here[..^(repository.Prefix.Length - 1)].TrimEnd('/');
        var done = new List<string>();
        var toml = Path.Combine(here, Config.FileName);
        if (File.Exists(toml) && !workflow && !preCommit)
            throw Exists(Config.FileName, "levee doctor looks whether it is right");
        if (!File.Exists(toml))
        {
            var found = await FindAsync(here, repository, cancel);
            var copies = found.Alike.Where(like => IsEqual(here, found, like)).Select(like => like.Path).ToValueList();
            var text = await ConfigTextAsync(run, repository, found, copies, cancel);
            WriteNew(here, toml, text);
            done.AddRange([$"wrote {Config.FileName}:", .. text.TrimEnd('\n').Split('\n').Select(line => $"  {line}")]);
            done.AddRange(Remarks(here, found));
        }
        if (workflow)
        {
            var @base = Project.ReadConfig(here).BaseBranch ?? "main";
            WriteNew(
                top,
                Path.Combine(top, ".github/workflows/levee.yml"),
                Templates.Workflow(repository.Prefix, @base)
            );
            done.Add("wrote .github/workflows/levee.yml");
        }
        if (preCommit)
        {
            WriteNew(top, Path.Combine(top, ".pre-commit-config.yaml"), Templates.PreCommit(repository.Prefix));
            done.Add("wrote .pre-commit-config.yaml");
        }
        return new("init", ExitCode.Done) { Summary = [.. done, "next: levee check"] };
    }

    private static async Task<Discovery> FindAsync(string here, GitRepository repository, CancellationToken cancel)
    {
        var listed = await repository.RunAsync(
            ["ls-files", "-z", "--cached", "--others", "--exclude-standard"],
            cancel
        );
        var files = listed
            .Text.Split('\0', StringSplitOptions.RemoveEmptyEntries)
            // What is a link may lead anywhere, and none of what it leads to is worth a line in levee.toml.
            .Where(file => File.Exists(Path.Combine(here, file)) && !WorkspacePath.IsLink(Path.Combine(here, file)));
        var reading = new WorkspaceFiles(here);
        var prisma = PrismaConfig.Read(here);
        var named = (prisma.Schema ?? Project.SchemaOfPackageJson(here)) is { } path
            ? Project.Normal(here, path)
            : null;
        // A file in another encoding is read as far as it can be: it may be none of the project's schemas.
        var found = Discovery.Of(files, named, file => Encoding.UTF8.GetString(reading.Read(file, file) ?? []));
        return found.Schema is not null
            ? found with
            {
                Migrations = prisma.Migrations ?? found.Migrations,
            }
            : throw new LeveeException(
                Diagnostic.Error("no-schema", $"there is no PostgreSQL schema in {here}") with
                {
                    Notes =
                    [
                        "looked for any .prisma file with a datasource, except in what git ignores",
                        .. OtherProviders(found),
                    ],
                    Help = ["go to the project, or give its folder with --workspace"],
                }
            );
    }

    private static async Task<string> ConfigTextAsync(
        Run run,
        GitRepository repository,
        Discovery found,
        ValueList<string> copies,
        CancellationToken cancel
    )
    {
        var text = new StringBuilder();
        text.Append($"schema = {Quote(found.Schema!.Path)}\n");
        if (copies.Count > 0)
            text.Append($"copies = [{string.Concat(copies.Select(copy => $"\n    {Quote(copy)},"))}\n]\n");
        if (found.Migrations is { } migrations)
            text.Append($"migrations = {Quote(migrations)}\n");
        var remotes = await repository.RemotesAsync(cancel);
        var remote =
            run.Remote
            ?? (
                remotes.Contains(Freshness.UsualRemote)
                    ? Freshness.UsualRemote
                    : (remotes is [var first, ..] ? first : null)
            );
        if (remote is null || !RefName.IsValidRemote(remote))
            return text.Append(
                    "# base-branch = \"main\"   the branch that work is merged into: there is no remote yet\n"
                )
                .ToString();
        if (remote != Freshness.UsualRemote)
            text.Append($"remote = {Quote(remote)}\n");
        text.Append(
            (
                await repository.RememberedMainBranchAsync(remote, cancel)
                ?? await BranchReader.MainBranchAsync(repository, remote, cancel)
            )
                is { } @base
                ? $"base-branch = {Quote(@base)}\n"
                : $"# base-branch = \"main\"   {remote} does not say which branch is its main one\n"
        );
        return text.ToString();
    }

    /// <summary>What was seen and is not in the file.</summary>
    private static IEnumerable<string> Remarks(string here, Discovery found) =>
        [
            .. found
                .Alike.Where(like => !IsEqual(here, found, like))
                .Select(like =>
                    $"much like {found.Schema!.Path}, but not equal, so it is not entered as a copy: {like.Path}\n"
                    + $"  if it is one, add it to copies; levee sync then writes {found.Schema.Path} over it"
                ),
            .. found.OtherDatabases.Select(other =>
                $"another database: {other.Path}\n  levee init --workspace {ShellText.Quote(FolderOf(other))}"
            ),
            .. OtherProviders(found),
        ];

    private static IEnumerable<string> OtherProviders(Discovery found) =>
        found.OtherProviders.Select(other =>
            $"of another kind of database, which Levee does not migrate: {other.Path} ({other.Provider})"
        );

    /// <summary>Where that database's own levee.toml goes: a folder that its migrations lie in as well.</summary>
    private static string FolderOf(FoundSchema schema) =>
        FoundSchema.FolderOf(schema.Path) is { Length: > 0 } folder ? folder : ".";

    private static bool IsEqual(string here, Discovery found, FoundSchema like)
    {
        var files = new WorkspaceFiles(here);
        var truth = files.ReadCopy(found.Schema!.Path, found.Schema.Path);
        return SchemaCopies.Check(truth, [files.ReadCopy(like.Path, like.Path)]).Count == 0;
    }

    private static void WriteNew(string root, string path, string text)
    {
        if (new WorkspaceFiles(root).Refuse(RealPath.Of(path), Path.GetRelativePath(root, path)) is { } refused)
            throw new LeveeException(refused);
        if (Path.Exists(path))
            throw Exists(Path.GetFileName(path), $"add this to it:\n{text.TrimEnd('\n')}");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write);
        file.Write(Encoding.UTF8.GetBytes(text));
    }

    private static LeveeException Exists(string name, string help) =>
        new(
            Diagnostic.Error("file-exists", $"{name} exists already, and Levee writes over nothing") with
            {
                Help = [help],
            }
        );

    // TOML's basic strings escape as JSON's do.
    private static string Quote(string text) =>
        $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
}
