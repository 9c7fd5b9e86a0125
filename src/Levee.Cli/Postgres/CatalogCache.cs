using System.Security.Cryptography;
using System.Text;
using Levee.Core.Schema;

namespace Levee.Cli.Postgres;

/// <summary>Read catalogs, kept by everything that they depend on.</summary>
internal sealed class CatalogCache(CacheFolders cache)
{
    /// <param name="history">The history's key.</param>
    public static string KeyOf(string history, PostgresBinaries binaries, DatabaseSchema like)
    {
        var parts = new[]
        {
            CacheFormat.Catalogs,
            history,
            binaries.Folder,
            binaries.Version,
            $"{like.Style}",
            $"{like.ComparesPredicates}",
        };
        return Convert.ToHexStringLower(
            SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\0', [.. parts, .. like.Namespaces])))
        )[..40];
    }

    public DatabaseSchema? Find(string key, DatabaseSchema like)
    {
        _ = (key, like, cache);
        return null;
    }

    public void Keep(string key, DatabaseSchema schema) => _ = (key, schema, cache);
}
