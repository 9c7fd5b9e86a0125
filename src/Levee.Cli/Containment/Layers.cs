using System.Globalization;
using Levee.Core.Diagnostics;

namespace Levee.Cli.Containment;

/// <summary>What holds a program of PostgreSQL in.</summary>
/// <param name="Namespaces">Network, processes, files and shared memory of its own: it sees no others.</param>
/// <param name="Landlock">The version of it; zero for none.</param>
/// <param name="Seccomp">Whether system calls are filtered.</param>
internal sealed record Layers(bool Namespaces, int Landlock, bool Seccomp)
{
    public static readonly Layers None = new(false, 0, false);

    /// <summary>For a machine where they do not contain.</summary>
    public static Diagnostic Missing { get; } =
        Diagnostic.Note(
            "uncontained",
            "the kernel gives neither Landlock nor namespaces: SQL that reaches beyond the database is refused before anything runs"
        );

    /// <summary>Whether files out of its reach are out of its reach, whatever SQL it runs.</summary>
    public bool Contain => Namespaces || Landlock > 0;

    public override string ToString()
    {
        List<string> there = [];
        if (Namespaces)
            there.Add("namespaces");
        if (Landlock > 0)
            there.Add(string.Create(CultureInfo.InvariantCulture, $"Landlock {Landlock}"));
        if (Seccomp)
            there.Add("seccomp");
        return there.Count == 0 ? "nothing" : string.Join(", ", there);
    }
}
