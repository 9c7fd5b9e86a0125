namespace Levee.Tests.EndToEnd;

/// <summary>What a branch could bring along is neither run nor started.</summary>
[Slow]
public sealed class InsideWorkspaceTests : IDisposable
{
    private readonly Sandbox _sandbox = Sandbox.With(
        ("levee.toml", "schema = \"schema.prisma\"\nmigrations = \"migrations\"\n"),
        ("schema.prisma", "datasource db {\n  provider = \"postgresql\"\n}\n"),
        ("bin/postgres", "#!/bin/sh\ntouch ran\n")
    );

    public void Dispose() => _sandbox.Dispose();

    [Fact]
    public void A_server_inside_of_the_workspace_is_refused()
    {
        _sandbox.Write("levee.toml", "schema = \"schema.prisma\"\n[postgres]\nbin = \"bin\"\n");

        var run = _sandbox.Levee("check");

        Assert.Equal(1, run.Code);
        Assert.Contains("inside-workspace", run.Talk + run.Output);
        Assert.False(File.Exists(_sandbox["ran"]));
    }

    [Fact]
    public void A_cache_inside_of_the_workspace_is_refused()
    {
        var run = _sandbox.Levee(new Dictionary<string, string> { ["LEVEE_CACHE_DIR"] = _sandbox["cache"] }, "check");

        Assert.Equal(1, run.Code);
        Assert.Contains("inside-workspace", run.Talk + run.Output);
        Assert.False(Directory.Exists(_sandbox["cache"]));
    }
}
