using System.Security.Cryptography;
using System.Text;

namespace Levee.Cli.Machine;

/// <summary>Answers of programs that stay true as long as the program's file does. A lost or broken answer is asked for
/// again.</summary>
internal sealed class FactCache(CacheFolders cache)
{
    /// <summary>The answer about this file: the one kept, if the file is still the same, else that of <paramref
    /// name="ask"/>, without blanks around it.</summary>
    public async Task<string> AboutFileAsync(string path, Func<Task<string>> ask)
    {
        var file = new FileInfo(path);
        var identity = $"{path}\n{file.Length} {file.LastWriteTimeUtc.Ticks}\n";
        var kept = Path.Combine(
            cache.Lasting,
            "facts",
            Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(path)))[..24]
        );
        if (
            SealedFile.Read(kept) is { } bytes
            && Encoding.UTF8.GetString(bytes) is var text
            && text.StartsWith(identity, StringComparison.Ordinal)
        )
            return text[identity.Length..];
        var answer = (await ask()).Trim();
        if (cache.IsKept && answer.Length > 0)
            SealedFile.Write(kept, Encoding.UTF8.GetBytes(identity + answer));
        return answer;
    }
}
