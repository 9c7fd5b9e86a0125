using System.Globalization;
using Levee.Cli.Machine;

namespace Levee.Cli.Server;

/// <summary>What one run has on disk while it lasts: the data directories of its servers. Its lock goes with its holder, and
/// whoever comes next deletes what a killed run left.</summary>
internal sealed class RunFolder : IDisposable
{
    private readonly FileStream _lock;
    private int _servers;

    private RunFolder(string path, FileStream @lock) => (Path, _lock) = (path, @lock);

    public string Path { get; }

    public static RunFolder Make(CacheFolders cache)
    {
        RemoveAbandoned(cache);
        var name = System.IO.Path.GetFileNameWithoutExtension(System.IO.Path.GetRandomFileName());
        var held = TryLock(LockOf(cache, name)) ?? throw new IOException($"{LockOf(cache, name)} is held already");
        return new(CacheFolders.Make(cache.Fast, "runs", name), held);
    }

    /// <summary>A new, empty folder for a server.</summary>
    public string ForServer() =>
        CacheFolders.Make(Path, Interlocked.Increment(ref _servers).ToString(CultureInfo.InvariantCulture));

    public void Dispose()
    {
        CacheFolders.Delete(Path);
        SealedFile.TryDelete(_lock.Name);
        _lock.Dispose();
    }

    /// <summary>Deletes what killed runs left.</summary>
    /// <returns>How many runs are alive, and keep what they have.</returns>
    public static int RemoveAbandoned(CacheFolders cache)
    {
        var alive = 0;
        foreach (var folder in Directory.GetDirectories(CacheFolders.Make(cache.Fast, "runs")))
        {
            using var held = TryLock(LockOf(cache, System.IO.Path.GetFileName(folder)));
            if (held is null)
            {
                alive++;
                continue;
            }
            // Its run may have ended in this moment, and taken it along.
            if (Directory.Exists(folder))
            {
                if (HasServer(folder))
                {
                    alive++;
                    continue;
                }
                CacheFolders.Delete(folder);
            }
            SealedFile.TryDelete(held.Name);
        }
        return alive;
    }

    private static string LockOf(CacheFolders cache, string name) =>
        System.IO.Path.Combine(CacheFolders.Make(cache.Fast, "locks"), name);

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
        catch (UnauthorizedAccessException)
        {
            return null;
        }
    }

    // A run that was killed a moment ago leaves servers that are still on their way down.
    private static bool HasServer(string folder)
    {
        var servers = Directory.GetDirectories(folder).Select(PostgresServer.ProcessOf).OfType<int>().ToList();
        servers.ForEach(UnixFile.Interrupt);
        return servers.Count > 0;
    }
}
