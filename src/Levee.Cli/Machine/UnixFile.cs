using System.Buffers.Binary;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace Levee.Cli.Machine;

/// <summary>What .NET does not say about files and processes on Unix. On Windows the access lists of the profile
/// protect the cache.</summary>
internal static partial class UnixFile
{
    private const int CurrentFolder = -100;
    private const int NoFollow = 0x100;

    public static uint CurrentUser => OperatingSystem.IsWindows() ? uint.MaxValue : GetEffectiveUserId();

    public static uint CurrentGroup => OperatingSystem.IsWindows() ? uint.MaxValue : GetEffectiveGroupId();

    /// <summary>The owner of the file itself, not of what a link points to; null where that cannot be known.</summary>
    public static unsafe uint? OwnerOf(string path)
    {
        if (!OperatingSystem.IsLinux())
            return OwnerByCommand(path);
        Span<byte> status = stackalloc byte[256];
        fixed (byte* buffer = status)
        {
            return Statx(CurrentFolder, path, NoFollow, 0x7FF, buffer) == 0
                ? BinaryPrimitives.ReadUInt32LittleEndian(status[20..])
                : null;
        }
    }

    /// <summary>Whether this is a file with content of its own: no link, no pipe, no device.</summary>
    public static unsafe bool IsRegular(string path)
    {
        if (!OperatingSystem.IsLinux())
            return File.Exists(path) && new FileInfo(path).LinkTarget is null;
        const int TypeOfFile = 0xF000;
        const int Regular = 0x8000;
        Span<byte> status = stackalloc byte[256];
        fixed (byte* buffer = status)
        {
            return Statx(CurrentFolder, path, NoFollow, 0x7FF, buffer) == 0
                && (BinaryPrimitives.ReadUInt16LittleEndian(status[28..]) & TypeOfFile) == Regular;
        }
    }

    /// <summary>Whether what lies in a cache can have been written by us.</summary>
    public static bool IsOurs(string path) =>
        IsRegular(path) && (OperatingSystem.IsWindows() || OwnerOf(path) == CurrentUser);

    public static bool ChangeOwner(string path, uint user) =>
        OperatingSystem.IsWindows() || ChangeLinkOwner(path, user, user) == 0;

    /// <summary>Whether a process of this number exists, be it ours or not.</summary>
    public static bool IsAlive(int process)
    {
        try
        {
            using var found = Process.GetProcessById(process);
            return !found.HasExited;
        }
        catch (ArgumentException)
        {
            return false;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    /// <summary>The polite request to a postmaster to end all sessions and shut down cleanly.</summary>
    public static void Interrupt(int process) => _ = Signal(process, 2);

    /// <summary>The request to a postmaster to end at once; what it had in memory is lost.</summary>
    public static void Quit(int process) => _ = Signal(process, 3);

    /// <summary>Ends a process that is not asked.</summary>
    public static void Kill(int process) => _ = Signal(process, 9);

    /// <summary>Whoever was started in the background by a shell without job control ignores SIGQUIT, and so does all that it
    /// starts, until it says otherwise: a server that is just starting would not hear that we are gone.</summary>
    public static void StopIgnoringQuit()
    {
        const int Quit = 3;
        const string Label = "SigIgn:";
        var line = File.ReadLines("/proc/self/status")
            .FirstOrDefault(line => line.StartsWith(Label, StringComparison.Ordinal));
        // Only then: .NET may have a handler of its own.
        if (
            ulong.TryParse(line?[Label.Length..], NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var ignored)
            && (ignored >> (Quit - 1) & 1) == 1
        )
            _ = SetSignal(Quit, 0);
    }

    private static uint? OwnerByCommand(string path)
    {
        using var stat = Process.Start(
            new ProcessStartInfo("/usr/bin/stat", ["-f", "%u", path])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            }
        );
        return uint.TryParse(stat?.StandardOutput.ReadToEnd().Trim(), out var owner) ? owner : null;
    }

    [LibraryImport("libc", EntryPoint = "geteuid")]
    private static partial uint GetEffectiveUserId();

    [LibraryImport("libc", EntryPoint = "getegid")]
    private static partial uint GetEffectiveGroupId();

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    private static unsafe partial int Statx(int folder, string path, int flags, uint mask, byte* buffer);

    [LibraryImport("libc", EntryPoint = "lchown", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int ChangeLinkOwner(string path, uint user, uint group);

    [LibraryImport("libc", EntryPoint = "signal")]
    private static partial nint SetSignal(int signal, nint handler);

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Signal(int process, int signal);
}
