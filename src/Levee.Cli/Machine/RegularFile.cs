using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Levee.Core.Diagnostics;
using Microsoft.Win32.SafeHandles;

namespace Levee.Cli.Machine;

/// <summary>Reads files that a stranger may have made: a FIFO, a device, a file of <c>/proc</c> or one without an end is
/// refused, and opening it never waits.</summary>
internal static partial class RegularFile
{
    public const string NotAFileCode = "not-a-file";
    public const string TooLargeCode = "file-too-large";
    public const string UnreadableCode = "file-unreadable";

    // What the kernel makes up as it is read: also a "regular" file there tells of the machine, not of the project.
    private static readonly string[] MadeUp = ["/proc", "/sys", "/dev"];

    /// <summary>All of the file; null where there is none, or a folder.</summary>
    /// <param name="path">Links are followed.</param>
    /// <param name="shown">The path as messages show it.</param>
    /// <param name="most">The most bytes that it may have.</param>
    /// <param name="refuse">Is given the path without links of what was opened, and says what is wrong with it.</param>
    /// <exception cref="LeveeException">It is no regular file, too large, refused, or cannot be read.</exception>
    public static byte[]? Read(string path, string shown, long most, Func<string, Diagnostic?> refuse)
    {
        try
        {
            // Asked before it is opened: to open some devices is to use them.
            if (KindOf(path) is var kind && kind is FileKind.Missing or FileKind.Folder)
                return null;
            if (kind is FileKind.Special)
                throw NotAFile(shown);
            using var file = Open(path);
            if (file is null)
                return null;
            if (KindOf(file) is not FileKind.Regular)
                throw NotAFile(shown);
            var real = RealPath.Of(file) ?? RealPath.Of(path);
            if (IsMadeUp(real))
                throw NotAFile(shown);
            if (refuse(real) is { } refused)
                throw new LeveeException(refused);
            return ReadAll(file, shown, most);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new LeveeException(
                Diagnostic.Error(UnreadableCode, $"{shown} cannot be read: {error.Message}") with
                {
                    Help = ["see that the file is yours to read"],
                }
            );
        }
    }

    /// <summary>Whether the kernel makes up what lies there.</summary>
    public static bool IsMadeUp(string realPath) =>
        !OperatingSystem.IsWindows()
        && MadeUp.Any(folder =>
            realPath.StartsWith(folder + "/", StringComparison.Ordinal)
            // A file system for ordinary files that happens to be mounted there.
            && !realPath.StartsWith("/dev/shm/", StringComparison.Ordinal)
        );

    private static byte[] ReadAll(SafeFileHandle file, string shown, long most)
    {
        var length = RandomAccess.GetLength(file);
        if (length > most)
            throw TooLarge(shown, most);
        // One byte more than it says: a file that grows meanwhile is read to its end, up to the limit.
        var bytes = new byte[length + 1];
        var read = 0;
        while (RandomAccess.Read(file, bytes.AsSpan(read), read) is > 0 and var more)
        {
            read += more;
            if (read > most)
                throw TooLarge(shown, most);
            if (read == bytes.Length)
                Array.Resize(ref bytes, bytes.Length * 2);
        }
        Array.Resize(ref bytes, read);
        return bytes;
    }

    private static LeveeException NotAFile(string shown) =>
        new(
            Diagnostic.Error(NotAFileCode, $"{shown} is no regular file") with
            {
                Notes = ["a device, a pipe, a socket, or something that the kernel makes up is not read"],
                Help = ["put a file in its place"],
            }
        );

    private static LeveeException TooLarge(string shown, long most) =>
        new(
            Diagnostic.Error(TooLargeCode, $"{shown} is larger than {most >> 20} MB, the most that is read of one file")
        );

    /// <summary>Null where there is no such file.</summary>
    private static SafeFileHandle? Open(string path)
    {
        if (OperatingSystem.IsWindows())
            return File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        // Read-only, without waiting for the other end of a pipe, never as the terminal, not for our children.
        var flags = OperatingSystem.IsLinux() ? 0x800 | 0x100 | 0x80000 : 0x4 | 0x20000 | 0x1000000;
        var handle = OpenFile(path, flags);
        if (!handle.IsInvalid)
            return handle;
        var error = Marshal.GetLastPInvokeError();
        handle.Dispose();
        return error is NoEntry or NotAFolder ? null : throw new IOException(Marshal.GetPInvokeErrorMessage(error));
    }

    private const int NoEntry = 2;
    private const int NotAFolder = 20;

    private enum FileKind
    {
        Missing,
        Regular,
        Folder,
        Special,
    }

    private static FileKind KindOf(string path)
    {
        if (path.Contains('\0', StringComparison.Ordinal))
            return FileKind.Missing;
        if (OperatingSystem.IsLinux())
            return LinuxKindOf(CurrentFolder, path, 0);
        return Directory.Exists(path) ? FileKind.Folder
            : !File.Exists(path) ? FileKind.Missing
            : IsMadeUp(RealPath.Of(path)) ? FileKind.Special
            : FileKind.Regular;
    }

    private static FileKind KindOf(SafeFileHandle file)
    {
        if (OperatingSystem.IsLinux())
            return LinuxKindOf((int)file.DangerousGetHandle(), "", EmptyPath);
        using var stream = new FileStream(
            new SafeFileHandle(file.DangerousGetHandle(), ownsHandle: false),
            FileAccess.Read,
            0
        );
        return stream.CanSeek ? FileKind.Regular : FileKind.Special;
    }

    private const int CurrentFolder = -100;
    private const int EmptyPath = 0x1000;

    private static unsafe FileKind LinuxKindOf(int folder, string path, int flags)
    {
        const uint Kind = 1;
        Span<byte> status = stackalloc byte[256];
        fixed (byte* buffer = status)
        {
            if (Statx(folder, path, flags, Kind, buffer) != 0)
            {
                var error = Marshal.GetLastPInvokeError();
                return error is NoEntry or NotAFolder
                    ? FileKind.Missing
                    : throw new IOException(Marshal.GetPInvokeErrorMessage(error));
            }
        }
        return (BinaryPrimitives.ReadUInt16LittleEndian(status[28..]) & 0xF000) switch
        {
            0x8000 => FileKind.Regular,
            0x4000 => FileKind.Folder,
            _ => FileKind.Special,
        };
    }

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static partial SafeFileHandle OpenFile(string path, int flags);

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static unsafe partial int Statx(int folder, string path, int flags, uint mask, byte* buffer);
}
