namespace Levee.Tests;

/// <summary>Counts of a suite that checks many inputs in one test. <c>./test</c> prints them by name.</summary>
internal static class Tally
{
    /// <summary>Leaves a line for the summary of <c>./test</c>. Asserts nothing.</summary>
    public static void Record(string suite, int passed, int total, string detail = "")
    {
        var folder = Path.Combine(Corpus.Repository, "TestResults", "tally");
        Directory.CreateDirectory(folder);
        File.WriteAllText(
            Path.Combine(folder, $"{suite}.txt"),
            $"{suite}: {passed} of {total}{(detail.Length > 0 ? $" ({detail})" : "")}\n"
        );
    }
}
