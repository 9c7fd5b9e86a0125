using System.Runtime.InteropServices;
using System.Text;

namespace Levee.Cli.Containment;

/// <summary>
/// System calls for a process that is just being made, written down beforehand. Such a process has one thread of all that .NET
/// needs, and can neither allocate nor wait for a lock: it does nothing but make these calls, one after the other.
/// Nothing in here is freed; the process that made the plan ends with it.
/// </summary>
internal sealed unsafe class CallPlan
{
    /// <summary>As the first argument: what the last call returned that had another one.</summary>
    public const long LastResult = long.MinValue;

    private const int Most = 512;

    private readonly Entry* _entries = (Entry*)NativeMemory.AllocZeroed(Most, (nuint)sizeof(Entry));

    private struct Entry
    {
        public long Number;
        public fixed long Arguments[6];
        public Kind Kind;
    }

    private enum Kind
    {
        Required,
        Optional,

        /// <summary>It asks whether the other end of a pipe is gone, and the process ends when it is.</summary>
        EndsWhenTrue,
    }

    public int Count { get; private set; }

    /// <summary>A call without which the process must not go on.</summary>
    public void Add(SystemCall call, params ReadOnlySpan<long> arguments) => Add(Kind.Required, call, arguments);

    /// <summary>A call that may fail.</summary>
    public void Try(SystemCall call, params ReadOnlySpan<long> arguments) => Add(Kind.Optional, call, arguments);

    /// <summary>Ends the process where nobody holds the other end of this pipe any more.</summary>
    public void EndUnlessHeld(int pipe)
    {
        const int LengthOfQuestion = 8;
        var question = (int*)NativeMemory.AllocZeroed(LengthOfQuestion);
        question[0] = pipe;
        // A time of nothing: the answer is wanted now.
        Add(
            Kind.EndsWhenTrue,
            SystemCall.Poll,
            [(long)question, 1, (long)NativeMemory.AllocZeroed(2 * sizeof(long)), 0, 0]
        );
    }

    /// <summary>Writes to a file that is there.</summary>
    public void WriteTo(string path, string text, long flags = OpenFlags.WriteOnly)
    {
        var length = Encoding.UTF8.GetByteCount(text);
        Add(SystemCall.Open, Kernel.CurrentFolder, Text(path), flags | OpenFlags.CloseOnExecute, 0x1A4);
        Add(SystemCall.Write, LastResult, Text(text), length);
        Add(SystemCall.Close, LastResult);
    }

    /// <summary>The text as the kernel takes it.</summary>
    public static long Text(string text) => Marshal.StringToCoTaskMemUTF8(text);

    /// <summary>Texts as the kernel takes them: pointers, and a null after the last.</summary>
    public static long Texts(IReadOnlyList<string> texts)
    {
        var list = (long*)NativeMemory.AllocZeroed((nuint)(texts.Count + 1), sizeof(long));
        for (var i = 0; i < texts.Count; i++)
            list[i] = Text(texts[i]);
        return (long)list;
    }

    /// <summary>Makes the calls. Returns where one failed that had to succeed; a plan that ends with an exec returns in no other
    /// case.</summary>
    /// <returns>The number of the call that failed; <see cref="Count"/> where none did.</returns>
    public int Run()
    {
        long last = 0;
        for (var i = 0; i < Count; i++)
        {
            var entry = _entries + i;
            var a = entry->Arguments;
            var result = Kernel.CallNumber(
                entry->Number,
                a[0] == LastResult ? last : a[0],
                a[1],
                a[2],
                a[3],
                a[4],
                a[5]
            );
            if (result < 0 && entry->Kind == Kind.Required)
                return i;
            if (entry->Kind == Kind.EndsWhenTrue && result > 0)
                return i;
            // What uses the result leaves it for the next one.
            if (a[0] != LastResult)
                last = result;
        }
        return Count;
    }

    private void Add(Kind kind, SystemCall call, ReadOnlySpan<long> arguments)
    {
        if (Count == Most)
            throw new InvalidOperationException("the plan is full");
        var entry = _entries + Count++;
        entry->Kind = kind;
        entry->Number = call.Number;
        for (var i = 0; i < arguments.Length; i++)
            entry->Arguments[i] = arguments[i];
    }
}

/// <summary>How a file is opened; the numbers are those of both processors.</summary>
internal static class OpenFlags
{
    public const long ReadWrite = 2;
    public const long WriteOnly = 1;
    public const long Create = 0x40;
    public const long CloseOnExecute = 0x80000;
    public const long Path = 0x200000;
}
