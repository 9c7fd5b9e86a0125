using System.CommandLine;
using Levee.Cli.Git;
using Levee.Cli.Postgres;
using Levee.Cli.Workspace;
using Levee.Core;
using Levee.Core.Diagnostics;
using Levee.Core.Guards;
using Levee.Core.History;
using Levee.Core.Reports;
using Levee.Core.Rules;
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
        command.Add(scripts);
        command.Add(on);
        command.Add(since);
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
        await using var shadows = new ShadowDatabases(PostgresSettings.Of(run));
        shadows.StartServer();
        var (history, scripts) = await FindAsync(run, shadows, paths, source, since, cancel);

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
            var judged = Judgement.Of(seen);
            diagnostics.AddRange(
                source is null
                    ? await DropCauses.ExplainAsync(
                        judged.Diagnostics,
                        Project.Open(run.Workspace),
                        run.Remote,
                        null,
                        cancel
                    )
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
        var refusing = diagnostics.FindAll(diagnostic => Ruleset.Refuses(diagnostic)).ToValueList();
        if (run.IsText)
            run.Output.Report(diagnostics);
        ValueList<Refusal> refusals = refusing.Count > 0 ? [Banners.Destructive(refusing)] : [];
        if (run.IsText)
        {
            foreach (var refusal in refusals)
                run.Output.Report(refusal);
        }
        run.Finish(
            new Report("lint", code)
            {
                Diagnostics = diagnostics.ToValueList(),
                Refusals = refusals,
                Migrations = migrations.ToValueList(),
                Summary =
                    code == ExitCode.Done
                        ? [$"{Count(migrations.Count)}: nothing is destroyed that was not approved"]
                        : [],
            }
        );
        return code;
    }

    private static string Count(int scripts) => scripts == 1 ? "1 script" : $"{scripts} scripts";

    private static async Task<(ValueList<Migration> History, ValueList<Migration> Scripts)> FindAsync(
        Run run,
        ShadowDatabases shadows,
        string[] paths,
        Source? source,
        string? since,
        CancellationToken cancel
    )
    {
        if (since is not null)
        {
            var project = Project.Open(run.Workspace);
            var repository = await GitRepository.OpenAsync(project.Root, cancel);
            var commit = await repository.ResolveAsync(since, cancel);
            var known = (await repository.ReadFilesAsync(commit, project.MigrationsPath, cancel))
                .Select(file => Path.GetFileName(Path.GetDirectoryName(file.Path)) ?? "")
                .ToHashSet(StringComparer.Ordinal);
            var all = project.ReadMigrations();
            return (
                all.Where(migration => known.Contains(migration.Name)).ToValueList(),
                all.Where(migration => !known.Contains(migration.Name)).ToValueList()
            );
        }

        var scripts = new List<Migration>();
        foreach (var path in paths)
            scripts.Add(new(NameOf(path), await ReadAsync(path, cancel)));
        return (
            source is null
                ? BeforeThem(run, paths)
                : await new SourceReader(run, shadows).ReadHistoryOfAsync(source, cancel),
            scripts.ToValueList()
        );
    }

    // A script that is a migration of the project runs on those before it.
    private static ValueList<Migration> BeforeThem(Run run, string[] paths)
    {
        var project = Project.Open(run.Workspace);
        var own = paths
            .Select(path => Path.GetFileName(Path.GetDirectoryName(Path.GetFullPath(path))) ?? "")
            .ToHashSet(StringComparer.Ordinal);
        return project.ReadMigrations().TakeWhile(migration => !own.Contains(migration.Name)).ToValueList();
    }

    private static string NameOf(string path) =>
        Path.GetFileName(path) == "migration.sql"
        && Path.GetFileName(Path.GetDirectoryName(Path.GetFullPath(path))) is { Length: > 0 } folder
            ? folder
            : Path.GetFileName(path);

    private static async Task<SourceText> ReadAsync(string path, CancellationToken cancel) =>
        File.Exists(path)
            ? new SourceText(path, await File.ReadAllTextAsync(path, cancel))
            : throw new LeveeException(Diagnostic.Error("no-such-file", $"there is no script at {path}"));
}
