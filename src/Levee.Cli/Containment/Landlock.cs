using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace Levee.Cli.Containment;

/// <summary>
/// Landlock: files, TCP and signals that a process and all that it starts can reach, whoever they run as. The kernel says how
/// much of it there is: 1 has files, 4 has TCP, 6 has signals and abstract sockets.
/// </summary>
internal static unsafe class Landlock
{
    private const ulong Execute = 1 << 0;
    private const ulong WriteFile = 1 << 1;
    private const ulong ReadFile = 1 << 2;
    private const ulong ReadFolder = 1 << 3;
    private const ulong RemoveFolder = 1 << 4;
    private const ulong RemoveFile = 1 << 5;
    private const ulong MakeFolder = 1 << 7;
    private const ulong MakeFile = 1 << 8;
    private const ulong MakeSocket = 1 << 9;
    private const ulong AllOfFirst = (1 << 13) - 1;
    private const ulong MoveBetweenFolders = 1 << 13;
    private const ulong Truncate = 1 << 14;
    private const ulong ControlDevice = 1 << 15;
    private const ulong BothOfTcp = 3;
    private const ulong BothScopes = 3;

    /// <summary>How much of it this kernel has; zero for nothing, or where it is switched off.</summary>
    public static int Version { get; } = FindVersion();

    /// <summary>A set of rules, to be laid upon a process.</summary>
    /// <returns>A file descriptor.</returns>
    public static long Make(FileView view)
    {
        var handled =
            AllOfFirst
            | (Version >= 2 ? MoveBetweenFolders : 0)
            | (Version >= 3 ? Truncate : 0)
            | (Version >= 5 ? ControlDevice : 0);
        var attributes = stackalloc ulong[3] { handled, Version >= 4 ? BothOfTcp : 0, Version >= 6 ? BothScopes : 0 };
        var size =
            Version < 4 ? 8
            : Version < 6 ? 16
            : 24;
        var rules = Kernel.Call(SystemCall.CreateRuleset, (long)attributes, size, 0);
        if (rules < 0)
            return rules;
        const ulong Work =
            WriteFile | ReadFile | ReadFolder | RemoveFolder | RemoveFile | MakeFolder | MakeFile | MakeSocket;
        foreach (var path in view.Readable)
            Allow(rules, path, ReadFile | ReadFolder);
        foreach (var path in view.Devices)
            Allow(rules, path, ReadFile | WriteFile);
        foreach (var path in view.Programs)
            Allow(rules, path, ReadFile | Execute);
        foreach (var path in view.Writable)
            Allow(rules, path, handled & (Work | MoveBetweenFolders | Truncate));
        return rules;
    }

    private static void Allow(long rules, string path, ulong rights)
    {
        const ulong OfFiles = Execute | WriteFile | ReadFile | Truncate | ControlDevice;
        if (!Directory.Exists(path))
            rights &= OfFiles;
        Span<byte> name = stackalloc byte[4096];
        if (Encoding.UTF8.GetByteCount(path) >= name.Length)
            return;
        name[Encoding.UTF8.GetBytes(path, name)] = 0;
        fixed (byte* text = name)
        {
            var file = Kernel.Call(
                SystemCall.Open,
                Kernel.CurrentFolder,
                (long)text,
                OpenFlags.Path | OpenFlags.CloseOnExecute
            );
            if (file < 0)
                return; // what is not there needs no leave
            Span<byte> rule = stackalloc byte[12];
            BinaryPrimitives.WriteUInt64LittleEndian(rule, rights);
            BinaryPrimitives.WriteInt32LittleEndian(rule[8..], (int)file);
            const int PathBeneath = 1;
            fixed (byte* bytes = rule)
                _ = Kernel.Call(SystemCall.AddRule, rules, PathBeneath, (long)bytes, 0);
            _ = Kernel.Call(SystemCall.Close, file);
        }
    }

    private static int FindVersion()
    {
        const int AskForVersion = 1;
        return SystemCall.AreKnown ? (int)Math.Max(0, Kernel.Call(SystemCall.CreateRuleset, 0, 0, AskForVersion)) : 0;
    }
}
