using System.Globalization;
using Levee.Cli.Pipeline;
using Levee.Cli.Rehearsals;
using Levee.Core;
using Levee.Core.Sql;
using Levee.Tests.Postgres;

namespace Levee.Tests.Rehearsals;

/// <summary>Real migrations, rehearsed one by one on those before them. <c>LEVEE_GUARD_HISTORIES=all</c> takes every one, a number the
/// newest so many; what is refused is listed in <c>TestResults/guard-histories</c>.</summary>
[Slow]
public sealed class HistoryRehearsalTests
{
    private const int Usual = 6;

    public static TheoryData<string> Names =>
        Corpus.Find("histories") is { } folder
            ? [.. Directory.GetDirectories(folder).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)]
            : [""];

    [Theory, MemberData(nameof(Names))]
    public async Task Real_migrations_are_rehearsed_without_a_crash(string name)
    {
        var history = Histories.OfCorpus(name);
        var wanted = Environment.GetEnvironmentVariable("LEVEE_GUARD_HISTORIES");
        var count =
            wanted == "all" ? history.Count
            : int.TryParse(wanted, CultureInfo.InvariantCulture, out var number) ? number
            : Usual;
        var lines = new List<string>();
        var passed = 0;
        var times = new List<double>();
        await using var shadows = await Histories.OpenAsync(Histories.Options with { Persistent = false });

        for (var i = Math.Max(0, history.Count - count); i < history.Count; i++)
        {
            var before = history.Take(i).ToValueList();
            await using (await shadows.CloneAsync(before, TestContext.Current.CancellationToken)) { }
            var start = System.Diagnostics.Stopwatch.GetTimestamp();
            var seen = await Rehearser.RunAsync(
                shadows,
                before,
                ScriptReader.Read(history[i].Script),
                new(),
                TestContext.Current.CancellationToken
            );
            times.Add(System.Diagnostics.Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            var judged = Judgement.Of(seen);
            passed += judged.ExitCode is ExitCode.Done or ExitCode.Destructive ? 1 : 0;
            lines.Add($"{history[i].Name}: {judged.ExitCode} in {times[^1]:0} ms");
            lines.AddRange(
                judged
                    .Diagnostics.Where(finding => finding.Severity == Core.Diagnostics.Severity.Error)
                    .Select(finding => $"    {finding.Code} {finding.Message} ({string.Join("; ", finding.Notes)})")
            );
        }

        var folder = Path.Combine(Corpus.Repository, "TestResults", "guard-histories");
        Directory.CreateDirectory(folder);
        times.Sort();
        lines.Add($"median {(times.Count > 0 ? times[times.Count / 2] : 0):0} ms");
        await File.WriteAllLinesAsync(
            Path.Combine(folder, name + ".txt"),
            lines,
            TestContext.Current.CancellationToken
        );
        Tally.Record(
            $"guard-history-{name}",
            passed,
            lines.Count(line => line.Contains(" ms", StringComparison.Ordinal)) - 1
        );
        Assert.DoesNotContain(lines, line => line.Contains($": {ExitCode.CouldNot} ", StringComparison.Ordinal));
    }
}
