namespace Levee.Tests;

/// <summary>A folder of its own for one test; gone after it.</summary>
/// <param name="prefix">Of its name; a space is in it, so that what does not quote a path is found out.</param>
internal sealed class TempFolder(string prefix = "levee test ") : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory(prefix).FullName;

    public string this[string relative] => System.IO.Path.Combine(Path, relative);

    /// <summary>Writes a file with the folders on the way to it.</summary>
    public string Write(string relative, string text)
    {
        var path = this[relative];
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }

    public void Dispose()
    {
        try
        {
            Directory.Delete(Path, recursive: true);
        }
        catch (IOException)
        {
            // A server that is just going away still writes its last file: the system's own cleaning takes the folder.
        }
    }
}
