using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Levee.Cli.Containment;
using Levee.Cli.Machine;

namespace Levee.Cli.Server;

/// <summary>As whom a server runs, and how to come in. PostgreSQL refuses to run as root; root steps down into a user namespace,
/// which works on files that root owns, or where that is forbidden becomes <c>nobody</c>.</summary>
/// <param name="FileOwner">Who has to own the data directory where that is not the user of this run.</param>
/// <param name="Name">What the names of our roles begin with. No SQL can know them before it runs.</param>
/// <param name="Password">Of the roles that are ours. Nobody else has it, not even who runs as the same user.</param>
internal sealed record ServerAccount(uint? FileOwner, string Name, string Password)
{
    private const uint Nobody = 65534;

    /// <param name="hasNamespaces">Whether programs that are started here get namespaces of their own.</param>
    public static ServerAccount New(bool hasNamespaces) =>
        new(
            UnixFile.CurrentUser == 0 && !hasNamespaces ? Nobody : null,
            $"levee_{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8))}",
            Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32))
        );

    /// <summary>The role that may do anything, in a session of which no SQL runs that was not read before.</summary>
    public string SuperUser => $"{Name}_super";

    /// <summary>The role that looks, and plants rows.</summary>
    public string Observer => $"{Name}_observer";

    /// <summary>What PostgreSQL keeps of the password. It is long enough to be hashed once: every session waits for that.</summary>
    public string Verifier
    {
        get
        {
            const int Turns = 1;
            const int SaltSize = 16;
            var salt = RandomNumberGenerator.GetBytes(SaltSize);
            var salted = Rfc2898DeriveBytes.Pbkdf2(
                Password,
                salt,
                Turns,
                HashAlgorithmName.SHA256,
                SHA256.HashSizeInBytes
            );
            var stored = SHA256.HashData(HMACSHA256.HashData(salted, "Client Key"u8));
            var server = HMACSHA256.HashData(salted, "Server Key"u8);
            return $"SCRAM-SHA-256${Turns}:{Convert.ToBase64String(salt)}${Convert.ToBase64String(stored)}:{Convert.ToBase64String(server)}";
        }
    }

    /// <summary>The data directory as the server may name it: who steps down cannot enter the folders that lead there, and has it
    /// open.</summary>
    public string Inside(string data) => FileOwner is null ? data : $"/proc/self/fd/{LaunchRequest.OpenFolder}";

    /// <summary>The line that a later run reads back.</summary>
    public string ToLine() => string.Create(CultureInfo.InvariantCulture, $"{FileOwner}\t{Name}\t{Password}");

    public static ServerAccount? FromLine(string line) =>
        line.Split('\t') is [var owner, { Length: > 0 } name, { Length: > 0 } password]
            ? new(uint.TryParse(owner, CultureInfo.InvariantCulture, out var user) ? user : null, name, password)
            : null;
}
