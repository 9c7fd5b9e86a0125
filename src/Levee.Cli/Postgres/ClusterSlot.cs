using System.Security.Cryptography;
using System.Text;
using Levee.Core.Diagnostics;

namespace Levee.Cli.Postgres;

/// <summary>
/// One data directory, held by one run at a time: whoever holds the lock file may use it, and the lock goes with its
/// holder. A cluster that was not put down in order, or is not byte by byte what was put down, is not trusted but built
/// anew.
/// </summary>
internal sealed class ClusterSlot : IDisposable
{
    /// <summary>So many clusters stay; a run that finds them all taken gets one that goes with it.</summary>
    private const int Kept = 3;

    private const int Most = 200;
    private static readonly TimeSpan Forgotten = TimeSpan.FromDays(14);
    private const string Marker = "levee-cluster";

    /// <summary>template0 since PostgreSQL 15.</summary>
    private const string EmptyDatabase = "base/4";

    private readonly FileStream _lock;
    private readonly string _folder;
    private readonly Dictionary<string, FolderSeal> _seals = new(StringComparer.Ordinal);

    private ClusterSlot(string folder, FileStream @lock, bool isKept)
    {
        _folder = folder;
        _lock = @lock;
        IsKept = isKept;
    }

    /// <summary>PostgreSQL's data directory.</summary>
    public string Data => Path.Combine(_folder, "data");

    /// <summary>Whether the cluster stays when the run is over.</summary>
    public bool IsKept { get; }

    /// <summary>How the cluster's server is run; known once the cluster is built.</summary>
    public ServerAccount? Account { get; private set; }

    private string SealFile => Path.Combine(_folder, "seal");

    /// <summary>The first cluster that nobody uses. Does not wait.</summary>
    public static ClusterSlot Take(CacheFolders cache, PostgresBinaries binaries)
    {
        // Another PostgreSQL of the same version may be built differently: ICU, page size.
        var place = Fingerprint(binaries);
        var clusters = CacheFolders.Make(cache.Fast, "clusters", place);
        var locks = CacheFolders.Make(cache.Fast, "locks");
        Sweep(cache, locks);
        for (var number = cache.IsKept ? 0 : Kept; number < Most; number++)
        {
            if (TryLock(Path.Combine(locks, $"{place}-{number}")) is not { } held)
                continue;
            var slot = new ClusterSlot(Path.Combine(clusters, $"{number}"), held, number < Kept);
            if (slot.IsLeftAlone())
                return slot;
            slot.Dispose();
        }
        throw new LeveeException(
            Diagnostic.Error("no-postgres", $"{Most} private PostgreSQL clusters are in use in {clusters}")
        );
    }

    /// <summary>Whether the cluster was put down in order in this boot and is unchanged, as far as that can be told
    /// before a start.</summary>
    public bool IsSound()
    {
        _seals.Clear();
        if (SealedFile.Read(SealFile) is not { } content)
            return false;
        var lines = Encoding.UTF8.GetString(content).Split('\n');
        if (lines.Length < 2 || lines[0] != BootId() || ServerAccount.FromLine(lines[1]) is not { } account)
            return false;
        foreach (var line in lines[2..])
        {
            if (FolderSeal.FromLine(line) is var (folder, seal))
                _seals[folder] = seal;
        }
        Account = account;
        return AlwaysChecked().All(IsUnchanged);
    }

    /// <summary>Whether a folder of the data directory (<c>base/16384</c>) is what the last run left.</summary>
    public bool IsUnchanged(string folder)
    {
        try
        {
            return _seals.TryGetValue(folder, out var seal)
                && FolderSeal.Of(Path.Combine(Data, folder)).IsSameContent(seal);
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

    /// <summary>Whether PostgreSQL's own databases that every run uses are what the last run left. A new cluster has no
    /// seals, and passes.</summary>
    public bool AreOwnDatabasesUnchanged() =>
        _seals
            .Keys.Where(folder =>
                folder is not ("base/1" or EmptyDatabase)
                && folder.StartsWith("base/", StringComparison.Ordinal)
                && !IsTemplate(folder)
            )
            .All(IsUnchanged);

    /// <summary>Whether what an empty database is copied from is what the last run left. Before PostgreSQL 15 it has no
    /// fixed place, and was looked at with the others.</summary>
    public bool IsEmptyDatabaseUnchanged() => !_seals.ContainsKey(EmptyDatabase) || IsUnchanged(EmptyDatabase);

    /// <summary>Breaks the seal: from here on, only an orderly end makes the cluster one to be trusted.</summary>
    public void Unseal() => File.Delete(SealFile);

    /// <summary>Seals the cluster. Only for one whose server went down cleanly.</summary>
    public void Seal()
    {
        if (!IsKept || Account is null)
            return;
        var databases = Directory
            .GetDirectories(Path.Combine(Data, "base"))
            .Select(path => $"base/{Path.GetFileName(path)}");
        var lines = AlwaysChecked().Concat(databases).Select(folder => SealOf(folder).ToLine(folder));
        SealedFile.Write(SealFile, Encoding.UTF8.GetBytes(string.Join('\n', [BootId(), Account.ToLine(), .. lines])));
    }

    private FolderSeal SealOf(string folder)
    {
        // Nothing writes to a template once it is one.
        var isKnown = _seals.TryGetValue(folder, out var known);
        return isKnown && IsTemplate(folder)
            ? known
            : FolderSeal.Of(Path.Combine(Data, folder), isKnown ? known : null);
    }

    // PostgreSQL numbers the databases of its users from here.
    private static bool IsTemplate(string folder) =>
        uint.TryParse(Path.GetFileName(folder), out var database) && database >= 16384;

    /// <summary>Deletes what is there and makes an empty folder that belongs to whoever runs the server.</summary>
    public void Clear()
    {
        _seals.Clear();
        Remove(_folder);
        Account = ServerAccount.Find();
        CacheFolders.MakePrivate(_folder);
        File.WriteAllText(Path.Combine(_folder, Marker), "made by levee, which may delete this folder at any time\n");
        CacheFolders.MakePrivate(Data);
        if (Account.FileOwner is { } owner)
        {
            UnixFile.ChangeOwner(Data, owner);
            LetThrough(_folder);
        }
    }

    public long Room => new DriveInfo(_folder).AvailableFreeSpace;

    /// <summary>Notes that a database was of use, for the day when there are too many.</summary>
    public void MarkUsed(string database)
    {
        var note = Path.Combine(CacheFolders.Make(_folder, "used"), database);
        if (File.Exists(note))
            File.SetLastWriteTimeUtc(note, DateTime.UtcNow);
        else
            File.WriteAllText(note, "");
    }

    public void ForgetUse(string database) => SealedFile.TryDelete(Path.Combine(_folder, "used", database));

    /// <summary>The beginning of time for a database that never was.</summary>
    public DateTime LastUseOf(string database) => File.GetLastWriteTimeUtc(Path.Combine(_folder, "used", database));

    /// <summary>Where the server's socket goes: 107 bytes is all that such a path may have.</summary>
    public string SocketFolder()
    {
        var folder = Path.Combine(_folder, "socket");
        const int LongestSocketName = 20;
        if (Encoding.UTF8.GetByteCount(folder) + LongestSocketName > 103)
            folder = Path.Combine(
                Path.GetTempPath(),
                $"levee-{UnixFile.CurrentUser}-{Environment.ProcessId:x}{Environment.TickCount64 & 0xFFFF:x}"
            );
        CacheFolders.MakePrivate(folder);
        foreach (var stale in Directory.EnumerateFiles(folder))
            File.Delete(stale);
        if (Account?.FileOwner is { } owner)
            UnixFile.ChangeOwner(folder, owner);
        return folder;
    }

    /// <summary>Lets go of the cluster; one that is not kept is deleted first.</summary>
    public void Dispose()
    {
        if (!IsKept)
            Remove(_folder);
        _lock.Dispose();
    }

    /// <summary>Deletes every cluster that nobody uses.</summary>
    /// <returns>How many are in use and stay.</returns>
    public static int RemoveAll(CacheFolders cache)
    {
        var inUse = 0;
        var locks = CacheFolders.Make(cache.Fast, "locks");
        foreach (var place in Directory.GetDirectories(CacheFolders.Make(cache.Fast, "clusters")))
        {
            foreach (var folder in Directory.GetDirectories(place))
            {
                using var held = TryLock(Path.Combine(locks, $"{Path.GetFileName(place)}-{Path.GetFileName(folder)}"));
                if (held is null)
                    inUse++;
                else
                    Remove(folder);
            }
        }
        return inUse;
    }

    // What killed runs left of clusters that were to go with them, and what nobody used for weeks: another version's.
    private static void Sweep(CacheFolders cache, string locks)
    {
        foreach (var place in Directory.GetDirectories(Path.Combine(cache.Fast, "clusters")))
        {
            foreach (var folder in Directory.GetDirectories(place))
            {
                var isKept = int.TryParse(Path.GetFileName(folder), out var number) && number < Kept;
                if (isKept && DateTime.UtcNow - Directory.GetLastWriteTimeUtc(folder) < Forgotten)
                    continue;
                using var held = TryLock(Path.Combine(locks, $"{Path.GetFileName(place)}-{Path.GetFileName(folder)}"));
                if (held is not null)
                    Remove(folder);
            }
        }
    }

    private static FileStream? TryLock(string path)
    {
        try
        {
            return new(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1);
        }
        catch (IOException)
        {
            return null;
        }
    }

    private static void Remove(string folder)
    {
        if (!Directory.Exists(folder))
            return;
        // Ours by its place already; the marker guards against a cache folder that was pointed at something else.
        if (!File.Exists(Path.Combine(folder, Marker)) && Directory.EnumerateFileSystemEntries(folder).Any())
            throw new LeveeException(
                Diagnostic.Error("no-cache", $"{folder} was not made by levee, and is not touched") with
                {
                    Help = ["move it away, or set LEVEE_CACHE_DIR to another folder"],
                }
            );
        File.Delete(Path.Combine(folder, "seal"));
        CacheFolders.Delete(Path.Combine(folder, "data"));
        CacheFolders.Delete(folder);
    }

    // A run that was killed a moment ago leaves a server that is still on its way down.
    private bool IsLeftAlone()
    {
        for (var attempt = 0; ServerOf(Data) is { } process; attempt++)
        {
            if (attempt == 50)
                UnixFile.Interrupt(process);
            if (attempt == 150)
                return false;
            Thread.Sleep(10);
        }
        return true;
    }

    /// <summary>The process that serves this data directory; null where there is none.</summary>
    private static int? ServerOf(string data)
    {
        try
        {
            var line = File.ReadLines(Path.Combine(data, "postmaster.pid")).FirstOrDefault();
            if (!int.TryParse(line, out var process) || !UnixFile.IsAlive(process))
                return null;
            // The number may long belong to another program.
            return OperatingSystem.IsLinux() && File.ResolveLinkTarget($"/proc/{process}/cwd", false)?.FullName != data
                ? null
                : process;
        }
        catch (IOException)
        {
            return null;
        }
        catch (UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static void LetThrough(string folder)
    {
        if (OperatingSystem.IsWindows())
            return;
        for (
            string? parent = folder;
            parent is not null && UnixFile.OwnerOf(parent) == UnixFile.CurrentUser;
            parent = Path.GetDirectoryName(parent)
        )
            File.SetUnixFileMode(
                parent,
                File.GetUnixFileMode(parent) | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute
            );
    }

    private static IEnumerable<string> AlwaysChecked() =>
        ["", "global", "pg_xact", "pg_multixact/members", "pg_multixact/offsets"];

    private static string BootId() =>
        File.Exists("/proc/sys/kernel/random/boot_id") ? File.ReadAllText("/proc/sys/kernel/random/boot_id").Trim()
        : OperatingSystem.IsWindows() ? ""
        : $"{(DateTimeOffset.UtcNow - TimeSpan.FromMilliseconds(Environment.TickCount64)).ToUnixTimeSeconds() / 60}";

    private static string Fingerprint(PostgresBinaries binaries)
    {
        var identity = Encoding.UTF8.GetBytes($"{binaries.Folder}\n{binaries.Version}\n{CacheFormat.Clusters}");
        return $"{binaries.Version}-{Convert.ToHexStringLower(SHA256.HashData(identity))[..8]}";
    }
}
