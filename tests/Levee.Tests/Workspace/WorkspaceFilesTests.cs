using System.Diagnostics;
using System.Net.Sockets;
using Levee.Cli.Machine;
using Levee.Cli.Workspace;
using Levee.Core.Diagnostics;

namespace Levee.Tests.Workspace;

public sealed class WorkspaceFilesTests : IDisposable
{
    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(10);

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Reads_a_file_of_the_workspace()
    {
        _folder.Write("a/b.prisma", "model A {}");

        Assert.Equal("model A {}", Files.ReadText("a/b.prisma", "a/b.prisma"));
    }

    [Theory]
    [InlineData("nothing")]
    [InlineData("a")]
    [InlineData("a/file/below")]
    [InlineData("a/\0file")]
    public void What_is_no_file_is_not_there(string path)
    {
        _folder.Write("a/file", "");

        Assert.Null(Files.Read(path, path));
    }

    [Fact]
    public void A_link_that_stays_inside_is_followed()
    {
        _folder.Write("real/a.sql", "SELECT 1");
        Directory.CreateSymbolicLink(_folder["linked"], _folder["real"]);

        Assert.Equal("SELECT 1", Files.ReadText("linked/a.sql", "linked/a.sql"));
    }

    [Theory]
    [InlineData("/etc/hostname")]
    [InlineData("../../../../../../../../etc/hostname")]
    public void A_link_out_of_the_workspace_is_refused(string target)
    {
        File.CreateSymbolicLink(_folder["a.sql"], target);

        Assert.Equal(WorkspacePath.OutsideCode, Refusal("a.sql"));
    }

    [Theory]
    [InlineData("/proc/self/environ")]
    [InlineData("/proc/self/fd/0")]
    [InlineData("/dev/zero")]
    [InlineData("/dev/stdin")]
    [InlineData("/sys/kernel/uevent_seqnum")]
    public void What_the_kernel_makes_up_is_refused(string target)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Linux only");
        File.CreateSymbolicLink(_folder["a.sql"], target);

        Assert.Contains(Refusal("a.sql"), new[] { RegularFile.NotAFileCode, WorkspacePath.OutsideCode, "not there" });
    }

    [Fact]
    public void The_folder_of_git_is_not_read()
    {
        _folder.Write(".git/config", "[remote \"origin\"]\n\turl = https://user:secret@host/x\n");
        File.CreateSymbolicLink(_folder["a.sql"], ".git/config");

        Assert.Equal(WorkspacePath.GitFolderCode, Refusal("a.sql"));
        Assert.Equal(WorkspacePath.GitFolderCode, Refusal(".git/config"));
    }

    [Fact]
    public void A_pipe_is_refused_and_not_waited_for()
    {
        using var made = Process.Start("mkfifo", [_folder["a.sql"]]);
        made.WaitForExit();

        var reading = Task.Run(() => Refusal("a.sql"), TestContext.Current.CancellationToken);

        Assert.True(reading.Wait(Moment, TestContext.Current.CancellationToken));
        Assert.Equal(RegularFile.NotAFileCode, reading.Result);
    }

    [Fact]
    public void A_socket_is_refused()
    {
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(_folder["a.sql"]));

        Assert.Equal(RegularFile.NotAFileCode, Refusal("a.sql"));
    }

    [Fact]
    public void A_file_without_an_end_is_refused()
    {
        using (var file = File.Create(_folder["a.sql"]))
            file.SetLength(WorkspaceFiles.Most + 1);

        Assert.Equal(RegularFile.TooLargeCode, Refusal("a.sql"));
    }

    [Fact]
    public void A_circle_of_links_is_an_error_and_no_bug()
    {
        File.CreateSymbolicLink(_folder["a.sql"], "b.sql");
        File.CreateSymbolicLink(_folder["b.sql"], "a.sql");

        Assert.Equal(RegularFile.UnreadableCode, Refusal("a.sql"));
    }

    [Fact]
    public void Folders_that_lead_into_themselves_are_entered_once()
    {
        _folder.Write("schema/a.prisma", "");
        _folder.Write("schema/more/b.prisma", "");
        foreach (var link in new[] { "schema/x", "schema/y", "schema/more/z" })
            Directory.CreateSymbolicLink(_folder[link], _folder["schema"]);

        Assert.Equal(["a.prisma", "more/b.prisma"], WorkspaceFiles.Below(_folder["schema"], ".prisma").Order());
    }

    [Fact]
    public void A_file_that_a_person_names_may_lie_anywhere()
    {
        using var other = new TempFolder();
        other.Write("a.sql", "SELECT 1");

        Assert.Equal("SELECT 1", Files.ReadNamedText(other["a.sql"], "a.sql"));
    }

    [Fact]
    public void A_file_of_the_workspace_that_a_person_names_is_still_the_repository_s()
    {
        File.CreateSymbolicLink(_folder["a.sql"], "/etc/hostname");

        var refused = Assert.Throws<LeveeException>(() => Files.ReadNamed(_folder["a.sql"], "a.sql"));

        Assert.Equal(WorkspacePath.OutsideCode, refused.Diagnostics[0].Code);
    }

    private WorkspaceFiles Files => new(_folder.Path);

    /// <summary>The code of the error that reading ends in.</summary>
    private string Refusal(string path)
    {
        try
        {
            return Files.Read(path, path) is null ? "not there" : "read";
        }
        catch (LeveeException refused)
        {
            return refused.Diagnostics[0].Code;
        }
    }
}
