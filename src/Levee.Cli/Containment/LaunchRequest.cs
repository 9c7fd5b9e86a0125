using System.Globalization;

namespace Levee.Cli.Containment;

/// <summary>What is to be started, and what it gets.</summary>
/// <param name="Program">The full path.</param>
/// <param name="Writable">The folders that it may write to.</param>
/// <param name="Root">An empty folder for its view of the file system.</param>
internal sealed record LaunchRequest(
    string Program,
    IReadOnlyList<string> Arguments,
    IReadOnlyList<string> Writable,
    string Root
)
{
    /// <summary>The first argument by which Levee knows that it is its own launcher.</summary>
    public const string Word = "levee-launch";

    /// <summary>Whether it starts other programs itself, as <c>initdb</c> does, and runs nobody else's SQL.</summary>
    public bool StartsOthers { get; init; }

    /// <summary>Whether it talks to itself over UDP, as PostgreSQL before 15 does.</summary>
    public bool UsesLoopback { get; init; }

    /// <summary>As whom it runs where there are no namespaces; null as we do.</summary>
    public uint? StepsDownTo { get; init; }

    /// <summary>The number under which a program that steps down finds its folder open.</summary>
    public const int OpenFolder = 100;

    /// <summary>Its own: it begins there, or where it steps down has it open.</summary>
    public string Folder => Writable[0];

    /// <summary>The file that says who it is, where it has a view of its own.</summary>
    public string Accounts => Root + ".passwd";

    public List<string> ToArguments() =>
        [
            Word,
            StartsOthers ? "many" : "one",
            UsesLoopback ? "udp" : "no",
            StepsDownTo?.ToString(CultureInfo.InvariantCulture) ?? "-",
            Root,
            Writable.Count.ToString(CultureInfo.InvariantCulture),
            .. Writable,
            Program,
            .. Arguments,
        ];

    /// <returns>Null where it is none of ours.</returns>
    public static LaunchRequest? FromArguments(string[] arguments)
    {
        const int Fixed = 6;
        if (
            arguments.Length <= Fixed
            || !int.TryParse(arguments[Fixed - 1], NumberStyles.None, CultureInfo.InvariantCulture, out var folders)
            || folders < 1
            || arguments.Length <= Fixed + folders
        )
            return null;
        return new(
            arguments[Fixed + folders],
            arguments[(Fixed + folders + 1)..],
            arguments[Fixed..(Fixed + folders)],
            arguments[4]
        )
        {
            StartsOthers = arguments[1] == "many",
            UsesLoopback = arguments[2] == "udp",
            StepsDownTo = uint.TryParse(arguments[3], out var user) ? user : null,
        };
    }
}
