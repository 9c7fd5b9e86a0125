using System.CommandLine;
using System.Text.Json;
using Levee.Cli.CommandLine;
using Levee.Cli.Git;
using Levee.Cli.Pipeline;
using Levee.Cli.Rehearsals;
using Levee.Cli.Replay;
using Levee.Cli.Workspace;
using Levee.Core;
using Levee.Core.Diagnostics;
using Levee.Core.Impact;
using Levee.Core.Reports;
using Levee.Core.Sql;
using Levee.Core.Text;

namespace Levee.Cli.Commands;

/// <summary><c>levee impact</c>: what the upgrade from one release to another does to the version that still
/// runs.</summary>
internal sealed class Impact(Run run, Project project, GitRepository repository)
{
    // Where whole-row reads are looked for: SQL in literals of the languages that such projects are written in.
    private static readonly ValueList<string> Sources =
    [
        "*.py",
        "*.ts",
        "*.tsx",
        "*.js",
        "*.mjs",
        "*.cjs",
        "*.go",
        "*.rs",
        "*.rb",
        "*.java",
        "*.kt",
        "*.cs",
        "*.php",
        "*.sql",
    ];

    /// <summary>So many files are read with one question to git, and held in memory.</summary>
    private const int MostAtOnce = 200;

    public static Command Create(CommonOptions common, TimeProvider clock)
    {
        var @base = new Option<string>("--base")
        {
            Description = "The release that runs: a tag, branch or commit",
            HelpName = "revision",
            Required = true,
        };
        var head = new Option<string>("--head")
        {
            Description = "The release that comes",
            HelpName = "revision",
            DefaultValueFactory = _ => "HEAD",
        };
        var stats = new Option<string?>("--stats")
        {
            Description = "Sizes of the tables, as levee stats writes them",
            HelpName = "file",
        };
        var failOn = new Option<string?>("--fail-on")
        {
            Description = "Exit 2 where a finding is of this severity or a heavier one",
            HelpName = "severity",
        };
        failOn.AcceptOnlyFromAmong([.. ImpactSeverities.WorstFirst.Select(severity => severity.Word())]);
        var command = new LeveeCommand("impact", "Say what an upgrade does to the application version that still runs")
        {
            Examples =
            [
                ("levee impact --base v1.93.0 --head v1.99.0", "every statement between the two releases, rehearsed"),
                ("levee impact --base v1.93.0 --format markdown", "for the release notes"),
                (
                    "levee impact --base v1.93.0 --stats stats.json --fail-on write-reject",
                    "with real table sizes, as a gate"
                ),
            ],
            ExitCodes = [ExitCode.Destructive],
            Notes =
            [
                $"Severities: {string.Join(", ", ImpactSeverities.WorstFirst.Select(severity => severity.Word()))}.",
                "With --fail-on, 2 means here that a finding is of that severity or a heavier one.",
            ],
        };
        command.Takes(@base, head, stats, failOn);
        command.Runs(
            common,
            clock,
            (run, result, cancel) =>
                ExecuteAsync(
                    run,
                    result.GetRequiredValue(@base),
                    result.GetRequiredValue(head),
                    result.GetValue(stats),
                    result.GetValue(failOn),
                    cancel
                )
        );
        return command;
    }

    private static async Task<ExitCode> ExecuteAsync(
        Run run,
        string @base,
        string head,
        string? stats,
        string? failOn,
        CancellationToken cancel
    )
    {
        var project = Project.Open(run.Workspace, run.Project);
        var repository = await GitRepository.OpenAsync(project.Root, cancel);
        var impact = new Impact(run, project, repository);
        var sizes = stats is null ? TableSizes.Unknown : ReadSizes(project.Files, stats);
        var report = await impact.AnalyseAsync(@base, head, sizes, cancel);
        var isTooMuch =
            failOn is not null
            && report.Findings.Any(finding =>
                finding.Severity >= ImpactSeverities.WorstFirst.First(severity => severity.Word() == failOn)
            );
        return run.Print(isTooMuch ? report with { ExitCode = ExitCode.Destructive } : report);
    }

    private async Task<ImpactReport> AnalyseAsync(string @base, string head, TableSizes sizes, CancellationToken cancel)
    {
        var (from, to) = (await repository.ResolveAsync(@base, cancel), await repository.ResolveAsync(head, cancel));
        var files = await SchemaInGit.ReadAsync(repository, from, project.SchemaPath, cancel);
        var old = Project.Load(project.Config, files);
        if (files.Count == 0 || old.Schema is null)
            throw new LeveeException(
                files.Count == 0
                    ? [Diagnostic.Error("no-schema", $"{@base} has no {project.SchemaPath}")]
                    : old.Diagnostics
            );
        var before = await BranchHistory.ReadAsync(repository, project.MigrationsPath, from, cancel);
        var names = before.Select(migration => migration.Name).ToHashSet(StringComparer.Ordinal);
        var added = (await BranchHistory.ReadAsync(repository, project.MigrationsPath, to, cancel))
            .Where(migration => !names.Contains(migration.Name))
            .ToList();
        var reads = await run.StageAsync("look for whole-row reads", () => WholeRowReadsAsync(from, cancel));

        await using var shadows = new ShadowDatabases(PostgresSettings.Of(project, run));
        var analysis = new ImpactAnalysis(new(old.Schema, reads), sizes);
        var findings = new List<ImpactFinding>();
        var history = before;
        foreach (var migration in added)
        {
            var catalog = await shadows.ReadSchemaAsync(history, old.Schema, cancel);
            var script = ScriptReader.Read(migration.Script);
            var seen = await run.StageAsync(
                $"rehearse {migration.Name}",
                () => Rehearser.RunAsync(shadows, history, script, new() { Like = old.Schema }, cancel)
            );
            findings.AddRange(analysis.Of(migration.Name, seen, catalog));
            if (seen.Failure is not null)
                break; // what comes after it has nothing to run on
            history = [.. history, migration];
        }
        var evidence =
            $"Seen in a rehearsal of {Words.Count(added.Count, "migration")} on top of {before.Count}; the schema of {@base} says what the old version reads "
            + $"and writes, and {Words.Count(reads.Count, "place")} where whole rows are read {(reads.Count == 1 ? "was" : "were")} found in its source"
            + (sizes.Tables.Count > 0 ? $"; sizes of {sizes.Tables.Count} tables are known" : "");
        return new(@base, head, added.Count, evidence, findings.ToValueList(), ExitCode.Done);
    }

    private async Task<ValueList<WholeRowRead>> WholeRowReadsAsync(string commit, CancellationToken cancel)
    {
        var found = await repository.RunAsync(
            ["grep", "--no-textconv", "-I", "-l", "-z", "-i", "-E", "select[[:space:]]", commit, "--", .. Sources],
            cancel
        );
        // A migration is no part of the application that runs.
        var paths = found
            .Text.Split('\0', StringSplitOptions.RemoveEmptyEntries)
            .Select(entry => entry[(entry.IndexOf(':') + 1)..])
            .Where(path =>
                !path.StartsWith(project.MigrationsPath + "/", StringComparison.Ordinal) && !path.Contains('\n')
            );
        var reads = new List<WholeRowRead>();
        foreach (var some in paths.Chunk(MostAtOnce))
        {
            foreach (var file in await repository.ReadFilesAsync(commit, some, cancel))
                reads.AddRange(WholeRowRead.In(file.Path, file.Text));
        }
        return reads.Distinct().ToValueList();
    }

    private static TableSizes ReadSizes(WorkspaceFiles files, string file)
    {
        try
        {
            return Stats.Read(
                files.ReadNamedText(file, file)
                    ?? throw new LeveeException(Diagnostic.Error("no-such-file", $"there is no file {file}"))
            );
        }
        catch (Exception error) when (error is JsonException)
        {
            throw new LeveeException(
                Diagnostic.Error("stats-file", $"{file} cannot be read: {error.Message}") with
                {
                    Help = ["DATABASE_URL=… levee stats > stats.json writes one"],
                }
            );
        }
    }
}
