using System.ComponentModel;
using Levee.Cli.Terminal;

namespace Levee.Tests.Terminal;

public sealed class MachineTroubleTests
{
    [Fact]
    public void Too_few_file_handles_are_no_bug()
    {
        Assert.Equal("no-file-handles", MachineTrouble.Of(new IOException("Too many open files"))?.Code);
        Assert.Equal("no-file-handles", MachineTrouble.Of(new Win32Exception(24))?.Code);
        Assert.Equal(
            "no-file-handles",
            MachineTrouble.Of(new InvalidOperationException("x", new IOException("Too many open files : '/a'")))?.Code
        );
    }

    [Fact]
    public void A_full_disk_and_too_little_memory_are_none_either()
    {
        Assert.Equal("disk-full", MachineTrouble.Of(new IOException("No space left on device : '/a'"))?.Code);
#pragma warning disable CA2201 // what the runtime throws is what is told
        Assert.Equal("out-of-memory", MachineTrouble.Of(new OutOfMemoryException())?.Code);
    }

    [Fact]
    public void What_is_wrong_with_Levee_itself_is_a_bug() =>
        Assert.Null(MachineTrouble.Of(new InvalidOperationException("Sequence contains no elements")));
}
