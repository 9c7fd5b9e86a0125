using Levee.Core.Diagnostics;

namespace Levee.Cli.Machine;

/// <summary>
/// Where things are kept between runs. Every folder is ours alone: made with mode 0700, and refused when somebody else
/// made it first, so that nobody can plant a cluster or a program that we would then run.
/// </summary>
internal sealed class CacheFolders
{
    private const string Marker = "levee-cache";
    private const long RoomForClusters = 1L << 30;

    private CacheFolders(string lasting, string fast, bool isKept)
    {
        Lasting = lasting;
        Fast = fast;
        IsKept = isKept;
    }

    /// <summary>On disk: read catalogs, fetched packages.</summary>
    public string Lasting { get; }

    /// <summary>In memory where there is room for it: clusters.</summary>
    public string Fast { get; }

    /// <summary>False where the cache is switched off, or its folder cannot be written: then nothing outlives the
    /// run.</summary>
    public bool IsKept { get; }

    /// <param name="wanted">Everything goes in here; null takes the user's cache folder and memory.</param>
    /// <param name="isKept">False where nothing is to outlive the run.</param>
    public static CacheFolders Open(string? wanted, bool isKept)
    {
        if (wanted is { } given)
        {
            if (TryOpen(given))
                return new(given, given, isKept);
            isKept = false;
        }
        var lasting = wanted is null ? UserCache() : null;
        if (lasting is not null && !TryOpen(lasting))
            (lasting, isKept) = (null, false);

        foreach (var fast in FastCandidates(lasting))
        {
            if (TryOpen(fast))
                return new(lasting ?? fast, fast, isKept);
        }
        throw new LeveeException(
            Diagnostic.Error("no-cache", "there is no folder in which a private PostgreSQL could be kept") with
            {
                Help = ["set LEVEE_CACHE_DIR to a folder that you own and can write to"],
            }
        );
    }

    /// <summary>A folder below one of ours; made where it is not there.</summary>
    public static string Make(string parent, params ReadOnlySpan<string> names)
    {
        var folder = parent;
        foreach (var name in names)
        {
            folder = Path.Combine(folder, name);
            MakePrivate(folder);
        }
        return folder;
    }

    /// <summary>Makes the folder, or throws where it exists and is not ours alone.</summary>
    public static void MakePrivate(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
            return;
        }
        const UnixFileMode Mine = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        var made = Directory.CreateDirectory(folder, Mine);
        if (made.LinkTarget is not null || UnixFile.OwnerOf(folder) is { } owner && owner != UnixFile.CurrentUser)
            throw new UnauthorizedAccessException($"{folder} belongs to somebody else");
        if (made.UnixFileMode != Mine)
            made.UnixFileMode = Mine;
    }

    /// <summary>Deletes a folder that we made, however large; one that is not there is no error.</summary>
    public static void Delete(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (DirectoryNotFoundException) { }
    }

    /// <summary>How many bytes the files of a folder have, as far as they can be seen.</summary>
    public static long SizeOf(string folder)
    {
        try
        {
            var all = new EnumerationOptions
            {
                RecurseSubdirectories = true,
                IgnoreInaccessible = true,
                AttributesToSkip = FileAttributes.ReparsePoint,
            };
            return new DirectoryInfo(folder).EnumerateFiles("*", all).Sum(file => file.Exists ? file.Length : 0);
        }
        catch (IOException)
        {
            return 0; // something went while it was counted
        }
    }

    private static bool TryOpen(string folder)
    {
        try
        {
            if (Path.GetDirectoryName(folder) is { } parent)
                Directory.CreateDirectory(parent);
            MakePrivate(folder);
            // Also shows that the folder can be written to: the owner of a read-only file system owns it too.
            using var marker = new FileStream(
                Path.Combine(folder, Marker),
                FileMode.OpenOrCreate,
                FileAccess.Write,
                FileShare.ReadWrite
            );
            return true;
        }
        catch (IOException)
        {
            return false;
        }
        catch (UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static string? UserCache()
    {
        var root =
            Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } cache && Path.IsPathRooted(cache)
                ? cache
            : OperatingSystem.IsWindows() ? Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData)
            : Environment.GetFolderPath(Environment.SpecialFolder.UserProfile) is { Length: > 0 } home
                ? Path.Combine(home, OperatingSystem.IsMacOS() ? "Library/Caches" : ".cache")
            : "";
        return root.Length > 0 ? Path.Combine(root, "levee") : null;
    }

    private static IEnumerable<string> FastCandidates(string? lasting)
    {
        var name = OperatingSystem.IsWindows() ? "levee" : $"levee-{UnixFile.CurrentUser}";
        if (OperatingSystem.IsLinux() && HasRoom("/dev/shm"))
            yield return $"/dev/shm/{name}";
        if (lasting is not null)
            yield return lasting;
        yield return Path.Combine(Path.GetTempPath(), name);
    }

    private static bool HasRoom(string folder)
    {
        try
        {
            return Directory.Exists(folder) && new DriveInfo(folder).AvailableFreeSpace >= RoomForClusters;
        }
        catch (IOException)
        {
            return false;
        }
        catch (UnauthorizedAccessException)
        {
            return false;
        }
    }
}
