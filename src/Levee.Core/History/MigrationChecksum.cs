using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Levee.Core.History;

/// <summary>The checksum that Prisma keeps of a migration: SHA-256 of the script's UTF-8 bytes, in lower-case hexadecimal.</summary>
public static class MigrationChecksum
{
    /// <summary>Of the script as it is.</summary>
    public static string Of(Migration migration) => Convert.ToHexStringLower(Digest(migration.Script.Text));

    /// <summary>Whether a kept checksum is that of this script, which may have changed its line ends since. Old rows were written
    /// without the leading zero of each byte.</summary>
    public static bool Matches(string kept, Migration migration)
    {
        var text = migration.Script.Text;
        var unix = text.Replace("\r\n", "\n", StringComparison.Ordinal);
        string[] forms = [text, unix, text.Replace("\n", "\r\n", StringComparison.Ordinal)];
        return forms
            .Distinct()
            .Select(Digest)
            .Any(digest => kept == Convert.ToHexStringLower(digest) || kept == Unpadded(digest));
    }

    private static byte[] Digest(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));

    private static string Unpadded(byte[] digest) =>
        string.Concat(digest.Select(part => part.ToString("x", CultureInfo.InvariantCulture)));
}
