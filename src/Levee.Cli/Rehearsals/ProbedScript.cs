using System.Diagnostics;
using Levee.Cli.Replay;
using Levee.Core;
using Levee.Core.Rehearsals;
using Levee.Core.Sql;
using Npgsql;

namespace Levee.Cli.Rehearsals;

/// <summary>A script, run with a probe behind every statement that may have done something to what was there.</summary>
/// <param name="deadline">How long its statements may run, all together; many of them have more.</param>
internal sealed class ProbedScript(SqlScript script, RehearsalSubject subject, TimeSpan deadline)
{
    /// <summary>Below it, planning the probe once costs more than it saves.</summary>
    private const int WorthPreparing = 3;

    /// <summary>What thousands of statements need more; far above what one that creates a table takes.</summary>
    private static readonly TimeSpan MoreForEach = TimeSpan.FromMilliseconds(5);

    /// <summary>Whether the script leaves prepared statements alone.</summary>
    public required bool KeepsPrepared { get; init; }

    /// <summary>Told which statement runs.</summary>
    public required Action<string> Progress { get; init; }

    /// <summary>Whether the session tells what it executes.</summary>
    public required bool IsWatched { get; init; }

    /// <summary>The tables whose rows were read before the script.</summary>
    public required ImageReader Images { get; init; }

    /// <param name="known">What was defined before the first statement; null looks.</param>
    public async Task<AttemptResult> RunAsync(
        NpgsqlConnection session,
        AttemptResult run,
        TableDigests? known,
        CancellationToken cancel
    )
    {
        var statements = script.Statements;
        var numbers = new Dictionary<SqlStatement, int>(ReferenceEqualityComparer.Instance);
        for (var i = 0; i < statements.Count; i++)
            numbers[statements[i]] = i;
        var probes = new StatementProbe?[statements.Count + 1];
        var rows = new long[statements.Count];
        Array.Fill(rows, -1);
        var ear = new NoticeEar(run.Marks);
        session.Notice += (_, notice) => ear.Hear(notice.Notice);
        await using var probe = await ProbeReader.OpenAsync(
            session,
            KeepsPrepared && numbers.Values.Count(number => !subject.GoesOn(number)) >= WorthPreparing,
            cancel
        );
        var last = probes[0] = await probe.TakeFirstAsync(known, cancel);
        var images = new Dictionary<(int, long), TableImage>();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var (clock, all) = (new Stopwatch(), deadline + statements.Count * MoreForEach);
        var left = all;
        try
        {
            var done = await ScriptRunner.RunAsync(
                session,
                script,
                new()
                {
                    GoesWithNext = statement => subject.GoesOn(numbers[statement]),
                    Before = (next, _) =>
                    {
                        Progress($"rehearsing statement {numbers[next] + 1} of {statements.Count}");
                        ear.Statement = subject.LoneInserts.Contains(numbers[next]) ? -1 : numbers[next];
                        limit.CancelAfter(left > TimeSpan.Zero ? left : TimeSpan.Zero);
                        clock.Restart();
                        return Task.CompletedTask;
                    },
                    After = async (ran, token) =>
                    {
                        // The script has the time, and our looks at what it did have their own.
                        limit.CancelAfter(Timeout.InfiniteTimeSpan);
                        left -= clock.Elapsed;
                        clock.Reset();
                        var number = numbers[ran.Statement];
                        rows[number] = ran.Rows;
                        if (subject.GoesOn(number))
                            return;
                        ear.Statement = -1;
                        var next = probes[number + 1] = await probe.TakeNextAsync(token);
                        await Images.ReadAsync(session, number, new(last, next), ear.ChangedBy(number), images, token);
                        last = next;
                    },
                },
                limit.Token
            );
            return run with
            {
                IsStepwise = done.Mode == ScriptMode.Stepwise,
                Failure = done.Failure,
                Error = done.Error is { } error ? ServerErrors.Of(error) : null,
                FailedStatement =
                    done.FailedStatement is { } failed && numbers.TryGetValue(failed, out var number) ? number : -1,
                Rows = rows,
                Probes = StatementProbe.Complete(probes),
                Executed = IsWatched ? ear.Executed.ToValueList() : null,
                Images = images,
                Took = all - left + clock.Elapsed,
            };
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return run with { TimedOut = true, Took = all };
        }
    }
}
