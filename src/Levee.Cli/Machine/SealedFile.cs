using System.Security.Cryptography;
using System.Text;

namespace Levee.Cli.Machine;

/// <summary>A cache file with the checksum of its content in front: whoever reads it gets what was written, or
/// nothing.</summary>
internal static class SealedFile
{
    /// <returns>Null where the file is not there, cannot be read, or is not as it was written.</returns>
    public static byte[]? Read(string path)
    {
        try
        {
            if (!UnixFile.IsOurs(path))
                return null;
            var bytes = File.ReadAllBytes(path);
            return
                bytes.Length >= SHA256.HashSizeInBytes
                && Seal(path, bytes.AsSpan(SHA256.HashSizeInBytes))
                    .AsSpan()
                    .SequenceEqual(bytes.AsSpan(0, SHA256.HashSizeInBytes))
                ? bytes[SHA256.HashSizeInBytes..]
                : null;
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

    /// <summary>Writes it all or not at all. That a cache cannot be written (a full disk) is nobody's
    /// concern.</summary>
    public static void Write(string path, ReadOnlySpan<byte> content)
    {
        var temporary = $"{path}.{Environment.ProcessId}-{Environment.CurrentManagedThreadId}";
        try
        {
            CacheFolders.MakePrivate(Path.GetDirectoryName(path)!);
            using (var file = new FileStream(temporary, FileMode.Create, FileAccess.Write))
            {
                file.Write(Seal(path, content));
                file.Write(content);
            }
            File.Move(temporary, path, overwrite: true);
        }
        catch (IOException)
        {
            TryDelete(temporary);
        }
        catch (UnauthorizedAccessException)
        {
            TryDelete(temporary);
        }
    }

    // With its name, which is its key: it is no answer to another question.
    private static byte[] Seal(string path, ReadOnlySpan<byte> content)
    {
        using var seal = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        seal.AppendData(Encoding.UTF8.GetBytes(Path.GetFileName(path)));
        seal.AppendData([0]);
        seal.AppendData(content);
        return seal.GetHashAndReset();
    }

    public static void TryDelete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (IOException) { }
        catch (UnauthorizedAccessException) { }
    }
}
