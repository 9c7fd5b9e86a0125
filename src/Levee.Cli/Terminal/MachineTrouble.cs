using Levee.Core.Diagnostics;

namespace Levee.Cli.Terminal;

/// <summary>What this machine ran out of, where that ended a run: no fault of Levee's, and none of the user's files.</summary>
internal static class MachineTrouble
{
    private const int TooManyOpenFiles = 24;
    private const int TooManyInSystem = 23;
    private const int NoSpace = 28;

    /// <summary>Null where the error says nothing of the kind.</summary>
    public static Diagnostic? Of(Exception error)
    {
        for (var inner = error; inner is not null; inner = inner.InnerException)
        {
            if (Find(inner) is { } trouble)
                return trouble;
        }
        return null;
    }

    private static Diagnostic? Find(Exception error)
    {
        if (error is OutOfMemoryException or InsufficientExecutionStackException)
            return Diagnostic.Error("out-of-memory", "there is not enough memory for this run") with
            {
                Help = ["give the process more memory, or make the script smaller"],
            };
        var number = error switch
        {
            System.ComponentModel.Win32Exception native => native.NativeErrorCode,
            IOException => error.HResult,
            _ => 0,
        };
        if (number is TooManyOpenFiles or TooManyInSystem || Says(error, "Too many open files"))
            return Diagnostic.Error("no-file-handles", "this process may not open as many files as it needs") with
            {
                Help = ["raise the limit: ulimit -n 1024"],
            };
        return number == NoSpace || Says(error, "No space left on device")
            ? Diagnostic.Error("disk-full", "the disk is full") with
            {
                Notes = [error.Message],
                Help = ["make room, or set LEVEE_CACHE_DIR and TMPDIR to a folder with more"],
            }
            : null;
    }

    private static bool Says(Exception error, string text) =>
        error is IOException or System.ComponentModel.Win32Exception
        && error.Message.Contains(text, StringComparison.OrdinalIgnoreCase);
}
