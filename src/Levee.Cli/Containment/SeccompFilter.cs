using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Levee.Cli.Containment;

/// <summary>
/// A filter over system calls, in the kernel's own small language: it sees the number and the bare arguments of a call, never what
/// they point to.
/// </summary>
internal sealed class SeccompFilter
{
    private const uint AllowIt = 0x7FFF0000;
    private const uint KillProcess = 0x80000000;
    private const uint FailWith = 0x00050000;
    private const int NotPermitted = 1;
    private const int AccessDenied = 13;
    private const int NotImplemented = 38;

    private const int OffsetOfNumber = 0;
    private const int OffsetOfProcessor = 4;
    private const int OffsetOfArguments = 16;

    private readonly List<Instruction> _code = [];

    private readonly record struct Instruction(ushort Operation, byte IfTrue, byte IfFalse, uint Operand);

    private const ushort Load = 0x20;
    private const ushort JumpIfEqual = 0x15;
    private const ushort JumpIfAtLeast = 0x35;
    private const ushort JumpIfAnyBit = 0x45;
    private const ushort Return = 0x06;

    private SeccompFilter()
    {
        const uint X64 = 0xC000003E;
        const uint Arm64 = 0xC00000B7;
        var isX64 = RuntimeInformation.ProcessArchitecture == Architecture.X64;
        _code.Add(new(Load, 0, 0, OffsetOfProcessor));
        _code.Add(new(JumpIfEqual, 1, 0, isX64 ? X64 : Arm64));
        _code.Add(new(Return, 0, 0, KillProcess));
        _code.Add(new(Load, 0, 0, OffsetOfNumber));
        if (!isX64)
            return;
        // The same calls by other numbers: nobody uses these.
        const uint X32 = 0x40000000;
        _code.Add(new(JumpIfAtLeast, 0, 1, X32));
        _code.Add(new(Return, 0, 0, FailWith | NotImplemented));
    }

    /// <summary>Of a running server, or of <c>initdb</c>.</summary>
    /// <param name="program">Where in memory the path of the one program stands that may still be started; null lets it start all
    /// that the file system allows.</param>
    /// <param name="usesLoopback">Whether it talks to itself over UDP, as PostgreSQL before 15 does to count.</param>
    public static SeccompFilter OfServer(long? program, bool usesLoopback)
    {
        var filter = new SeccompFilter();
        foreach (var call in SystemCall.NeverNeeded)
            filter.Deny(call, NotPermitted);
        filter.Deny(SystemCall.MakeProcessByRecord, NotImplemented); // what it is given lies in memory; the C library falls back to clone
        filter.DenyBits(SystemCall.MakeProcess, 0, CloneFlags.AllNamespaces);
        if (program is { } path)
            filter.StartsOnly(path);
        filter.Deny(SystemCall.ExecuteAt, AccessDenied);
        const int Unix = 1;
        const int Internet = 2;
        filter.AllowOnly(SystemCall.Socket, 0, usesLoopback ? [Unix, Internet] : [Unix]);
        if (!usesLoopback)
            filter.Deny(SystemCall.Connect, AccessDenied); // also to sockets of this machine that are files
        filter.AllowOnly(SystemCall.SendTo, 4, [0]);
        filter.Deny(SystemCall.SendMessage, AccessDenied);
        filter.Deny(SystemCall.SendMessages, AccessDenied);
        const int TypeIntoTerminal = 0x5412;
        const int TypeIntoConsole = 0x541C;
        filter.DenyValues(SystemCall.ControlDevice, 1, [TypeIntoTerminal, TypeIntoConsole]);
        filter.AllowOnly(SystemCall.SetLimit, 2, [0]);
        filter.DenyValues(SystemCall.Kill, 0, [uint.MaxValue]); // everybody
        filter.End();
        return filter;
    }

    /// <summary>As a kernel behaves, or a container around it, that does not have these calls. For tests.</summary>
    public static SeccompFilter Without(IEnumerable<SystemCall> calls, bool hasNamespaces)
    {
        var filter = new SeccompFilter();
        foreach (var call in calls)
            filter.Deny(call, NotImplemented);
        if (!hasNamespaces)
        {
            filter.Deny(SystemCall.Unshare, NotPermitted);
            filter.Deny(SystemCall.MakeProcessByRecord, NotImplemented);
            filter.DenyBits(SystemCall.MakeProcess, 0, CloneFlags.AllNamespaces);
        }
        filter.End();
        return filter;
    }

    /// <summary>What the kernel is given: the length, and where the code is. Never freed.</summary>
    public unsafe long ToProgram()
    {
        const int Size = 8;
        var code = (byte*)NativeMemory.Alloc((nuint)(_code.Count * Size));
        for (var i = 0; i < _code.Count; i++)
        {
            var bytes = new Span<byte>(code + i * Size, Size);
            BinaryPrimitives.WriteUInt16LittleEndian(bytes, _code[i].Operation);
            bytes[2] = _code[i].IfTrue;
            bytes[3] = _code[i].IfFalse;
            BinaryPrimitives.WriteUInt32LittleEndian(bytes[4..], _code[i].Operand);
        }
        var program = (long*)NativeMemory.AllocZeroed(2 * sizeof(long));
        program[0] = _code.Count;
        program[1] = (long)code;
        return (long)program;
    }

    // The path of the program lies in a page of its own, which goes with the exec and can never be mapped again: no call
    // can name that address, so no exec after the first finds anything there.
    private void StartsOnly(long path)
    {
        var (low, high) = ((uint)path, (uint)(path >> 32));
        Of(
            SystemCall.Execute,
            [
                new(Load, 0, 0, ArgumentOf(0)),
                new(JumpIfEqual, 0, 3, low),
                new(Load, 0, 0, ArgumentOf(0) + 4),
                new(JumpIfEqual, 0, 1, high),
                new(Return, 0, 0, AllowIt),
                new(Return, 0, 0, FailWith | AccessDenied),
            ]
        );
        DenyBelow(SystemCall.MapMemory, 0, low);
        DenyBelow(SystemCall.RemapMemory, 4, low);
        DenyBelow(SystemCall.AttachMemory, 1, low);
    }

    // An address that is not zero and not beyond the page of this one. All that is above four gigabytes is.
    private void DenyBelow(SystemCall call, int argument, uint address)
    {
        const uint Pages = 0x10000;
        Of(
            call,
            [
                new(Load, 0, 0, ArgumentOf(argument) + 4),
                new(JumpIfEqual, 0, 3, 0),
                new(Load, 0, 0, ArgumentOf(argument)),
                new(JumpIfEqual, 1, 0, 0),
                new(JumpIfAtLeast, 0, 1, address + Pages),
                new(Return, 0, 0, AllowIt),
                new(Return, 0, 0, FailWith | NotPermitted),
            ]
        );
    }

    private void Deny(SystemCall call, uint error) => Of(call, [new(Return, 0, 0, FailWith | error)]);

    private void DenyBits(SystemCall call, int argument, uint bits) =>
        Of(
            call,
            [
                new(Load, 0, 0, ArgumentOf(argument)),
                new(JumpIfAnyBit, 1, 0, bits),
                new(Return, 0, 0, AllowIt),
                new(Return, 0, 0, FailWith | NotPermitted),
            ]
        );

    private void DenyValues(SystemCall call, int argument, ReadOnlySpan<uint> values)
    {
        var code = new List<Instruction> { new(Load, 0, 0, ArgumentOf(argument)) };
        for (var i = 0; i < values.Length; i++)
            code.Add(new(JumpIfEqual, (byte)(values.Length - i), 0, values[i]));
        code.Add(new(Return, 0, 0, AllowIt));
        code.Add(new(Return, 0, 0, FailWith | NotPermitted));
        Of(call, code);
    }

    private void AllowOnly(SystemCall call, int argument, ReadOnlySpan<uint> values)
    {
        var code = new List<Instruction>
        {
            new(Load, 0, 0, ArgumentOf(argument) + 4),
            new(JumpIfEqual, 0, (byte)(values.Length + 1), 0),
            new(Load, 0, 0, ArgumentOf(argument)),
        };
        for (var i = 0; i < values.Length; i++)
            code.Add(new(JumpIfEqual, (byte)(values.Length - i), 0, values[i]));
        code.Add(new(Return, 0, 0, FailWith | AccessDenied));
        code.Add(new(Return, 0, 0, AllowIt));
        Of(call, code);
    }

    // Every such block ends with an answer: the number of the call is no longer at hand after it.
    private void Of(SystemCall call, IReadOnlyList<Instruction> block)
    {
        if (call.Number < 0)
            return;
        _code.Add(new(JumpIfEqual, 0, (byte)block.Count, (uint)call.Number));
        _code.AddRange(block);
    }

    private void End() => _code.Add(new(Return, 0, 0, AllowIt));

    private static uint ArgumentOf(int number) => (uint)(OffsetOfArguments + number * sizeof(long));
}

/// <summary>How a process is made.</summary>
internal static class CloneFlags
{
    /// <summary>The new process is a child of our parent, not ours.</summary>
    public const uint SameParent = 0x8000;
    public const uint ChildSignal = 17;
    public const uint User = 0x10000000;
    public const uint Mount = 0x00020000;
    public const uint Process = 0x20000000;
    public const uint Network = 0x40000000;
    public const uint Ipc = 0x08000000;
    private const uint Control = 0x02000000;
    private const uint HostName = 0x04000000;

    /// <summary>Those that a contained server gets.</summary>
    public const uint Ours = User | Mount | Process | Network | Ipc;
    public const uint AllNamespaces = Ours | Control | HostName;
}
