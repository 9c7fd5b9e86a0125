using System.Security.Cryptography;
using System.Text;
using Levee.Cli.Machine;
using Levee.Cli.Server;

namespace Levee.Cli.Replay;

/// <summary>The schemas that a history was seen to lead to. Whoever reads another one will need the server, which can then
/// start while everything else is read. A wrong guess costs time and nothing else.</summary>
internal sealed class SettledSchemas(PostgresOptions options)
{
    private const int Most = 40;

    public bool Contains(IEnumerable<string> texts) =>
        options.Persistent && Read().Contains(KeyOf(texts), StringComparer.Ordinal);

    public void Add(IEnumerable<string> texts)
    {
        if (!options.Persistent)
            return;
        var (known, key) = (Read(), KeyOf(texts));
        if (!known.Contains(key, StringComparer.Ordinal))
            SealedFile.Write(Path(), Encoding.UTF8.GetBytes(string.Join('\n', known.Append(key).TakeLast(Most))));
    }

    private string[] Read() => SealedFile.Read(Path()) is { } bytes ? Encoding.UTF8.GetString(bytes).Split('\n') : [];

    private string Path() => System.IO.Path.Combine(options.OpenCache().Lasting, "facts", "settled");

    private static string KeyOf(IEnumerable<string> texts) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\0', texts))).AsSpan(0, 20));
}
