namespace Levee.Core;

/// <summary>What a run answers to the shell. <c>docs/exit-codes.md</c> is the same table for people; a test compares them.</summary>
public enum ExitCode
{
    /// <summary>Done, or nothing to do.</summary>
    Done = 0,

    /// <summary>Could not be done: bad schema, SQL error, fetch failed, no PostgreSQL, empty migration folder.</summary>
    CouldNot = 1,

    /// <summary>Refused: the migration destroys data, or may and could not be shown not to.</summary>
    Destructive = 2,

    /// <summary>Refused: the branch is behind its base.</summary>
    Stale = 3,

    /// <summary>Refused: the schema copies differ.</summary>
    CopiesDiffer = 4,

    /// <summary>Schema, migrations and database disagree.</summary>
    Disagree = 5,

    /// <summary>The history was edited, deleted or overtaken.</summary>
    HistoryBroken = 6,

    /// <summary>Wrong usage of the command line.</summary>
    Usage = 64,

    /// <summary>A bug in Levee.</summary>
    Bug = 70,

    /// <summary>Could not be done now, and a retry may.</summary>
    Temporary = 75,

    /// <summary>Cancelled by the user.</summary>
    Cancelled = 130,

    /// <summary>Cancelled by SIGTERM, as an orchestrator does.</summary>
    Terminated = 143,
}

public static class ExitCodeMeaning
{
    /// <summary>The code in one line, as <c>--help</c> and <c>docs/exit-codes.md</c> have it.</summary>
    public static string Meaning(this ExitCode code) =>
        code switch
        {
            ExitCode.Done => "done, or nothing to do",
            ExitCode.CouldNot =>
                "could not be done: bad schema, SQL error, fetch failed, no PostgreSQL, empty migration folder",
            ExitCode.Destructive => "refused: the migration destroys data, or may and could not be shown not to",
            ExitCode.Stale => "refused: the branch is behind its base",
            ExitCode.CopiesDiffer => "refused: the schema copies differ",
            ExitCode.Disagree => "schema, migrations and database disagree",
            ExitCode.HistoryBroken => "the history was edited, deleted or overtaken",
            ExitCode.Usage => "wrong usage of the command line",
            ExitCode.Bug => "a bug in Levee",
            ExitCode.Temporary => "could not be done now, and a retry may: database unreachable, lock not had",
            ExitCode.Cancelled => "cancelled",
            ExitCode.Terminated => "cancelled by SIGTERM",
        };
}
