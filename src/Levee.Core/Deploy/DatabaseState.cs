namespace Levee.Core.Deploy;

/// <summary>How a database stands to a checkout, as <c>levee status</c> says it. The order is that of precedence: the first that
/// applies.</summary>
public enum DatabaseState
{
    /// <summary>A migration began and did not finish.</summary>
    Failed,

    /// <summary>Levee ran a migration statement by statement and did not come to its end: <c>levee deploy</c> goes on.</summary>
    Interrupted,

    /// <summary>A migration that was run has another text now.</summary>
    Edited,

    /// <summary>Both have migrations that the other lacks.</summary>
    Diverged,

    /// <summary>The database has migrations that are newer than this checkout.</summary>
    Ahead,

    /// <summary>Tables, and no ledger.</summary>
    Unmanaged,

    /// <summary>Neither tables nor a ledger.</summary>
    Empty,

    /// <summary>Migrations are pending.</summary>
    Behind,

    /// <summary>All are applied.</summary>
    Current,
}

public static class DatabaseStates
{
    /// <param name="hasTables">Whether the ledger's schema holds a table besides it.</param>
    public static DatabaseState StateOf(DatabaseHistory history, bool hasTables) =>
        history.Failed.Any() ? DatabaseState.Failed
        : history.Interrupted.Any() ? DatabaseState.Interrupted
        : history.Edited.Any() ? DatabaseState.Edited
        : history.Missing.Any() || (history.Ahead.Any() && history.Pending.Any()) ? DatabaseState.Diverged
        : history.Ahead.Any() ? DatabaseState.Ahead
        : !history.Ledger.Exists && hasTables ? DatabaseState.Unmanaged
        : !history.Ledger.Exists && history.Pending.Any() ? DatabaseState.Empty
        : history.Pending.Any() ? DatabaseState.Behind
        : DatabaseState.Current;

    /// <summary>The state in one line, for a person.</summary>
    public static string Sentence(DatabaseState state, DatabaseHistory history) =>
        state switch
        {
            DatabaseState.Failed => $"failed: {Names(history.Failed.Select(row => row.Name))}",
            DatabaseState.Interrupted => $"interrupted: {Names(history.Interrupted.Select(row => row.Name))}",
            DatabaseState.Edited => $"edited after it was applied: {Names(history.Edited.Select(one => one.Name))}",
            DatabaseState.Diverged =>
                $"diverged: not in this checkout: {Names(history.Missing.Concat(history.Ahead).Select(row => row.Name))}"
                    + $"; pending: {history.Pending.Count()}",
            DatabaseState.Ahead => $"ahead by {history.Ahead.Count()}: {Names(history.Ahead.Select(row => row.Name))}",
            DatabaseState.Unmanaged => "unmanaged: there are tables, and no migration was ever recorded",
            DatabaseState.Empty => $"empty: {history.Pending.Count()} migrations to apply",
            DatabaseState.Behind =>
                $"behind by {history.Pending.Count()}: {Names(history.Pending.Select(one => one.Name))}",
            DatabaseState.Current => $"current: {history.Applied.Count()} migrations applied",
        };

    private static string Names(IEnumerable<string> names)
    {
        const int Most = 3;
        var all = names.ToList();
        return string.Join(", ", all.Take(Most)) + (all.Count > Most ? $" and {all.Count - Most} more" : "");
    }

    public static ExitCode ExitCodeOf(DatabaseState state) =>
        state switch
        {
            DatabaseState.Failed or DatabaseState.Interrupted => ExitCode.CouldNot,
            DatabaseState.Edited or DatabaseState.Diverged => ExitCode.HistoryBroken,
            DatabaseState.Unmanaged or DatabaseState.Empty or DatabaseState.Behind => ExitCode.Disagree,
            DatabaseState.Ahead or DatabaseState.Current => ExitCode.Done,
        };
}
