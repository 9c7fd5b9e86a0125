namespace Levee.Tests;

/// <summary>Compares with a file of <c>cases/</c>. With <c>LEVEE_GOLDEN=write</c> it writes the file instead: look at
/// the difference.</summary>
internal static class Golden
{
    /// <param name="path">Inside <c>cases/</c>.</param>
    public static void Check(string path, string actual)
    {
        var file = Path.Combine(Corpus.Repository, "cases", path);
        if (Environment.GetEnvironmentVariable("LEVEE_GOLDEN") == "write")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, actual);
            return;
        }
        Assert.True(
            File.Exists(file),
            $"cases/{path} is missing: run the tests once with LEVEE_GOLDEN=write and look at it"
        );
        Assert.Equal(File.ReadAllText(file), actual);
    }
}
