using Levee.Cli.Server;
using Levee.Cli.Terminal;
using Levee.Core.Diagnostics;

namespace Levee.Tests.Fuzz;

/// <summary>Mutated addresses of databases: each is read or refused, and its password is in nothing that is said.</summary>
[Slow]
public sealed class AddressFuzzTests
{
    private const string Password = "pa55w0rdpa55w0rd";

    private static readonly string[] Corpus =
    [
        $"postgresql://me:{Password}@host:5432/db?schema=app&sslmode=require&connection_limit=5",
        $"postgres://me:{Password}@[::1]:6543/my%20app?host=/run/pg&connect_timeout=10",
        "postgresql://me@localhost/db",
        $"Host=h;Password={Password};Username=u",
    ];

    private static readonly string[] Pieces =
    [
        "postgresql",
        "postgres",
        "mysql",
        "prisma",
        "https",
        "://",
        ":",
        "/",
        "//",
        "@",
        "?",
        "&",
        "=",
        "#",
        "%",
        "%40",
        "%00",
        "%zz",
        "[",
        "]",
        "::1",
        "host",
        "port",
        "65536",
        "-1",
        "99999999999",
        "sslmode=verify-full",
        "sslmode=x",
        "schema=",
        "sslrootcert=",
        "connect_timeout=",
        "host=",
        "port=x",
        " ",
        "\t",
        "\n",
        "\0",
        "é",
        "\ud83d",
        "..",
        "\\",
        "'",
        "\"",
        ";",
    ];

    [Fact]
    public void Every_address_is_read_or_refused() =>
        Fuzzing.Run("addresses", 4_000, 100_000, random => new TextMutator(random, Corpus, Pieces).Next(), Check);

    private static void Check(string address)
    {
        try
        {
            DatabaseUrl.Parse(address);
        }
        catch (LeveeException refused)
        {
            var said = string.Concat(refused.Diagnostics.SelectMany(one => one.Notes.Prepend(one.Message)));
            Assert.DoesNotContain(Password, said);
        }
        var masked = Secrets.Mask($"cannot reach {address} now");
        Assert.Equal(masked, Secrets.Mask(masked));
    }
}
