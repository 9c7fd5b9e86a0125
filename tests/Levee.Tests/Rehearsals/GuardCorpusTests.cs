using Levee.Cli.Server;
using Levee.Tests.Postgres;

namespace Levee.Tests.Rehearsals;

public sealed class GuardCorpusTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Labelled_migrations_are_judged_as_they_were_measured() =>
        await JudgeCorpusAsync(Histories.Options, "guard-corpus");

    [Fact]
    public async Task Labelled_migrations_are_judged_alike_on_PostgreSQL_18() =>
        await JudgeCorpusAsync(Histories.OptionsFor(18), "guard-corpus-18");

    [Fact]
    public async Task Our_own_tricks_are_seen_through() => await JudgeTricksAsync(Histories.Options, "guard-tricks");

    [Fact]
    public async Task Our_own_tricks_are_seen_through_on_PostgreSQL_18() =>
        await JudgeTricksAsync(Histories.OptionsFor(18), "guard-tricks-18");

    private static async Task JudgeCorpusAsync(PostgresOptions options, string suite)
    {
        var score = await ScoreAsync(GuardCase.In(Corpus.Require("guard")).ToList(), options);

        score.Record(suite);
        Assert.Empty(score.Faults);
    }

    private static async Task JudgeTricksAsync(PostgresOptions options, string suite)
    {
        var folder = Path.Combine(Corpus.Repository, "cases", "guard");

        var score = await ScoreAsync(GuardCase.In(folder).ToList(), options);

        score.Record(suite);
        // What the guard is known to judge wrong stays in the figures; the list must only get shorter.
        var known = File.ReadAllLines(Path.Combine(folder, "known-faults.txt"));
        Assert.DoesNotContain(score.Faults, fault => !known.Contains(fault.Split(':')[0]));
    }

    private static async Task<GuardScore> ScoreAsync(List<GuardCase> cases, PostgresOptions options)
    {
        await using var shadows = await Histories.OpenAsync(options);
        var score = new GuardScore();
        var major = (await shadows.BinariesAsync(Cancel)).Major;
        foreach (var @case in cases.Where(@case => @case.Since <= major))
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
