using System.Diagnostics;
using System.Text.Json;

namespace Levee.Tests.Reports;

/// <summary>The golden reports, read by the libraries of those who consume them.</summary>
public sealed class ConsumerTests
{
    private static readonly string Folder = Path.Combine(Corpus.Repository, "tools", "renderers");

    [Theory]
    [InlineData("everything", 4)]
    [InlineData("nothing", 0)]
    public void The_schema_of_SARIF_accepts_the_log(string sample, int results)
    {
        var read = Read("sarif", Sample(sample, "sarif"));

        Assert.Equal(results, read.GetProperty("results").GetInt32());
    }

    [Fact]
    public void The_page_renders_and_no_name_becomes_markup()
    {
        var page = Read("markdown", Sample("everything", "markdown"));
        var findings = page.GetProperty("tables")[0].EnumerateArray().ToArray();

        Assert.Equal(5, findings.Length);
        Assert.All(findings, row => Assert.Equal(3, row.GetArrayLength()));
        Assert.Contains("@ann", findings[1][2].GetString(), StringComparison.Ordinal);
        Assert.Equal(2, page.GetProperty("diagrams").GetInt32());
        Assert.Contains(
            "CREATE TABLE \"```Tag|x%%\"",
            page.GetProperty("code")[2].GetString(),
            StringComparison.Ordinal
        );
        Assert.Equal(
            "blockquote br code details h2 h3 li p pre strong summary table tbody td th thead tr ul",
            string.Join(' ', page.GetProperty("elements").EnumerateArray().Select(element => element.GetString()))
        );
    }

    private static string Sample(string name, string format) =>
        Path.Combine(Corpus.Repository, "cases", "reports", name, $"expected.{format}");

    internal static JsonElement Read(params string[] arguments)
    {
        var (exitCode, output, errors) = Run(arguments);
        Assert.True(exitCode == 0, errors);
        return JsonDocument.Parse(output).RootElement;
    }

    /// <summary>Why the consumer refuses the file.</summary>
    internal static string Refusal(params string[] arguments)
    {
        var (exitCode, output, errors) = Run(arguments);
        Assert.True(exitCode == 1, output);
        return errors;
    }

    private static (int ExitCode, string Output, string Errors) Run(string[] arguments)
    {
        Assert.SkipUnless(
            Directory.Exists(Path.Combine(Folder, "node_modules")),
            "the readers are not installed: npm install in tools/renderers"
        );
        var start = new ProcessStartInfo("node", ["read.mjs", .. arguments])
        {
            WorkingDirectory = Folder,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var node = Process.Start(start)!;
        var errors = node.StandardError.ReadToEndAsync();
        var output = node.StandardOutput.ReadToEnd();
        node.WaitForExit();
        return (node.ExitCode, output, errors.Result);
    }
}
