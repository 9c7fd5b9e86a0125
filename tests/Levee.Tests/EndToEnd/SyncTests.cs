namespace Levee.Tests.EndToEnd;

[Slow]
public sealed class SyncTests : IDisposable
{
    private const string Truth = "model A {\n  id Int @id\n}\n";

    private readonly Sandbox _sandbox = Sandbox.With(
        ("levee.toml", "schema = \"schema.prisma\"\ncopies = [\"proxy/schema.prisma\", \"extras/schema.prisma\"]\n"),
        ("schema.prisma", Truth),
        ("proxy/schema.prisma", Truth),
        ("extras/schema.prisma", Truth)
    );

    public void Dispose() => _sandbox.Dispose();

    [Fact]
    public void Says_that_all_copies_are_in_sync()
    {
        var run = _sandbox.Levee("sync", "--check");

        Assert.True(run.Code == 0, run.ToString());
        Assert.Empty(run.Output);
        Assert.StartsWith("in sync: schema.prisma and proxy/schema.prisma, extras/schema.prisma", run.Talk);
    }

    [Fact]
    public void Shows_the_first_differing_line_of_each_and_writes_nothing()
    {
        _sandbox.Replace("proxy/schema.prisma", "Int", "String");
        _sandbox.Write("extras/schema.prisma", Truth + "\n");
        var before = _sandbox.State();

        var run = _sandbox.Levee("sync", "--check");

        Assert.Equal(4, run.Code);
        Assert.Contains("proxy/schema.prisma differs from schema.prisma", run.Talk);
        Assert.Contains("--> proxy/schema.prisma:2:1", run.Talk);
        Assert.Contains("extras/schema.prisma differs from schema.prisma", run.Talk);
        Assert.Equal(before, _sandbox.State());
    }

    [Fact]
    public void Copies_the_truth_over_what_differs_and_over_nothing_else()
    {
        _sandbox.Replace("proxy/schema.prisma", "Int", "String");
        File.Delete(_sandbox["extras/schema.prisma"]);

        var run = _sandbox.Levee("sync");

        Assert.True(run.Code == 0, run.ToString());
        Assert.Equal("wrote proxy/schema.prisma\nwrote extras/schema.prisma\n", run.Talk);
        Assert.Equal("", _sandbox.Git("status", "--porcelain"));
    }

    [Fact]
    public void Refuses_a_copy_that_is_a_link_and_does_not_write_through_it()
    {
        _sandbox.Write("elsewhere.prisma", "x");
        File.Delete(_sandbox["proxy/schema.prisma"]);
        File.CreateSymbolicLink(_sandbox["proxy/schema.prisma"], "../elsewhere.prisma");

        var run = _sandbox.Levee("sync");

        Assert.Equal(4, run.Code);
        Assert.Contains("proxy/schema.prisma is a symbolic link", run.Talk);
        Assert.Equal("x", _sandbox.Read("elsewhere.prisma"));
    }

    [Fact]
    public void Works_from_a_folder_below_and_from_elsewhere()
    {
        var below = LeveeBinary.Run(_sandbox["proxy"], ["sync", "--check"]);
        var elsewhere = LeveeBinary.Run("/", ["sync", "--check", "--workspace", _sandbox.Work]);

        Assert.Equal((0, 0), (below.Code, elsewhere.Code));
    }

    [Fact]
    public void Nothing_is_written_over_the_schema_of_another_provider()
    {
        const string mySql = "datasource db {\n  provider = \"mysql\"\n}\n";
        using var sandbox = Sandbox.With(
            ("schema.prisma", "datasource db {\n  provider = \"postgresql\"\n}\n"),
            ("mysql/schema.prisma", mySql),
            ("copy/schema.prisma", "// old\n"),
            ("levee.toml", "copies = [\"mysql/schema.prisma\", \"copy/schema.prisma\"]\n")
        );

        var run = sandbox.Levee("sync");

        Assert.True(run.Code == 4, run.ToString());
        Assert.Equal(mySql, sandbox.Read("mysql/schema.prisma"));
        Assert.Equal(sandbox.Read("schema.prisma"), sandbox.Read("copy/schema.prisma"));
        Assert.Contains("mysql/schema.prisma is a schema for mysql", run.Talk);
    }

    [Theory]
    [InlineData("SECRET=1\n", "is no schema")]
    public void Writes_over_nothing_but_a_schema(string there, string why)
    {
        var truth = "datasource db {\n  provider = \"postgresql\"\n}\n" + Truth;
        _sandbox.Write("schema.prisma", truth);
        _sandbox.Write("proxy/schema.prisma", there);

        var run = _sandbox.Levee("sync");

        Assert.Equal(1, run.Code);
        Assert.Contains(why, run.Talk);
        Assert.Equal(there, _sandbox.Read("proxy/schema.prisma"));
        Assert.Equal(Truth, _sandbox.Read("extras/schema.prisma"));
    }

    [Theory]
    [InlineData(".git/hooks/pre-commit")]
    [InlineData("linked/hooks/pre-commit")]
    public void Writes_nothing_into_the_folder_of_git(string copy)
    {
        Directory.CreateSymbolicLink(_sandbox["linked"], ".git");
        _sandbox.Write("levee.toml", $"schema = \"schema.prisma\"\ncopies = [\"{copy}\"]\n");

        var run = _sandbox.Levee("sync");

        Assert.Equal(1, run.Code);
        Assert.Contains("path-in-git", run.Talk);
        Assert.False(File.Exists(_sandbox[copy]));
    }

    [Fact]
    public void A_link_keeps_no_other_copy_from_being_written()
    {
        _sandbox.Replace("extras/schema.prisma", "Int", "String");
        File.Delete(_sandbox["proxy/schema.prisma"]);
        File.CreateSymbolicLink(_sandbox["proxy/schema.prisma"], "../schema.prisma");

        var run = _sandbox.Levee("sync");

        Assert.Equal(4, run.Code);
        Assert.Equal(Truth, _sandbox.Read("extras/schema.prisma"));
        Assert.Contains("proxy/schema.prisma is a symbolic link", run.Talk);
    }
}
