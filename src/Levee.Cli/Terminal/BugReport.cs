using System.Runtime.InteropServices;

namespace Levee.Cli.Terminal;

internal static class BugReport
{
    /// <summary>What a user is asked to send when Levee itself is at fault. Holds no password.</summary>
    public static string Of(Exception bug, IEnumerable<string> args) =>
        Secrets.Mask(
            $"""
            levee: this is a bug in Levee, and nothing was written
            report it with the lines below:

              version   {ProductVersion.Text}
              platform  {RuntimeInformation.RuntimeIdentifier}, {RuntimeInformation.FrameworkDescription}
              command   levee {string.Join(' ', args)}

            {bug}
            """
        );
}
