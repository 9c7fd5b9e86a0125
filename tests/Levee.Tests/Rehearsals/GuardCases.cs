using System.Text.Json;
using Levee.Cli.Pipeline;
using Levee.Cli.Rehearsals;
using Levee.Cli.Replay;
using Levee.Core;
using Levee.Core.Diagnostics;
using Levee.Core.History;
using Levee.Core.Rules;
using Levee.Core.Sql;
using Levee.Core.Text;

namespace Levee.Tests.Rehearsals;

/// <summary>A labelled migration: <c>base.sql</c>, <c>migration.sql</c> and what it destroys.</summary>
/// <param name="Since">The oldest major version of PostgreSQL that runs it.</param>
internal sealed record GuardCase(string Name, string Folder, bool IsDestructive, ValueList<string> Destroys, int Since)
{
    public static IEnumerable<GuardCase> In(string folder) =>
        from path in Directory.GetDirectories(folder).Order(StringComparer.Ordinal)
        let expected = JsonDocument.Parse(File.ReadAllText(Path.Combine(path, "case.json"))).RootElement
        select new GuardCase(
            Path.GetFileName(path),
            path,
            expected.GetProperty("class").GetString() == "destructive",
            expected.GetProperty("destroys").EnumerateArray().Select(item => item.GetString()!).ToValueList(),
            expected.TryGetProperty("postgres_min", out var since) ? since.GetInt32() : 0
        );

    /// <summary>What lint does with it. The label is not looked at.</summary>
    public async Task<Judgement> LintAsync(ShadowDatabases shadows, CancellationToken cancel) =>
        Judgement.Of(
            await Rehearser.RunAsync(
                shadows,
                [new Migration("base.sql", Read("base.sql"))],
                ScriptReader.Read(Read("migration.sql")),
                new(),
                cancel
            )
        );

    private SourceText Read(string file) => new(file, File.ReadAllText(Path.Combine(Folder, file)));
}

/// <summary>How a guard did on labelled migrations.</summary>
internal sealed class GuardScore
{
    private readonly List<string> _faults = [];
    private int _destructive;
    private int _caught;
    private int _exact;
    private int _harmless;
    private int _passed;

    public IReadOnlyList<string> Faults => _faults;

    public void AddCrash(GuardCase @case, Exception error)
    {
        _destructive += @case.IsDestructive ? 1 : 0;
        _harmless += @case.IsDestructive ? 0 : 1;
        _faults.Add($"{@case.Name}: {error.GetType().Name} {error.Message} {error.InnerException?.Message}");
    }

    public void Add(GuardCase @case, Judgement judged)
    {
        var named = judged
            .Diagnostics.Where(Ruleset.Refuses)
            .Select(finding => finding.Object)
            .OfType<string>()
            .Distinct()
            .Order(StringComparer.Ordinal)
            .ToList();
        if (!@case.IsDestructive)
        {
            _harmless++;
            _passed += judged.ExitCode == ExitCode.Done ? 1 : 0;
            if (judged.ExitCode != ExitCode.Done)
                _faults.Add(
                    $"{@case.Name}: harmless, but {judged.ExitCode}: {string.Join("; ", judged.Diagnostics.Where(finding => finding.Severity == Severity.Error).Select(finding => $"{finding.Code} {finding.Message} ({string.Join(", ", finding.Notes)})"))}"
                );
            return;
        }
        _destructive++;
        _caught += judged.ExitCode == ExitCode.Destructive ? 1 : 0;
        if (judged.ExitCode != ExitCode.Destructive)
            _faults.Add($"{@case.Name}: destructive, but {judged.ExitCode}");
        if (@case.Destroys.Count == 0 || named.SequenceEqual(@case.Destroys.Order(StringComparer.Ordinal)))
            _exact++;
        else
            _faults.Add($"{@case.Name}: names {string.Join(", ", named)} and not {string.Join(", ", @case.Destroys)}");
    }

    /// <summary>Leaves the table for <c>./test</c> and for <c>make guard-corpus</c>.</summary>
    public void Record(string suite)
    {
        Tally.Record($"{suite}-destructive-caught", _caught, _destructive);
        Tally.Record($"{suite}-harmless-passed", _passed, _harmless);
        Tally.Record($"{suite}-objects-exact", _exact, _destructive);
        File.WriteAllLines(Path.Combine(Corpus.Repository, "TestResults", $"{suite}-faults.txt"), _faults);
    }
}
