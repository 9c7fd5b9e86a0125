using System.Runtime.InteropServices;

namespace Levee.Cli.Containment;

/// <summary>Calls into the kernel that neither .NET nor the C library has a word for.</summary>
internal static partial class Kernel
{
    public const int CurrentFolder = -100;

    /// <returns>−1 where it failed; <see cref="LastError"/> says why.</returns>
    public static long Call(SystemCall call, long a = 0, long b = 0, long c = 0, long d = 0, long e = 0, long f = 0) =>
        CallNumber(call.Number, a, b, c, d, e, f);

    public static int LastError => Marshal.GetLastSystemError();

    /// <summary>Keeps other processes of this user, and what a server may be brought to read, from this one's memory and
    /// environment.</summary>
    public static void HideThisProcess()
    {
        const int SetDumpable = 4;
        if (SystemCall.AreKnown)
            _ = Call(SystemCall.Control, SetDumpable, 0);
    }

    /// <summary>Waits until a child is gone.</summary>
    /// <returns>Its exit code; −1 where a signal ended it, or somebody else was told.</returns>
    public static int WaitFor(int process)
    {
        const int Interrupted = 4;
        const int SignalMask = 0x7F;
        int status;
        while (Wait(process, out status, 0) < 0)
        {
            if (LastError != Interrupted)
                return -1;
        }
        return (status & SignalMask) == 0 ? status >> 8 & 0xFF : -1;
    }

    [LibraryImport("libc", EntryPoint = "syscall")]
    public static partial long CallNumber(long number, long a, long b, long c, long d, long e, long f);

    [LibraryImport("libc", EntryPoint = "pipe2")]
    public static unsafe partial int MakePipe(int* ends, int flags);

    [LibraryImport("libc", EntryPoint = "waitpid")]
    private static partial int Wait(int process, out int status, int options);
}
