using Levee.Cli.Machine;
using Levee.Cli.Server;
using Levee.Core;

namespace Levee.Cli.Replay;

/// <summary>What is kept between runs, and the way to be rid of it.</summary>
public static class CacheInventory
{
    /// <summary>A line for each kind of thing that is kept: what, where, how much.</summary>
    public static ValueList<string> Describe(PostgresOptions options)
    {
        var cache = options.OpenCache();
        (string What, string Folder)[] kinds =
        [
            ("replayed databases", Path.Combine(cache.Fast, "clusters")),
            ("read catalogs", CatalogCache.FolderOf(cache)),
            ("fetched PostgreSQL", Path.Combine(cache.Lasting, "packages")),
            ("answers of programs", Path.Combine(cache.Lasting, "facts")),
        ];
        var lines = kinds.Select(kind => Describe(kind.What, kind.Folder));
        return cache.IsKept
            ? lines.ToValueList()
            : [.. lines, "nothing is kept: the cache is off, or cannot be written"];
    }

    /// <summary>Deletes everything that no run uses right now.</summary>
    /// <returns>How many runs are alive, and keep what they have.</returns>
    public static int Clear(PostgresOptions options)
    {
        var cache = options.OpenCache();
        var inUse = RunFolder.RemoveAbandoned(cache);
        CacheFolders.Delete(ClusterStore.FolderOf(cache));
        CacheFolders.Delete(CatalogCache.FolderOf(cache));
        CacheFolders.Delete(Path.Combine(cache.Lasting, "facts"));
        if (inUse == 0)
            CacheFolders.Delete(Path.Combine(cache.Lasting, "packages"));
        return inUse;
    }

    private static string Describe(string what, string folder)
    {
        const double MegaByte = 1 << 20;
        var files = Directory.Exists(folder)
            ? new DirectoryInfo(folder).GetFiles("*", SearchOption.AllDirectories)
            : Array.Empty<FileInfo>();
        return $"{what}: {files.Length} files, {files.Sum(file => file.Length) / MegaByte:0.0} MB in {folder}";
    }
}
