using System.Globalization;
using System.Runtime.InteropServices;
using Levee.Cli.Machine;

namespace Levee.Cli.Containment;

/// <summary>
/// Levee as the program that starts PostgreSQL's programs: it makes a process that is held in before it becomes one of them,
/// says its number and what holds it, and ends. That process is a child of the Levee that wanted it.
/// </summary>
internal static class Launcher
{
    private const int CouldNotLaunch = 71;
    private const uint UserInside = 1000;

    // A page at the lowest address that may be had. It is far from where the kernel puts anything by itself.
    private const long LowestAddress = 0x10000;
    private const long HighestAddress = 0x100000;

    /// <summary>Starts what the arguments ask for.</summary>
    /// <returns>The exit code of the launcher itself.</returns>
    public static int Run(string[] arguments)
    {
        if (!SystemCall.AreKnown || LaunchRequest.FromArguments(arguments) is not { } request)
            return CouldNotLaunch;
        UnixFile.StopIgnoringQuit();
        // A file of ours, so that Landlock knows it when it stands elsewhere.
        var isUnnamed = request.StartsOthers && UnnamedUser.IsNeeded;
        File.WriteAllText(
            request.Accounts,
            $"levee:x:{UserInside}:{UserInside}::/:\n{(isUnnamed ? UnnamedUser.Line : "")}"
        );
        var view = FileView.Of(request.Program, request.StartsOthers, request.Writable);
        view = view with
        {
            Readable = [.. view.Readable, request.Accounts, .. isUnnamed ? (string[])[request.Root] : []],
        };
        var programs = MapPathOf(request.Program);
        var rules = Landlock.Version > 0 ? Landlock.Make(view) : -1;
        // A container may have forbidden the one or the other.
        foreach (var hasNamespaces in (bool[])[true, false])
        {
            var libraries = isUnnamed && !hasNamespaces && UnnamedUser.WriteLibrary(request.Root) ? request.Root : null;
            var layers = new Layers(hasNamespaces, rules < 0 ? 0 : Landlock.Version, true);
            if (Start(request, view, programs, rules, layers, libraries) is { } process)
            {
                Console.Out.Write(string.Create(CultureInfo.InvariantCulture, $"{process} {Line(layers)}\n"));
                return 0;
            }
        }
        return CouldNotLaunch;
    }

    /// <summary>What the launcher says of a process that it made; null where it said something else.</summary>
    public static (int Process, Layers Layers)? Read(string line)
    {
        var parts = line.Split(' ');
        return
            parts.Length == 4
            && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var process)
            && int.TryParse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out var landlock)
            ? (process, new(parts[1] == "1", landlock, parts[3] == "1"))
            : null;
    }

    private static string Line(Layers layers) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{(layers.Namespaces ? 1 : 0)} {layers.Landlock} {(layers.Seccomp ? 1 : 0)}"
        );

    /// <returns>The number of the process; null where it could not be held in like that.</returns>
    private static unsafe int? Start(
        LaunchRequest request,
        FileView view,
        long path,
        long rules,
        Layers layers,
        string? libraries
    )
    {
        // Its end tells that the process became what it was to be.
        var ends = stackalloc int[2];
        if (Kernel.MakePipe(ends, (int)OpenFlags.CloseOnExecute) < 0)
            return null;
        var plan = PlanOf(request, view, path, rules, layers, libraries);
        // Once for nothing: what has to be compiled is, while there are threads to do it.
        _ = new CallPlan().Run();
        _ = Kernel.LastError;
        var flags = CloneFlags.ChildSignal | CloneFlags.SameParent | (layers.Namespaces ? CloneFlags.Ours : 0);
        var process = Kernel.Call(SystemCall.MakeProcess, flags);
        if (process == 0)
        {
            var failed = (plan.Run() << 16) | Kernel.LastError;
            _ = Kernel.Call(SystemCall.Write, ends[1], (long)(&failed), sizeof(int));
            _ = Kernel.Call(SystemCall.ExitGroup, CouldNotLaunch);
        }
        _ = Kernel.Call(SystemCall.Close, ends[1]);
        if (process < 0)
        {
            _ = Kernel.Call(SystemCall.Close, ends[0]);
            return null;
        }
        using var news = new FileStream(new((nint)ends[0], ownsHandle: true), FileAccess.Read, 0);
        var why = new byte[sizeof(int)];
        if (news.Read(why) == 0)
            return (int)process;
        var code = BitConverter.ToInt32(why);
        Console.Error.Write($"call {code >> 16} of {plan.Count} failed with error {code & 0xFFFF}\n");
        return null;
    }

    /// <summary>What the new process does to itself, the exec last.</summary>
    private static CallPlan PlanOf(
        LaunchRequest request,
        FileView view,
        long path,
        long rules,
        Layers layers,
        string? libraries
    )
    {
        var plan = new CallPlan();
        if (layers.Namespaces)
            EnterNamespaces(plan, request, view);
        if (!layers.Namespaces && request.StepsDownTo is { } user)
            StepDown(plan, request.Folder, user);
        else
            plan.Add(SystemCall.ChangeFolder, CallPlan.Text(request.Folder));
        if (libraries is not null)
        {
            plan.Add(SystemCall.Open, Kernel.CurrentFolder, CallPlan.Text(request.Accounts), 0);
            plan.Add(SystemCall.Duplicate, CallPlan.LastResult, UnnamedUser.OpenAccounts, 0);
        }
        BecomeAlone(plan, layers);
        Limit(plan, layers);
        const long NoNewPrivileges = 38;
        plan.Add(SystemCall.Control, NoNewPrivileges, 1, 0, 0, 0);
        if (rules >= 0)
            plan.Add(SystemCall.RestrictSelf, rules, 0);
        const long SetFilter = 1;
        // The last: what it forbids the calls before it need.
        plan.Add(
            SystemCall.Seccomp,
            SetFilter,
            0,
            SeccompFilter
                .OfServer(request.StartsOthers ? null : path, request.UsesLoopback && layers.Namespaces)
                .ToProgram()
        );
        plan.Add(
            SystemCall.Execute,
            path,
            CallPlan.Texts([request.Program, .. request.Arguments]),
            CallPlan.Texts(EnvironmentFor(request.Program, libraries))
        );
        return plan;
    }

    private static void EnterNamespaces(CallPlan plan, LaunchRequest request, FileView view)
    {
        var (user, group) = (UnixFile.CurrentUser, UnixFile.CurrentGroup);
        plan.WriteTo("/proc/self/uid_map", $"{UserInside} {user} 1");
        plan.WriteTo("/proc/self/setgroups", "deny");
        plan.WriteTo("/proc/self/gid_map", $"{UserInside} {group} 1");
        view.AddTo(plan, request.Root, request.Accounts);
        if (request.UsesLoopback)
            RaiseLoopback(plan);
    }

    // Its own network has nothing but this, and nothing is connected to it.
    private static unsafe void RaiseLoopback(CallPlan plan)
    {
        const long Internet = 2;
        const long Datagram = 2;
        const long SetFlags = 0x8914;
        const int SizeOfRequest = 40;
        const int OffsetOfFlags = 16;
        const short Up = 1;
        var request = (byte*)NativeMemory.AllocZeroed(SizeOfRequest);
        "lo"u8.CopyTo(new Span<byte>(request, OffsetOfFlags));
        *(short*)(request + OffsetOfFlags) = Up;
        plan.Add(SystemCall.Socket, Internet, Datagram | OpenFlags.CloseOnExecute, 0);
        plan.Add(SystemCall.ControlDevice, CallPlan.LastResult, SetFlags, (long)request);
    }

    // The folders that lead to its own are closed to it: it gets the open folder itself.
    private static void StepDown(CallPlan plan, string folder, uint user)
    {
        plan.Add(
            SystemCall.Open,
            Kernel.CurrentFolder,
            CallPlan.Text(folder),
            OpenFlags.Path | OpenFlags.CloseOnExecute
        );
        plan.Add(SystemCall.Duplicate, CallPlan.LastResult, LaunchRequest.OpenFolder, 0);
        plan.Add(SystemCall.ChangeFolder, CallPlan.Text("/"));
        plan.Add(SystemCall.SetGroups, 0, 0);
        plan.Add(SystemCall.SetGroup, user, user, user);
        plan.Add(SystemCall.SetUser, user, user, user);
    }

    // Without a terminal, without our files, and without us: it ends when the thread that wanted it does.
    private static void BecomeAlone(CallPlan plan, Layers layers)
    {
        const long SetParentDeathSignal = 1;
        const long Quit = 3;
        const long Kill = 9;
        const long ChangeAmbient = 47;
        const long ClearAmbient = 4;
        plan.Add(SystemCall.SetSession);
        plan.Try(SystemCall.Control, ChangeAmbient, ClearAmbient, 0, 0, 0);
        // The first process of a namespace takes everything in it along; PostgreSQL takes its own along when it is asked to.
        plan.Add(SystemCall.Control, SetParentDeathSignal, layers.Namespaces ? Kill : Quit);
        plan.EndUnlessHeld(pipe: 0);
        plan.Add(SystemCall.Duplicate, 2, 1, 0);
        plan.Add(SystemCall.Open, Kernel.CurrentFolder, CallPlan.Text("/dev/null"), OpenFlags.ReadWrite);
        plan.Add(SystemCall.Duplicate, CallPlan.LastResult, 0, 0);
    }

    private static unsafe void Limit(CallPlan plan, Layers layers)
    {
        const int Core = 4;
        const int Processes = 6;
        const int Files = 7;
        const int FileSize = 1;
        const int Memory = 9;
        const int Data = 2;
        Set(Core, 0);
        Set(Files, 1024);
        Set(FileSize, 2L << 30);
        Set(Memory, 8L << 30);
        Set(Data, 1L << 30);
        // Elsewhere the processes of this user that are none of ours would count.
        if (layers.Namespaces)
            Set(Processes, 100);

        void Set(int what, long most)
        {
            var limit = (long*)NativeMemory.Alloc(2 * sizeof(long));
            limit[0] = limit[1] = most;
            // It may be lower already.
            plan.Try(SystemCall.SetLimit, 0, what, (long)limit, 0);
        }
    }

    private static List<string> EnvironmentFor(string program, string? libraries) =>
        [
            $"PATH={Path.GetDirectoryName(program)}:/usr/bin:/bin",
            "LC_ALL=C",
            // Otherwise initdb reads every time zone there is to find the one of this machine.
            "TZ=UTC",
            .. libraries is null ? (string[])[] : [$"LD_LIBRARY_PATH={libraries}"],
        ];

    /// <summary>Writes the path into a page of its own, at an address that <see cref="SeccompFilter"/> can forbid.</summary>
    private static unsafe long MapPathOf(string program)
    {
        const long ReadWrite = 3;
        const long PrivateAnonymousAtThisPlace = 0x100022;
        const int Size = 0x1000;
        var path = System.Text.Encoding.UTF8.GetBytes(program);
        if (path.Length >= Size)
            return -1;
        for (var address = LowestAddress; address <= HighestAddress; address += LowestAddress)
        {
            if (Kernel.Call(SystemCall.MapMemory, address, Size, ReadWrite, PrivateAnonymousAtThisPlace, -1) != address)
                continue;
            path.CopyTo(new Span<byte>((void*)address, Size));
            return address;
        }
        return -1;
    }
}
