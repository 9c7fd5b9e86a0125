using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Levee.Tests.EndToEnd;

/// <summary>SQL that a superuser runs, with nothing in front of it, stays inside: by each layer of the kernel's when the others
/// are not there.</summary>
[Slow]
public sealed class LayerTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

    public LayerTests()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "the layers are Linux's");
        _listener.Start();
        _folder.Write("secret.txt", "SECRETFILE-content");
        Directory.CreateDirectory(_folder["marks"]);
        // Any library will do: what counts is whether the server opens it.
        File.Copy(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "libSystem.Native.so"), _folder["library.so"]);
    }

    public void Dispose()
    {
        _listener.Dispose();
        _folder.Dispose();
    }

    private static string Attacks => Path.Combine(Corpus.Repository, "cases", "attacks");

    public static TheoryData<string, string> All
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (
                var attack in Directory.GetFiles(Attacks, "*.sql").Select(Path.GetFileNameWithoutExtension).Order()
            )
            {
                foreach (var without in (string[])["nothing", "landlock", "namespaces"])
                    data.Add(attack!, without);
            }
            return data;
        }
    }

    [Theory, MemberData(nameof(All))]
    public void A_superusers_SQL_stays_inside(string attack, string without)
    {
        var said = Run(File.ReadAllText(Path.Combine(Attacks, $"{attack}.sql")), without);

        Assert.Contains("held by", said, StringComparison.Ordinal);
        Assert.Equal(without != "namespaces", said.Contains("namespaces", StringComparison.Ordinal));
        Assert.Equal(without != "landlock", said.Contains("Landlock", StringComparison.Ordinal));
        Assert.Empty(Directory.GetFileSystemEntries(_folder["marks"]));
        Assert.DoesNotContain("SECRETFILE-content", said, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cr3t-token", said, StringComparison.Ordinal);
        Assert.DoesNotContain("magic block", said, StringComparison.Ordinal);
        Assert.DoesNotContain("came in", said, StringComparison.Ordinal);
        Assert.False(_listener.Pending(), "it reached the network");
    }

    [Theory]
    [InlineData("run-program")]
    [InlineData("reach-network")]
    public void System_calls_alone_start_no_program_and_reach_no_network(string attack)
    {
        var said = Run(File.ReadAllText(Path.Combine(Attacks, $"{attack}.sql")), "landlock,namespaces");

        Assert.Contains("held by seccomp", said, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(_folder["marks"]));
        Assert.False(_listener.Pending(), "it reached the network");
    }

    private string Run(string sql, string without)
    {
        var port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        var attack = _folder.Write(
            "attack.sql",
            sql.Replace("{marks}", _folder["marks"], StringComparison.Ordinal)
                .Replace("{mark}", _folder["marks/one"], StringComparison.Ordinal)
                .Replace("{secret}", _folder["secret.txt"], StringComparison.Ordinal)
                .Replace("{folder}", _folder.Path, StringComparison.Ordinal)
                .Replace("{library}", _folder["library.so"], StringComparison.Ordinal)
                .Replace("{port}", $"{port}", StringComparison.Ordinal)
        );
        var start = new ProcessStartInfo(
            Path.Combine(AppContext.BaseDirectory, "Levee.Without"),
            [without, "--sql", attack]
        )
        {
            RedirectStandardOutput = true,
        };
        // A cluster is built for the layers that there are.
        start.Environment["LEVEE_CACHE_DIR"] = Path.Combine(AppContext.BaseDirectory, "layers", without);
        start.Environment["CI_SECRET"] = "s3cr3t-token";
        using var process = Process.Start(start)!;
        var said = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return said;
    }
}
