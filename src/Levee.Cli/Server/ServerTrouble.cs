using Levee.Core;
using Levee.Core.Diagnostics;
using Npgsql;

namespace Levee.Cli.Server;

/// <summary>What goes wrong with the private server itself, as opposed to the SQL that it is given.</summary>
internal static class ServerTrouble
{
    /// <summary>The trouble behind an error of the driver; null where the server is well and merely refuses.</summary>
    /// <param name="log">What the server said last.</param>
    public static Diagnostic? Of(Exception error, string log) =>
        error switch
        {
            PostgresException refused when IsFull(refused.MessageText) => Full([refused.MessageText]),
            // A script may raise any code that it likes; only the server itself ends a session.
            PostgresException { InvariantSeverity: "FATAL" or "PANIC" } fatal => Lost(log, fatal.MessageText),
            PostgresException => null,
            NpgsqlException or InvalidOperationException => Lost(log, error.Message),
            _ => null,
        };

    public static bool IsFull(string text) => text.Contains("No space left", StringComparison.Ordinal);

    public static Diagnostic WritesTooMuch(long most) =>
        Diagnostic.Error("sql-error", $"the SQL writes more than {most >> 30} GB, and was stopped there") with
        {
            Help = ["a migration on an empty database has no need of that: look for a loop without an end"],
        };

    private static Diagnostic Lost(string log, string why)
    {
        var said = log.Split('\n', StringSplitOptions.RemoveEmptyEntries).TakeLast(5).ToValueList();
        return IsFull(log)
            ? Full(said)
            : Diagnostic.Error("server-lost", "the private PostgreSQL ended in the middle") with
            {
                Notes = [why, .. said],
                Help =
                [
                    "run the same again: the next run starts a new one",
                    "if it ends again, the SQL makes it: levee explain server-lost",
                ],
            };
    }

    private static Diagnostic Full(ValueList<string> said) =>
        Diagnostic.Error("disk-full", "the disk is full where the private PostgreSQL keeps its databases") with
        {
            Notes = said,
            Help = ["set LEVEE_CACHE_DIR to a folder with more room", "levee cache clear deletes what is kept"],
        };
}
