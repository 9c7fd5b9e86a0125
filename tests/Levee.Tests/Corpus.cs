namespace Levee.Tests;

/// <summary>Real data beside the checkout (<c>../shared/corpus</c>). Tests that need it skip where it is absent.</summary>
internal static class Corpus
{
    /// <summary>The checkout that these tests were built from.</summary>
    public static string Repository { get; } = FindRepository();

    /// <summary>The folder of <paramref name="part"/>; skips the running test where there is none.</summary>
    public static string Require(string part)
    {
        var folder = Path.Combine(Path.GetDirectoryName(Repository)!, "shared", "corpus", part);
        Assert.SkipUnless(Directory.Exists(folder), $"the corpus '{part}' is not beside the checkout");
        return folder;
    }

    /// <summary>The folder of <paramref name="part"/>; null where there is none.</summary>
    public static string? Find(string part)
    {
        var folder = Path.Combine(Path.GetDirectoryName(Repository)!, "shared", "corpus", part);
        return Directory.Exists(folder) ? folder : null;
    }

    private static string FindRepository()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Levee.slnx")))
            folder =
                Path.GetDirectoryName(folder)
                ?? throw new InvalidOperationException("Levee.slnx is in no parent folder");
        return folder;
    }
}
