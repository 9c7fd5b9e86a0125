using System.Runtime.InteropServices;

namespace Levee.Cli.Containment;

/// <summary>A system call of Linux, by its number on the two processors that Levee knows them of.</summary>
/// <param name="X64">Negative where there is none.</param>
/// <param name="Arm64">Negative where there is none.</param>
internal readonly record struct SystemCall(int X64, int Arm64)
{
    /// <summary>A newer one: the number is the same everywhere.</summary>
    private SystemCall(int everywhere)
        : this(everywhere, everywhere) { }

    /// <summary>Whether the numbers are known here.</summary>
    public static bool AreKnown { get; } =
        OperatingSystem.IsLinux() && RuntimeInformation.ProcessArchitecture is Architecture.X64 or Architecture.Arm64;

    /// <summary>The number here; negative where there is none.</summary>
    public int Number => RuntimeInformation.ProcessArchitecture == Architecture.X64 ? X64 : Arm64;

    public static readonly SystemCall Open = new(257, 56); // openat
    public static readonly SystemCall Close = new(3, 57);
    public static readonly SystemCall Write = new(1, 64);
    public static readonly SystemCall Duplicate = new(292, 24); // dup3
    public static readonly SystemCall ControlFile = new(72, 25); // fcntl
    public static readonly SystemCall ControlDevice = new(16, 29); // ioctl
    public static readonly SystemCall ChangeFolder = new(80, 49);
    public static readonly SystemCall MakeFolder = new(258, 34); // mkdirat
    public static readonly SystemCall MakeNode = new(259, 33); // mknodat
    public static readonly SystemCall Mount = new(165, 40);
    public static readonly SystemCall Unmount = new(166, 39); // umount2
    public static readonly SystemCall PivotRoot = new(155, 41);
    public static readonly SystemCall SetMountAttributes = new(442);
    public static readonly SystemCall MakeProcess = new(56, 220);
    public static readonly SystemCall MakeProcessByRecord = new(435);
    public static readonly SystemCall Execute = new(59, 221);
    public static readonly SystemCall ExecuteAt = new(322, 281);
    public static readonly SystemCall ExitGroup = new(231, 94);
    public static readonly SystemCall SetSession = new(112, 157);
    public static readonly SystemCall SetGroups = new(116, 159);
    public static readonly SystemCall SetGroup = new(119, 149); // setresgid
    public static readonly SystemCall SetUser = new(117, 147); // setresuid
    public static readonly SystemCall SetLimit = new(302, 261); // prlimit64
    public static readonly SystemCall Control = new(157, 167); // prctl
    public static readonly SystemCall Poll = new(271, 73); // ppoll
    public static readonly SystemCall MapMemory = new(9, 222);
    public static readonly SystemCall RemapMemory = new(25, 216);
    public static readonly SystemCall AttachMemory = new(30, 196); // shmat
    public static readonly SystemCall Socket = new(41, 198);
    public static readonly SystemCall Connect = new(42, 203);
    public static readonly SystemCall SendTo = new(44, 206);
    public static readonly SystemCall SendMessage = new(46, 211);
    public static readonly SystemCall SendMessages = new(307, 269);
    public static readonly SystemCall Kill = new(62, 129);
    public static readonly SystemCall Seccomp = new(317, 277);
    public static readonly SystemCall CreateRuleset = new(444);
    public static readonly SystemCall AddRule = new(445);
    public static readonly SystemCall RestrictSelf = new(446);
    public static readonly SystemCall Unshare = new(272, 97);

    /// <summary>What a database server never needs: each is a way out, a way to look into other processes, or a way to make
    /// something that outlives the server.</summary>
    public static readonly SystemCall[] NeverNeeded =
    [
        Unshare,
        Mount,
        Unmount,
        PivotRoot,
        SetMountAttributes,
        new(308, 268), // setns
        new(161, 51), // chroot
        new(428), // open_tree
        new(429), // move_mount
        new(430), // fsopen
        new(431), // fsconfig
        new(432), // fsmount
        new(433), // fspick
        new(101, 117), // ptrace
        new(310, 270), // process_vm_readv
        new(311, 271), // process_vm_writev
        new(440), // process_madvise
        new(434), // pidfd_open
        new(438), // pidfd_getfd
        new(424), // pidfd_send_signal
        new(312, 272), // kcmp
        new(248, 217), // add_key
        new(249, 218), // request_key
        new(250, 219), // keyctl
        new(321, 280), // bpf
        new(298, 241), // perf_event_open
        new(323, 282), // userfaultfd
        new(425), // io_uring_setup
        new(426), // io_uring_enter
        new(427), // io_uring_register
        new(246, 104), // kexec_load
        new(320, 294), // kexec_file_load
        new(175, 105), // init_module
        new(313, 273), // finit_module
        new(176, 106), // delete_module
        new(303, 264), // name_to_handle_at
        new(304, 265), // open_by_handle_at
        new(300, 262), // fanotify_init
        new(319, 279), // memfd_create
        new(447), // memfd_secret
        new(88, -1), // symlink
        new(266, 36), // symlinkat
        new(133, -1), // mknod
        MakeNode,
        new(135, 92), // personality
        new(163, 89), // acct
        new(167, 224), // swapon
        new(168, 225), // swapoff
        new(169, 142), // reboot
        new(170, 161), // sethostname
        new(171, 162), // setdomainname
        new(164, 170), // settimeofday
        new(227, 112), // clock_settime
        new(159, 171), // adjtimex
        new(305, 266), // clock_adjtime
        new(103, 116), // syslog
        new(179, 60), // quotactl
        new(172, -1), // iopl
        new(173, -1), // ioperm
        new(154, -1), // modify_ldt
        new(153, 58), // vhangup
        new(212, 18), // lookup_dcookie
        new(216, 234), // remap_file_pages
    ];
}
