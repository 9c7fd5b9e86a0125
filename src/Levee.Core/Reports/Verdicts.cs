using Levee.Core.Guards;

namespace Levee.Core.Reports;

/// <summary>An exit code in words, for those who see no number.</summary>
public static class Verdicts
{
    /// <summary>For programs.</summary>
    public static string Word(ExitCode exitCode) =>
        exitCode switch
        {
            ExitCode.Done => "ok",
            ExitCode.CouldNot => "error",
            ExitCode.Destructive => "destructive",
            ExitCode.Stale => "stale",
            ExitCode.CopiesDiffer => "copies-differ",
            ExitCode.Disagree => "disagree",
            ExitCode.HistoryBroken => "history-broken",
            ExitCode.Usage => "usage",
            ExitCode.Bug => "bug",
            ExitCode.Temporary => "temporary",
            ExitCode.Cancelled or ExitCode.Terminated => "cancelled",
        };

    /// <summary>For a headline.</summary>
    /// <param name="refusals">The banners of the run: where none is over a loss, 2 has another reason.</param>
    public static string Sentence(ExitCode exitCode, ValueList<Refusal> refusals) =>
        exitCode switch
        {
            ExitCode.Destructive when refusals.All(refusal => refusal.ExitCode != ExitCode.Destructive) =>
                "refused: fail-on asks for it",
            ExitCode.Done => "passed",
            ExitCode.CouldNot => "could not be done",
            ExitCode.Destructive => "refused: a migration destroys data, or may",
            ExitCode.Stale => "refused: the branch is behind its base",
            ExitCode.CopiesDiffer => "refused: the copies of the schema differ",
            ExitCode.Disagree => "failed: schema, migrations and database disagree",
            ExitCode.HistoryBroken => "failed: the history was edited, deleted or overtaken",
            ExitCode.Usage => "wrong usage",
            ExitCode.Bug => "a bug in Levee",
            ExitCode.Temporary => "could not be done now",
            ExitCode.Cancelled or ExitCode.Terminated => "cancelled",
        };
}
