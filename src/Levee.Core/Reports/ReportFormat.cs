namespace Levee.Core.Reports;

/// <summary>The formats by the names that <c>--format</c> takes.</summary>
public static class ReportFormat
{
    public static readonly ValueList<string> Names = ["text", "json", "github", "sarif", "gitlab", "markdown"];

    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <param name="text">How the text is painted; the other formats do not ask.</param>
    /// <returns>Null where no format has this name.</returns>
    public static IReport? Find(string name, TextStyle text) =>
        name switch
        {
            "text" => new TextReport(text),
            "json" => new JsonReport(),
            "github" => new GitHubReport(),
            "sarif" => new SarifReport(),
            "gitlab" => new GitLabReport(),
            "markdown" => new MarkdownReport(MarkdownReport.CommentLimit),
            _ => null,
        };
}
