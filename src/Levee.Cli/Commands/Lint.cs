using System.CommandLine;
using Levee.Cli.CommandLine;
using Levee.Cli.Git;
using Levee.Cli.Pipeline;
using Levee.Cli.Rehearsals;
using Levee.Cli.Replay;
using Levee.Cli.Workspace;
using Levee.Core;
using Levee.Core.Diagnostics;
using Levee.Core.History;
using Levee.Core.Reports;
using Levee.Core.Sql;
using Levee.Core.Text;

namespace Levee.Cli.Commands;

/// <summary><c>levee lint</c>: rehearses SQL that a person wrote, and judges it by what PostgreSQL was seen to do.</summary>
internal static class Lint
{
    public static Command Create(CommonOptions common, TimeProvider clock)
    {
        var scripts = new Argument<string[]>("script.sql")
        {
            Description = "The scripts, in the order in which they run",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var on = new Option<string?>("--on")
        {
            Description = "What the scripts run on [default: the migrations before them]",
            HelpName = "source",
        };
        var since = new Option<string?>("--since")
        {
            Description = "Take the migrations that were added after this revision",
            HelpName = "revision",
        };
        var command = new LeveeCommand("lint", "Rehearse SQL on the private PostgreSQL and say what it does")
        {
            Examples =
            [
                ("levee lint --since origin/main", "the migrations that this branch adds"),
                ("levee lint fix.sql --on migrations:prisma/migrations", "a script that was written by hand"),
                ("levee lint new.sql --on sql:schema.sql --format json", "the findings as data"),
            ],
            ExitCodes = [ExitCode.Destructive],
            Notes = [$"A source is one of {Source.Forms}."],
        };
        command.Takes(scripts, on, since);
        command.Runs(
            common,
            clock,
            (run, result, cancel) =>
                ExecuteAsync(run, result.GetValue(scripts) ?? [], result.GetValue(on), result.GetValue(since), cancel)
        );
        return command;
    }

    private static async Task<ExitCode> ExecuteAsync(
        Run run,
        string[] paths,
        string? on,
        string? since,
        CancellationToken cancel
    )
    {
        if (paths.Length == 0 && since is null)
            throw new LeveeException(
                Diagnostic.Error("nothing-to-lint", "lint takes scripts, or --since and a revision"),
                ExitCode.Usage
            );
        var source = on is null
            ? null
            : Source.Parse(on, Directory.GetCurrentDirectory(), Environment.GetEnvironmentVariable);
        // With a source of its own a script needs no project.
        var project = source is null || since is not null ? Project.Open(run.Workspace, run.Project) : null;
        var config = project?.Config ?? Project.ReadConfig(run.Workspace, run.Project);
        await using var shadows = new ShadowDatabases(
            project is null ? PostgresSettings.Of(config, run) : PostgresSettings.Of(project, run)
        );
        var (history, scripts) =
            project is not null && since is not null ? await AddedSinceAsync(project, since, cancel)
            : project is not null ? (BeforeThem(project, paths), Read(paths, project.Files))
            : (
                await new SourceReader(run, shadows).ReadHistoryOfAsync(source!, cancel),
                Read(paths, new(Project.FindRoot(run.Workspace)))
            );

        var causes = new Lazy<Task<DropCauses?>>(() =>
            DropCauses.OpenAsync(
                project!,
                () => Project.Load(config, Project.TextsOf(project!.ReadTruth())).Schema,
                run.Remote,
                null,
                isOfPlan: false,
                cancel
            )
        );
        return await RehearseAsync(run, shadows, config, history, scripts, source is null ? causes : null, cancel);
    }

    /// <param name="causes">Null where drops have none to tell.</param>
    private static async Task<ExitCode> RehearseAsync(
        Run run,
        ShadowDatabases shadows,
        Config config,
        ValueList<Migration> history,
        ValueList<Migration> scripts,
        Lazy<Task<DropCauses?>>? causes,
        CancellationToken cancel
    )
    {
        var diagnostics = new List<Diagnostic>();
        var migrations = new List<ReportedMigration>();
        var code = ExitCode.Done;
        foreach (var migration in scripts)
        {
            var script = ScriptReader.Read(migration.Script);
            var seen = await run.StageAsync(
                $"rehearse {migration.Name}",
                () => Rehearser.RunAsync(shadows, history, script, new(), cancel)
            );
            var judged = Judgement.Of(seen, config);
            diagnostics.AddRange(
                causes is not null
                    ? await DropCauses.ExplainAsync(judged.Diagnostics, () => causes.Value, cancel)
                    : judged.Diagnostics
            );
            migrations.Add(Judgement.Reported(migration, seen));
            code = Judgement.Worse(code, judged.ExitCode);
            if (seen.Failure is not null)
                break; // what comes after it has nothing to run on
            history = [.. history, migration];
        }
        return Finish(run, code, diagnostics, migrations);
    }

    private static ExitCode Finish(
        Run run,
        ExitCode code,
        List<Diagnostic> diagnostics,
        List<ReportedMigration> migrations
    )
    {
        var refusal = Judgement.RefusalOf(diagnostics);
        if (run.IsText)
        {
            run.Output.Report(diagnostics);
            if (refusal is not null)
                run.Output.Report(refusal);
        }
        run.Finish(
            new Report("lint", code)
            {
                Diagnostics = diagnostics.ToValueList(),
                Refusals = refusal is null ? [] : [refusal],
                Migrations = migrations.ToValueList(),
                Summary =
                    code == ExitCode.Done
                        ? [$"{Words.Count(migrations.Count, "script")}: nothing is destroyed that was not approved"]
                        : [],
            }
        );
        return code;
    }

    /// <summary>The migrations that a revision has, and those that were added after it.</summary>
    private static async Task<(ValueList<Migration> History, ValueList<Migration> Scripts)> AddedSinceAsync(
        Project project,
        string since,
        CancellationToken cancel
    )
    {
        var repository = await GitRepository.OpenAsync(project.Root, cancel);
        var commit = await repository.ResolveAsync(since, cancel);
        var known = (await BranchHistory.ReadAsync(repository, project.MigrationsPath, commit, cancel))
            .Select(migration => migration.Name)
            .ToHashSet(StringComparer.Ordinal);
        var all = project.ReadMigrations();
        return (
            all.Where(migration => known.Contains(migration.Name)).ToValueList(),
            all.Where(migration => !known.Contains(migration.Name)).ToValueList()
        );
    }

    // A script that is a migration of the project runs on those before it.
    private static ValueList<Migration> BeforeThem(Project project, string[] paths)
    {
        var own = paths.Select(FolderOf).ToHashSet(StringComparer.Ordinal);
        return project.ReadMigrations().TakeWhile(migration => !own.Contains(migration.Name)).ToValueList();
    }

    private static ValueList<Migration> Read(string[] paths, WorkspaceFiles files)
    {
        var scripts = new List<Migration>();
        foreach (var path in paths)
        {
            var text =
                files.ReadNamedText(path, path)
                ?? throw new LeveeException(Diagnostic.Error("no-such-file", $"there is no script at {path}"));
            scripts.Add(new(NameOf(path), new SourceText(path, text)));
        }
        return scripts.ToValueList();
    }

    private static string NameOf(string path) =>
        Path.GetFileName(path) == Migration.FileName && FolderOf(path) is { Length: > 0 } folder
            ? folder
            : Path.GetFileName(path);

    /// <summary>The name of the folder that the file lies in; empty for the root.</summary>
    private static string FolderOf(string path) =>
        Path.GetFileName(Path.GetDirectoryName(Path.GetFullPath(path))) ?? "";
}
