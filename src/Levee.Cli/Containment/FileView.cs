using System.Buffers.Binary;
using System.Text;

namespace Levee.Cli.Containment;

/// <summary>The files of this machine that a contained program has: all others are out of its reach.</summary>
/// <param name="Readable">Folders and files; PostgreSQL's own, and what the loader and the C library read.</param>
/// <param name="Programs">Files that may be started.</param>
/// <param name="Writable">Folders.</param>
internal sealed record FileView(
    IReadOnlyList<string> Readable,
    IReadOnlyList<string> Programs,
    IReadOnlyList<string> Writable
)
{
    /// <summary>Devices without a memory of their own.</summary>
    public IReadOnlyList<string> Devices { get; } =
        Existing(["/dev/null", "/dev/zero", "/dev/full", "/dev/random", "/dev/urandom"]);

    private static readonly string[] Shared =
    [
        "/lib",
        "/lib32",
        "/lib64",
        "/usr/lib",
        "/usr/lib32",
        "/usr/lib64",
        "/usr/share",
        "/usr/local/lib",
        "/usr/local/lib64",
        "/usr/local/share",
        "/var/cache/postgresql", // Debian's dictionaries
        "/etc/ld.so.cache",
        "/etc/ld.so.conf",
        "/etc/ld.so.conf.d",
        "/etc/ld.so.preload",
        "/etc/nsswitch.conf",
        "/etc/passwd",
        "/etc/group",
        "/etc/localtime",
        "/etc/timezone",
        "/etc/locale.alias",
        "/etc/ssl/openssl.cnf",
        "/etc/postgresql-common",
        "/etc/alternatives", // Debian's links to the version of an extension
    ];

    /// <summary>Stores in which every package has a folder of its own, and needs those of others.</summary>
    private static readonly string[] Stores = ["/nix/store", "/gnu/store", "/home/linuxbrew/.linuxbrew"];

    /// <param name="program">The full path of <c>postgres</c> or <c>initdb</c>.</param>
    /// <param name="startsOthers">Whether it has to start a shell, and the programs beside it.</param>
    public static FileView Of(string program, bool startsOthers, IReadOnlyList<string> writable)
    {
        var folder = Path.GetDirectoryName(program)!;
        List<string> readable = [.. Existing(Shared), folder];
        if (Path.GetDirectoryName(folder) is { } installation && installation is not ("/" or "/usr" or "/usr/local"))
            readable.Add(installation);
        readable.AddRange(
            Stores.Where(store => program.StartsWith($"{store}/", StringComparison.Ordinal) && Directory.Exists(store))
        );
        List<string> programs = [program, .. Existing(InterpreterOf(program))];
        if (startsOthers)
            programs.AddRange(
                Existing([Path.Combine(folder, "postgres"), "/bin/sh", "/usr/bin/locale", .. InterpreterOf("/bin/sh")])
            );
        return new(readable, programs.Distinct().ToList(), writable);
    }

    /// <summary>Makes the calls that leave a process nothing but these files. It has to be in namespaces of its own.</summary>
    /// <param name="root">An empty folder, for the root of the new world.</param>
    /// <param name="accounts">What is <c>/etc/passwd</c> there.</param>
    public void AddTo(CallPlan plan, string root, string accounts)
    {
        const long Recursive = 0x4000;
        const long Private = 0x40000;
        const long NoSetUser = 2;
        const long NoDevices = 4;
        plan.Add(SystemCall.Mount, 0, CallPlan.Text("/"), 0, Recursive | Private, 0);
        plan.Add(
            SystemCall.Mount,
            CallPlan.Text("levee"),
            CallPlan.Text(root),
            CallPlan.Text("tmpfs"),
            NoSetUser | NoDevices,
            CallPlan.Text("size=1m,mode=755")
        );
        var made = new HashSet<string>(StringComparer.Ordinal) { "/" };
        foreach (var path in Readable.Where(path => path != AccountsFile))
            Show(plan, root, path, made, ReadOnly | NoSetUser | NoDevices);
        foreach (var path in Programs)
            Show(plan, root, path, made, ReadOnly | NoSetUser | NoDevices);
        foreach (var path in Devices)
            Show(plan, root, path, made, 0);
        foreach (var path in Writable)
            Show(plan, root, path, made, NoSetUser | NoDevices | NotExecutable);
        Show(plan, root, accounts, made, ReadOnly | NoSetUser | NoDevices, AccountsFile);
        SetAttributes(plan, root, ReadOnly, isRecursive: false);
        plan.Add(SystemCall.ChangeFolder, CallPlan.Text(root));
        plan.Add(SystemCall.PivotRoot, CallPlan.Text("."), CallPlan.Text("."));
        const long Detach = 2;
        plan.Add(SystemCall.Unmount, CallPlan.Text("."), Detach);
        plan.Add(SystemCall.ChangeFolder, CallPlan.Text("/"));
    }

    private const string AccountsFile = "/etc/passwd";
    private const long ReadOnly = 1;
    private const long NotExecutable = 8;

    private static void Show(
        CallPlan plan,
        string root,
        string path,
        HashSet<string> made,
        long attributes,
        string? at = null
    )
    {
        const long Bind = 0x1000;
        const long Recursive = 0x4000;
        const long RegularFile = 0x8000;
        at ??= path;
        var target = root + at;
        if (Directory.Exists(path))
            MakeFolders(plan, root, at, made);
        else
        {
            MakeFolders(plan, root, Path.GetDirectoryName(at)!, made);
            // It may be there already, as part of a folder.
            plan.Try(SystemCall.MakeNode, Kernel.CurrentFolder, CallPlan.Text(target), RegularFile | 0x124, 0);
        }
        plan.Add(SystemCall.Mount, CallPlan.Text(path), CallPlan.Text(target), 0, Bind | Recursive, 0);
        if (attributes != 0)
            SetAttributes(plan, target, attributes, isRecursive: true);
    }

    private static void MakeFolders(CallPlan plan, string root, string folder, HashSet<string> made)
    {
        if (!made.Add(folder))
            return;
        MakeFolders(plan, root, Path.GetDirectoryName(folder)!, made);
        plan.Try(SystemCall.MakeFolder, Kernel.CurrentFolder, CallPlan.Text(root + folder), 0x1ED);
    }

    private static unsafe void SetAttributes(CallPlan plan, string path, long attributes, bool isRecursive)
    {
        const long Below = 0x8000;
        const int Size = 4;
        var set = (long*)System.Runtime.InteropServices.NativeMemory.AllocZeroed(Size, sizeof(long));
        set[0] = attributes;
        plan.Add(
            SystemCall.SetMountAttributes,
            Kernel.CurrentFolder,
            CallPlan.Text(path),
            isRecursive ? Below : 0,
            (long)set,
            Size * sizeof(long)
        );
    }

    private static List<string> Existing(IEnumerable<string> paths) =>
        paths.Where(path => File.Exists(path) || Directory.Exists(path)).ToList();

    /// <summary>The loader that the file names; none for a program that needs none.</summary>
    private static IEnumerable<string> InterpreterOf(string program)
    {
        const int HeaderSize = 64;
        const int EntrySize = 56;
        const uint Interpreter = 3;
        Span<byte> header = stackalloc byte[HeaderSize];
        using var file = File.OpenHandle(program);
        if (RandomAccess.Read(file, header, 0) < HeaderSize || !header.StartsWith("\u007fELF"u8))
            return [];
        var entries = BinaryPrimitives.ReadInt64LittleEndian(header[32..]);
        int count = BinaryPrimitives.ReadUInt16LittleEndian(header[56..]);
        Span<byte> entry = stackalloc byte[EntrySize];
        Span<byte> path = stackalloc byte[4096];
        for (var i = 0; i < count; i++)
        {
            if (RandomAccess.Read(file, entry, entries + i * EntrySize) < EntrySize)
                return [];
            if (BinaryPrimitives.ReadUInt32LittleEndian(entry) != Interpreter)
                continue;
            var length = (int)Math.Min(BinaryPrimitives.ReadInt64LittleEndian(entry[32..]), path.Length);
            var read = RandomAccess.Read(file, path[..length], BinaryPrimitives.ReadInt64LittleEndian(entry[8..]));
            return [Encoding.UTF8.GetString(path[..read]).TrimEnd('\0')];
        }
        return [];
    }
}
