using System.CommandLine;
using Levee.Cli.CommandLine;
using Levee.Cli.Containment;
using Levee.Cli.Git;
using Levee.Cli.Pipeline;
using Levee.Cli.Replay;
using Levee.Cli.Server;
using Levee.Cli.Workspace;
using Levee.Core;
using Levee.Core.Diagnostics;
using Levee.Core.Guards;
using Levee.Core.History;
using Levee.Core.Reports;
using Levee.Core.Text;

namespace Levee.Cli.Commands;

/// <summary><c>levee doctor</c>: looks at everything that the other commands need, and says how to get what is
/// missing.</summary>
internal sealed class Doctor(Run run)
{
    private readonly List<Diagnostic> _missing = [];
    private readonly List<string> _there = [];
    private ValueList<Migration>? _history;

    public static Command Create(CommonOptions common, TimeProvider clock)
    {
        var command = new LeveeCommand("doctor", "Look whether everything that Levee needs is there")
        {
            Examples =
            [
                (
                    "levee doctor",
                    "git, base, configuration, schema, migrations, PostgreSQL, cache; exit 1 where one is missing"
                ),
            ],
            ExitCodes = [],
        };
        command.Runs(common, clock, async (run, _, cancel) => run.Print(await new Doctor(run).ReportAsync(cancel)));
        return command;
    }

    private async Task<Report> ReportAsync(CancellationToken cancel)
    {
        Good("levee", ProductVersion.Text);
        var project = Look(() => Project.Open(run.Workspace, run.Project));
        if (project is not null)
            LookAtProject(project);
        await LookAtGitAsync(project, cancel);
        await LookAtPostgresAsync(project, cancel);
        var facts = Bypasses.Facts(project?.Config.Policy.AgentConsent ?? ConsentPolicy.Claimed);
        Good(
            "you",
            facts.Agent is { } agent
                ? $"{agent.Name}, recognised by {agent.Evidence}"
                : "a person, as far as the environment shows"
        );
        return new("doctor", _missing.Count == 0 ? ExitCode.Done : ExitCode.CouldNot)
        {
            Diagnostics = _missing.ToValueList(),
            Summary = _there.ToValueList(),
        };
    }

    private void LookAtProject(Project project)
    {
        var toml = File.Exists(Path.Combine(project.Root, Config.FileName));
        Good(
            "workspace",
            toml
                ? $"{project.Root}, with {Config.FileName}"
                : $"{project.Root}, without {Config.FileName} (levee init writes one)"
        );
        var truth = Look(project.ReadTruth);
        if (truth is null)
            return;
        if (Look(() => Project.Load(project.Config, Project.TextsOf(truth))) is not { } schema)
            return;
        _missing.AddRange(schema.Diagnostics.Where(diagnostic => diagnostic.Severity == Severity.Error));
        if (schema.Schema is { } read)
            Good(
                "schema",
                $"{project.SchemaPath}, {Words.Count(read.Tables.Count, "table")}, {Words.Count(read.Enums.Count, "enum")}"
            );
        var differences = SchemaCopies.Check(truth, project.ReadCopies());
        _missing.AddRange(differences);
        if (differences.Count == 0)
            Good("copies", project.Config.Copies.Count == 0 ? "none" : $"{project.Config.Copies.Count}, in sync");
        _history = Look(project.ReadMigrations);
        if (!Directory.Exists(project.MigrationsFolder))
            Good("migrations", $"none: the folder {project.MigrationsPath} is not there");
        else if (_history is not null)
            Good("migrations", $"{_history.Count} in {project.MigrationsPath}");
    }

    private async Task LookAtGitAsync(Project? project, CancellationToken cancel)
    {
        try
        {
            var version = await GitProcess.RunAsync(Directory.GetCurrentDirectory(), ["--version"], cancel);
            LookAtVersion(version.Line.Replace("git version ", "", StringComparison.Ordinal));
            if (project is null)
                return;
            var repository = await GitRepository.OpenAsync(project.Root, cancel);
            Good("repository", $"{repository.GitFolder}{(repository.IsShallow ? ", shallow" : "")}");
            var state = await Freshness.FindAsync(repository, project, run.Remote, null, cancel);
            Good(
                "base",
                $"{state.Upstream} {state.BaseTip[..10]}, "
                    + (
                        state.Missing.Count == 0
                            ? "this branch has all of it"
                            : $"this branch lacks {Words.Count(state.Missing.Count, "commit")} of it"
                    )
            );
        }
        catch (LeveeException missing)
        {
            _missing.AddRange(missing.Diagnostics);
        }
    }

    private void LookAtVersion(string version)
    {
        // 2.39.5 (Apple Git-154), 2.45.1.windows.1
        var numbers = version.Split(' ')[0].Split('.').TakeWhile(part => int.TryParse(part, out _)).Take(3);
        if (Version.TryParse(string.Join('.', numbers), out var number) && number < GitEnvironment.Oldest)
            _missing.Add(
                Diagnostic.Error(
                    "old-git",
                    $"git is {version}; before {GitEnvironment.Oldest} it takes a repository that a branch carries for a real one"
                ) with
                {
                    Help = [$"install git {GitEnvironment.Oldest} or newer"],
                }
            );
        else
            Good("git", version);
    }

    private async Task LookAtPostgresAsync(Project? project, CancellationToken cancel)
    {
        // A configuration that is wrong was told of already, and what it wants of the server is not known.
        if ((project?.Config ?? Quietly(() => Project.ReadConfig(run.Workspace, run.Project))) is not { } config)
            return;
        try
        {
            var options = project is null ? PostgresSettings.Of(config, run) : PostgresSettings.Of(project, run);
            LookAtEnvironment(config, options);
            var cache = options.OpenCache();
            Good(
                "cache",
                cache.IsKept ? $"{cache.Lasting}; clusters in {cache.Fast}" : "off: every run begins from nothing"
            );
            await using var shadows = new ShadowDatabases(options);
            var binaries = await shadows.BinariesAsync(cancel);
            // Without its environment: whether there is a PostgreSQL at all.
            await using var bare = new ShadowDatabases(options with { Environment = [] });
            await using (await bare.EmptyAsync(cancel)) { }
            Good("PostgreSQL", $"{binaries.Version} in {binaries.Folder}, starts and stops");
            var layers = bare.Layers ?? Layers.None;
            Good(
                "containment",
                layers.Contain
                    ? $"{layers}"
                    : $"{layers}: SQL that reaches beyond the database is refused before anything runs"
            );
            if (_history is not { Count: > 0 } history)
                return;
            await using (await shadows.CloneAsync(history, cancel)) { }
            Good("history", $"{Words.Count(history.Count, "migration")} can be replayed");
        }
        catch (LeveeException missing)
        {
            _missing.AddRange(missing.Diagnostics);
        }
    }

    private void LookAtEnvironment(Config config, PostgresOptions options)
    {
        if (options.Environment.Count > 0)
            Good("environment", string.Join(", ", options.Environment.Select(script => script.Name)));
        if (ProjectEnvironment.ExternalOf(config) is { Patterns.Count: > 0 } external)
            Good("external", string.Join(", ", external.Patterns));
        foreach (var note in options.EnvironmentNotes)
            Good("environment", note);
    }

    private T? Look<T>(Func<T> look)
        where T : class
    {
        try
        {
            return look();
        }
        catch (LeveeException missing)
        {
            _missing.AddRange(missing.Diagnostics);
            return null;
        }
    }

    private static T? Quietly<T>(Func<T> look)
        where T : class
    {
        try
        {
            return look();
        }
        catch (LeveeException)
        {
            return null;
        }
    }

    private void Good(string what, string found) => _there.Add($"{what, -11} {found}");
}
