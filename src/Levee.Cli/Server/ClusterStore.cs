using System.Security.Cryptography;
using System.Text;
using Levee.Cli.Machine;

namespace Levee.Cli.Server;

/// <summary>The clusters that are kept: a file for each replayed history, by its key. Whoever has one open is not disturbed when
/// it is replaced or deleted.</summary>
internal sealed class ClusterStore
{
    private const int Most = 12;
    private const long LeastRoom = 256L << 20;
    private static readonly TimeSpan LongestWrite = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Oldest = TimeSpan.FromDays(30);

    private readonly string _folder;
    private readonly PostgresOptions _options;

    /// <param name="folder">Of the clusters of every PostgreSQL.</param>
    public ClusterStore(string folder, PostgresBinaries binaries, PostgresOptions options)
    {
        // Another PostgreSQL of the same version may be built differently: ICU, page size.
        var identity = Encoding.UTF8.GetBytes($"{binaries.Folder}\n{binaries.Version}\n{CacheFormat.Clusters}");
        var name = $"{binaries.Version}-{Convert.ToHexStringLower(SHA256.HashData(identity))[..8]}";
        _folder = CacheFolders.Make(folder, name);
        _options = options;
    }

    public static string FolderOf(CacheFolders cache) => CacheFolders.Make(cache.Fast, "clusters");

    /// <summary>The keys of the histories that are there.</summary>
    public HashSet<string> Keys()
    {
        try
        {
            return Directory.GetFiles(_folder).Select(path => Path.GetFileName(path)).ToHashSet(StringComparer.Ordinal);
        }
        catch (DirectoryNotFoundException)
        {
            return []; // another run cleared the cache
        }
    }

    /// <summary>Null where it was deleted meanwhile.</summary>
    public FileStream? TryOpen(string key)
    {
        const int ReadAtOnce = 1 << 20;
        var path = Path.Combine(_folder, key);
        if (!UnixFile.IsOurs(path))
            return null;
        try
        {
            File.SetLastWriteTimeUtc(path, DateTime.UtcNow);
            return new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, ReadAtOnce);
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

    public void Forget(string key) => SealedFile.TryDelete(Path.Combine(_folder, key));

    /// <summary>Keeps a stopped cluster. That it cannot be kept (a full disk) costs the next run time and nothing else.</summary>
    /// <inheritdoc cref="ClusterFile.WriteAsync"/>
    public async Task KeepAsync(string key, ClusterHeader header, string data)
    {
        const int WrittenAtOnce = 1 << 20;
        var temporary = Path.Combine(_folder, $"{key}.{Path.GetRandomFileName()}");
        try
        {
            await using (
                var file = new FileStream(
                    temporary,
                    FileMode.CreateNew,
                    FileAccess.Write,
                    FileShare.None,
                    WrittenAtOnce
                )
            )
                await ClusterFile.WriteAsync(file, key, header, data);
            File.Move(temporary, Path.Combine(_folder, key), overwrite: true);
            Trim();
        }
        catch (IOException)
        {
            SealedFile.TryDelete(temporary);
        }
        catch (UnauthorizedAccessException)
        {
            SealedFile.TryDelete(temporary);
        }
    }

    // The newest ones stay in any case: this run works with them.
    private void Trim()
    {
        const int AtLeast = 2;
        var most = new DriveInfo(_folder).AvailableFreeSpace < LeastRoom ? 3 : Most;
        var kept = 0L;
        var files = new DirectoryInfo(_folder).GetFiles().OrderByDescending(file => file.LastWriteTimeUtc);
        foreach (var (place, file) in files.Index())
        {
            kept += file.Length;
            if (place >= AtLeast && (place >= most || kept > _options.KeptBytes || IsOld(file)))
                SealedFile.TryDelete(file.FullName);
        }
        // What a run that was killed was just writing.
        foreach (var file in new DirectoryInfo(_folder).GetFiles("*.*"))
        {
            if (DateTime.UtcNow - file.LastWriteTimeUtc > LongestWrite)
                SealedFile.TryDelete(file.FullName);
        }
        foreach (var other in Directory.GetParent(_folder)!.GetDirectories())
        {
            if (IsOld(other) && other.EnumerateFiles().All(IsOld))
                CacheFolders.Delete(other.FullName);
        }
    }

    private static bool IsOld(FileSystemInfo item) => DateTime.UtcNow - item.LastWriteTimeUtc > Oldest;
}
