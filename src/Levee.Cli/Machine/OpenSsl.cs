using System.Runtime.InteropServices;
using Levee.Core.Diagnostics;

namespace Levee.Cli.Machine;

/// <summary>The library that .NET computes checksums with on Linux. Without one it ends the process where the first is wanted.</summary>
internal static class OpenSsl
{
    // In the order in which .NET looks.
    private static readonly string[] Names =
    [
        "libssl.so.3",
        "libssl.so.1.1",
        "libssl.so.1.0.2",
        "libssl.so.1.0.0",
        "libssl.so.10",
    ];

    /// <exception cref="LeveeException">There is none that can be loaded.</exception>
    public static void Require()
    {
        if (!OperatingSystem.IsLinux())
            return;
        var asked = Environment.GetEnvironmentVariable("CLR_OPENSSL_VERSION_OVERRIDE");
        // It stays loaded: it is wanted in a moment.
        if (
            (asked is { Length: > 0 } && NativeLibrary.TryLoad($"libssl.so.{asked}", out _))
            || Array.Exists(Names, name => NativeLibrary.TryLoad(name, out _))
        )
            return;
        throw new LeveeException(
            Diagnostic.Error("no-openssl", "the library libssl cannot be loaded on this machine") with
            {
                Notes = [$"looked for {string.Join(", ", Names)}"],
                Help = ["install OpenSSL: apt install libssl3, apk add libssl3, dnf install openssl-libs"],
            }
        );
    }
}
