using System.Security.Cryptography;
using System.Text;
using Levee.Cli.Machine;
using Levee.Cli.Server;
using Levee.Core.Schema;

namespace Levee.Cli.Replay;

/// <summary>Read catalogs, kept by everything that they depend on. One that is damaged is as good as none.</summary>
internal sealed class CatalogCache(CacheFolders cache)
{
    /// <summary>Catalogs are small; this many are months of work.</summary>
    private const int Most = 500;

    public static string FolderOf(CacheFolders cache) => Path.Combine(cache.Lasting, "catalogs");

    /// <param name="history">The history's key.</param>
    public static string KeyOf(string history, PostgresBinaries binaries, DatabaseSchema like)
    {
        string[] parts =
        [
            CacheFormat.Catalogs,
            history,
            binaries.Folder,
            binaries.Version,
            $"{like.Style}",
            $"{like.ComparesPredicates}",
            .. like.Namespaces,
            "external",
            .. like.External.Patterns,
            "brought",
            .. like.External.BroughtSchemas,
        ];
        var identity = Encoding.UTF8.GetBytes(string.Join('\0', parts));
        return Convert.ToHexStringLower(SHA256.HashData(identity).AsSpan(0, 20));
    }

    public DatabaseSchema? Find(string key) => Read(key, CatalogFile.Read);

    public void Keep(string key, DatabaseSchema schema)
    {
        var bytes = CatalogFile.Write(schema);
        // What the file cannot hold would be missing the next time only.
        if (CatalogFile.Read(bytes) == schema)
            Write(key, bytes);
    }

    /// <param name="cluster">Which kept cluster, byte by byte.</param>
    public KnownDatabase? FindKnown(string cluster) => Read(KeyOf(cluster), SnapshotFile.Read);

    public void Keep(string cluster, KnownDatabase known) => Write(KeyOf(cluster), SnapshotFile.Write(known));

    private static string KeyOf(string cluster) =>
        Convert.ToHexStringLower(
            SHA256.HashData(Encoding.UTF8.GetBytes($"{CacheFormat.Catalogs}\0{cluster}")).AsSpan(0, 20)
        );

    private T? Read<T>(string key, Func<byte[], T> read)
        where T : class
    {
        if (!cache.IsKept || SealedFile.Read(PathOf(key)) is not { } bytes)
            return null;
        try
        {
            return read(bytes);
        }
        catch (Exception error) when (error is EndOfStreamException or InvalidDataException or FormatException)
        {
            return null;
        }
    }

    private void Write(string key, byte[] bytes)
    {
        if (!cache.IsKept)
            return;
        SealedFile.Write(PathOf(key), bytes);
        Trim();
    }

    private string PathOf(string key) => Path.Combine(FolderOf(cache), key);

    private void Trim()
    {
        var files = new DirectoryInfo(FolderOf(cache)).GetFiles();
        if (files.Length <= Most)
            return;
        foreach (var file in files.OrderBy(file => file.LastWriteTimeUtc).Take(files.Length - (Most / 2)))
            SealedFile.TryDelete(file.FullName);
    }
}
