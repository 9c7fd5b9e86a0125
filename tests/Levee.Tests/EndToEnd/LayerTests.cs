using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using Levee.Core.Sql;
using Levee.Core.Text;
using Levee.Tests.Deploy;
using Npgsql;

namespace Levee.Tests.EndToEnd;

/// <summary>SQL that a superuser runs, with nothing in front of it, stays inside: by each layer of the kernel's when the others
/// are not there.</summary>
[Slow]
public sealed class LayerTests : IClassFixture<TargetServer>, IDisposable
{
    /// <summary>What cannot be shown on a server that just runs, and why.</summary>
    private static readonly Dictionary<string, string> Unshown = new(StringComparer.Ordinal)
    {
        ["evil-in-policy"] = "a superuser passes row security by",
        ["load-library-in-next-session"] = "the database that it changes is another one there",
        ["never-end-and-not-be-cancelled"] = "it would not end",
        ["reach-own-socket"] = "who comes in there has to show a password",
        ["run-program-as-archiver"] = "archive_mode is read at a start",
        ["run-program-for-a-passphrase"] = "there is no certificate",
        ["signal-everybody"] = "it ends the server that the others need",
        ["write-tablespace"] = "its folder has to be the own one of the server's user",
        ["write-log"] = "the collector is started with the server",
        ["read-environment-of-parent"] = "the parent is root's",
    };

    private readonly TargetServer _plain;

    // A program that an attack starts finds its file.
    private readonly TempFolder _folder = new("levee-attacks-");
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

    public LayerTests(TargetServer plain)
    {
        _plain = plain;
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

    public static TheoryData<string> Shown =>
        [.. All.Select(row => row.Data.Item1).Distinct().Where(attack => !Unshown.ContainsKey(attack))];

    /// <summary>The attacks are such: on a server that nothing holds in each gets what it is after.</summary>
    [Theory, MemberData(nameof(Shown))]
    public async Task A_server_that_nothing_holds_in_gives_way(string attack)
    {
        // The server there is another user's.
        using (var open = Process.Start("chmod", ["-R", "777", _folder.Path]))
            await open.WaitForExitAsync(TestContext.Current.CancellationToken);
        var said = "";
        var database = await _plain.CreateAsync();
        await using (var session = await _plain.ConnectAsync(database.Name))
        {
            session.Notice += (_, notice) => said += notice.Notice.MessageText;
            var script = File.ReadAllText(Path.Combine(Attacks, $"{attack}.sql"));
            foreach (var statement in ScriptReader.Read(new SourceText("attack.sql", Filled(script))).Statements)
            {
                try
                {
                    await using var command = new NpgsqlCommand(statement.Text, session) { CommandTimeout = 15 };
                    said += await command.ExecuteScalarAsync(TestContext.Current.CancellationToken);
                }
                catch (NpgsqlException error)
                {
                    said += error.Message;
                }
            }
        }

        Assert.True(
            Directory.EnumerateFileSystemEntries(_folder["marks"]).Any()
                || _listener.Pending()
                || said.Contains("LEAK", StringComparison.Ordinal)
                || said.Contains("SECRETFILE-content", StringComparison.Ordinal)
                || said.Contains("magic block", StringComparison.Ordinal),
            said
        );
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

    private string Filled(string sql) =>
        sql.Replace("{marks}", _folder["marks"], StringComparison.Ordinal)
            .Replace("{mark}", _folder["marks/one"], StringComparison.Ordinal)
            .Replace("{secret}", _folder["secret.txt"], StringComparison.Ordinal)
            .Replace("{folder}", _folder.Path, StringComparison.Ordinal)
            .Replace("{library}", _folder["library.so"], StringComparison.Ordinal)
            .Replace("{port}", $"{((IPEndPoint)_listener.LocalEndpoint).Port}", StringComparison.Ordinal);

    private string Run(string sql, string without)
    {
        var attack = _folder.Write("attack.sql", Filled(sql));
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
