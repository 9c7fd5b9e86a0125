using System.Diagnostics;
using Levee.Cli.Machine;
using Levee.Core.Diagnostics;

namespace Levee.Cli.Server;

/// <summary>
/// As whom the server runs. PostgreSQL refuses to run as root; root steps down into a user namespace, which needs no
/// second account and works on files that root owns, or where that is forbidden becomes <c>nobody</c>.
/// </summary>
/// <param name="Prefix">What stands before the program on the command line.</param>
/// <param name="FileOwner">Who has to own the data directory where that is not the user of this run.</param>
/// <param name="PeerName">The name under which the server sees this run at the other end of its socket.</param>
internal sealed record ServerAccount(IReadOnlyList<string> Prefix, uint? FileOwner, string PeerName)
{
    private const uint Nobody = 65534;

    public static ServerAccount Find()
    {
        if (OperatingSystem.IsWindows())
            return new([], null, "");
        if (UnixFile.CurrentUser != 0 && Output("id", "-un") is { Length: > 0 } name)
            return new([], null, name);
        if (FindNamespaceUser() is var (id, user))
        {
            string[] prefix = ["unshare", "--user", $"--map-user={id}", $"--map-group={id}", "--"];
            if (Output(prefix[0], [.. prefix[1..], "id", "-un"]) == user)
                return new(prefix, null, user);
        }
        string[] stepDown = ["setpriv", $"--reuid={Nobody}", $"--regid={Nobody}", "--clear-groups", "--"];
        if (UnixFile.CurrentUser == 0 && Output(stepDown[0], [.. stepDown[1..], "id", "-u"]) == $"{Nobody}")
            return new(stepDown, Nobody, "root");
        throw new LeveeException(
            Diagnostic.Error(
                "no-postgres",
                "PostgreSQL does not run as this user, and there is no way to another one"
            ) with
            {
                Notes =
                [
                    UnixFile.CurrentUser == 0
                        ? "PostgreSQL refuses to run as root; neither unshare --user nor setpriv --reuid works here"
                        : "the number of this user has no name in /etc/passwd, and unshare --user does not work here",
                ],
                Help = ["run levee as an ordinary user, or install util-linux"],
            }
        );
    }

    /// <summary>The line that a later run reads back, so that it need not try again what works here.</summary>
    public string ToLine() => string.Join('\t', [PeerName, $"{FileOwner}", .. Prefix]);

    public static ServerAccount? FromLine(string line)
    {
        var parts = line.Split('\t');
        return parts.Length < 2
            ? null
            : new(parts[2..], uint.TryParse(parts[1], out var owner) ? owner : null, parts[0]);
    }

    // Not the number 65534: inside the namespace every stranger has that one, and would pass as us.
    private static (uint Id, string Name)? FindNamespaceUser()
    {
        if (!File.Exists("/etc/passwd"))
            return null;
        foreach (var line in File.ReadLines("/etc/passwd"))
        {
            var fields = line.Split(':');
            if (
                fields.Length > 3
                && uint.TryParse(fields[2], out var id)
                && id is not (0 or Nobody)
                && fields[0].Length > 0
            )
                return (id, fields[0]);
        }
        return null;
    }

    /// <summary>What the command prints; null where it cannot be started or fails.</summary>
    private static string? Output(string program, params IEnumerable<string> arguments)
    {
        try
        {
            using var process = Process.Start(
                new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true }
            )!;
            process.ErrorDataReceived += static (_, _) => { };
            process.BeginErrorReadLine();
            var output = process.StandardOutput.ReadToEnd().Trim();
            process.WaitForExit();
            return process.ExitCode == 0 ? output : null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }
}
