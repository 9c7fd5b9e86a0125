using Levee.Tests.Postgres;

namespace Levee.Tests.Rehearsals;

public sealed class GuardCorpusTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Labelled_migrations_are_judged_as_they_were_measured()
    {
        var score = await ScoreAsync(GuardCase.In(Corpus.Require("guard")).ToList());

        score.Record("guard-corpus");
        Assert.Empty(score.Faults);
    }

    [Fact]
    public async Task Our_own_tricks_are_seen_through()
    {
        var folder = Path.Combine(Corpus.Repository, "cases", "guard");

        var score = await ScoreAsync(GuardCase.In(folder).ToList());

        score.Record("guard-tricks");
        // What the guard is known to judge wrong stays in the figures; the list must only get shorter.
        var known = File.ReadAllLines(Path.Combine(folder, "known-faults.txt"));
        Assert.DoesNotContain(score.Faults, fault => !known.Contains(fault.Split(':')[0]));
    }

    private static async Task<GuardScore> ScoreAsync(List<GuardCase> cases)
    {
        await using var shadows = await Histories.OpenAsync();
        var score = new GuardScore();
        foreach (var @case in cases)
        {
            try
            {
                score.Add(@case, await @case.LintAsync(shadows, Cancel));
            }
            catch (Exception error) when (error is not OperationCanceledException)
            {
                score.AddCrash(@case, error);
            }
        }
        return score;
    }
}
