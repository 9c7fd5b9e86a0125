using System.Diagnostics;

namespace Levee.Tests.EndToEnd;

/// <summary>Levee in containers that forbid what others allow.</summary>
[Slow]
public sealed class ContainerTests : IDisposable
{
    private const string Schema = """
        datasource db {
          provider = "postgresql"
          url      = env("X")
        }
        model A {
          id Int @id
        }

        """;

    private const string First =
        "CREATE TABLE \"A\" (\"id\" INTEGER NOT NULL, CONSTRAINT \"A_pkey\" PRIMARY KEY (\"id\"));\n";

    private readonly TempFolder _folder = new("levee-container-");
    private Sandbox? _sandbox;

    public ContainerTests() => Assert.SkipUnless(OperatingSystem.IsLinux(), "the layers are Linux's");

    public void Dispose()
    {
        _sandbox?.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Where_nothing_holds_the_server_in_only_the_base_lets_SQL_reach_beyond_it(bool isAllowedByBase)
    {
        const string Allow = "[policy]\nuncontained = \"allow\"\n";
        _sandbox = Sandbox.With(
            ("prisma/schema.prisma", Schema),
            ("prisma/migrations/20260101000000_init/migration.sql", First),
            ("levee.toml", isAllowedByBase ? Allow : "")
        );
        _sandbox.Write("levee.toml", Allow);
        _sandbox.Write(
            "prisma/migrations/20260102000000_x/migration.sql",
            $"COPY (SELECT 1) TO PROGRAM 'touch {_folder["mark"]}';\n"
        );

        var said = Without("landlock,namespaces", [LeveeBinary.Path, "check"]);

        Assert.Equal(!isAllowedByBase, said.Contains("error[uncontained]", StringComparison.Ordinal));
        Assert.DoesNotContain("passed", said, StringComparison.Ordinal);
        Assert.False(File.Exists(_folder["mark"]));
    }

    [Fact]
    public void A_user_without_a_name_works_where_there_are_no_namespaces()
    {
        Assert.SkipUnless(Environment.UserName == "root", "only root becomes somebody else");
        const string Unnamed = "54321";
        _folder.Write("add.sql", First);
        foreach (var folder in (string[])["cache", "tmp"])
            Directory.CreateDirectory(_folder[folder]);
        using (var owner = Process.Start("chown", ["-R", Unnamed, _folder.Path]))
            owner.WaitForExit();

        var said = Without(
            "namespaces",
            [
                "setpriv",
                $"--reuid={Unnamed}",
                $"--regid={Unnamed}",
                "--clear-groups",
                LeveeBinary.Path,
                "lint",
                "--on",
                "empty",
                "add.sql",
            ]
        );

        Assert.Contains("nothing is destroyed", said, StringComparison.Ordinal);
    }

    private string Without(string layers, string[] command)
    {
        var start = new ProcessStartInfo(
            Path.Combine(AppContext.BaseDirectory, "Levee.Without"),
            [layers, "/usr/bin/env", .. command]
        )
        {
            WorkingDirectory = _sandbox?.Work ?? _folder.Path,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["LEVEE_CACHE_DIR"] = _folder["cache"];
        start.Environment["TMPDIR"] = _folder["tmp"];
        Directory.CreateDirectory(_folder["tmp"]);
        using var process = Process.Start(start)!;
        var talk = process.StandardError.ReadToEndAsync();
        var said = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return said + talk.Result;
    }
}
