using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
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
    /// <summary>The cases of a folder that reasonable people label alike.</summary>
    public static IEnumerable<GuardCase> In(string folder) =>
        from path in Directory.GetDirectories(folder).Order(StringComparer.Ordinal)
        let expected = JsonDocument.Parse(File.ReadAllText(Path.Combine(path, "case.json"))).RootElement
        where !expected.TryGetProperty("borderline", out var borderline) || !borderline.GetBoolean()
        select Read(path);

    public static GuardCase Read(string path)
    {
        var expected = JsonDocument.Parse(File.ReadAllText(Path.Combine(path, "case.json"))).RootElement;
        return new(
            Path.GetFileName(path),
            path,
            expected.GetProperty("class").GetString() == "destructive",
            expected.GetProperty("destroys").EnumerateArray().Select(item => item.GetString()!).ToValueList(),
            expected.TryGetProperty("postgres_min", out var since) ? since.GetInt32() : 0
        );
    }

    /// <summary>Which of so many shares it belongs to: cases on one base share a server's kept history.</summary>
    public int Share(int shares) => SHA256.HashData(Encoding.UTF8.GetBytes(Text("base.sql").Text))[0] % shares;

    /// <summary>What lint does with it. The label is not looked at.</summary>
    public async Task<Judgement> LintAsync(ShadowDatabases shadows, CancellationToken cancel) =>
        Judgement.Of(
            await Rehearser.RunAsync(
                shadows,
                [new Migration("base.sql", Text("base.sql"))],
                ScriptReader.Read(Text("migration.sql")),
                new(),
                cancel
            )
        );

    private SourceText Text(string file) => new(file, File.ReadAllText(Path.Combine(Folder, file)));
}

/// <summary>Where the labelled migrations are.</summary>
internal static class GuardSuites
{
    private static readonly string Own = Path.Combine(Corpus.Repository, "cases", "guard");

    /// <summary>Only those whose names begin so, divided by blanks: <c>LEVEE_GUARD_CASES='trick-merge type-'</c>.</summary>
    private static readonly string[] Asked =
        Environment.GetEnvironmentVariable("LEVEE_GUARD_CASES")?.Split(' ', StringSplitOptions.RemoveEmptyEntries)
        ?? [""];

    public static bool IsAsked(string name) => Asked.Any(start => name.StartsWith(start, StringComparison.Ordinal));

    public static IEnumerable<string> Names => Corpus.Find("guard") is null ? ["tricks"] : ["corpus", "tricks"];

    public static HashSet<string> KnownFaults { get; } = [.. File.ReadAllLines(Path.Combine(Own, "known-faults.txt"))];

    public static string FolderOf(string suite) =>
        suite.StartsWith("corpus", StringComparison.Ordinal) ? Corpus.Find("guard")! : Own;
}

/// <summary>How a guard did on labelled migrations.</summary>
internal sealed class GuardScore
{
    private static readonly ConcurrentDictionary<string, GuardScore> Scores = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();
    private readonly List<string> _faults = [];
    private int _destructive;
    private int _caught;
    private int _exact;
    private int _harmless;
    private int _passed;

    /// <summary>Counts the case in the figures of its suite, which <c>./test</c> and <c>make guard-corpus</c> print.</summary>
    /// <returns>What is wrong with the judgement.</returns>
    public static List<string> Judge(string suite, GuardCase @case, Judgement judged)
    {
        var score = Scores.GetOrAdd(suite, _ => new());
        lock (score._lock)
        {
            var faults = score.Add(@case, judged);
            score._faults.AddRange(faults);
            score.Record($"guard-{suite}");
            return faults;
        }
    }

    private List<string> Add(GuardCase @case, Judgement judged)
    {
        var isRefused = judged.ExitCode == ExitCode.Destructive;
        if (!@case.IsDestructive)
        {
            _harmless++;
            _passed += judged.ExitCode == ExitCode.Done ? 1 : 0;
            var errors = judged
                .Diagnostics.Where(finding => finding.Severity == Severity.Error)
                .Select(finding => $"{finding.Code} {finding.Message} ({string.Join(", ", finding.Notes)})");
            return judged.ExitCode == ExitCode.Done
                ? []
                : [$"{@case.Name}: harmless, but {judged.ExitCode}: {string.Join("; ", errors)}"];
        }
        var named = judged
            .Diagnostics.Where(Ruleset.Refuses)
            .Select(finding => finding.Object)
            .OfType<string>()
            .Distinct()
            .Order(StringComparer.Ordinal)
            .ToList();
        var isExact = @case.Destroys.Count == 0 || named.SequenceEqual(@case.Destroys.Order(StringComparer.Ordinal));
        _destructive++;
        _caught += isRefused ? 1 : 0;
        _exact += isExact ? 1 : 0;
        var faults = new List<string>();
        if (!isRefused)
            faults.Add($"{@case.Name}: destructive, but {judged.ExitCode}");
        if (!isExact)
            faults.Add($"{@case.Name}: names {string.Join(", ", named)} and not {string.Join(", ", @case.Destroys)}");
        return faults;
    }

    private void Record(string suite)
    {
        Tally.Record($"{suite}-destructive-caught", _caught, _destructive);
        Tally.Record($"{suite}-harmless-passed", _passed, _harmless);
        Tally.Record($"{suite}-objects-exact", _exact, _destructive);
        File.WriteAllLines(Path.Combine(Corpus.Repository, "TestResults", $"{suite}-faults.txt"), _faults);
    }
}
