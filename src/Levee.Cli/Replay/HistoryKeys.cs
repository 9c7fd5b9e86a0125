using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using Levee.Core;
using Levee.Core.History;

namespace Levee.Cli.Replay;

/// <summary>A name for what is in a database after the first n migrations: it depends on their SQL and order, not on
/// their names.</summary>
internal static class HistoryKeys
{
    private static readonly ConditionalWeakTable<ValueList<Migration>, string[]> Known = [];

    /// <summary>Position n holds the key of the first n migrations; position 0 that of the empty history. A run asks
    /// several times.</summary>
    public static string[] Of(ValueList<Migration> history) => Known.GetValue(history, Compute);

    private static string[] Compute(ValueList<Migration> history)
    {
        var keys = new string[history.Count + 1];
        var key = SHA256.HashData("levee history"u8);
        keys[0] = Name(key);
        Span<byte> link = stackalloc byte[2 * SHA256.HashSizeInBytes];
        for (var i = 0; i < history.Count; i++)
        {
            key.CopyTo(link);
            SHA256.HashData(Encoding.UTF8.GetBytes(history[i].Script.Text), link[SHA256.HashSizeInBytes..]);
            SHA256.HashData(link, key);
            keys[i + 1] = Name(key);
        }
        return keys;
    }

    private static string Name(byte[] key) => Convert.ToHexStringLower(key.AsSpan(0, 20));
}
