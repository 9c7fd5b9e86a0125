using System.Text.Json;
using System.Text.RegularExpressions;
using Levee.Core;
using Levee.Core.Diagnostics;
using Levee.Core.Reports;

namespace Levee.Tests.Reports;

public sealed partial class FormatTests
{
    public static TheoryData<string> Formats { get; } = [.. ReportFormat.Names];

    [Theory, MemberData(nameof(Formats))]
    public void Writes_the_page_that_was_looked_at(string format) =>
        Golden.Check($"reports/everything/expected.{format}", Render(format, SampleReport.Whole));

    [Theory, MemberData(nameof(Formats))]
    public void Says_little_of_a_run_with_nothing_to_say(string format) =>
        Golden.Check($"reports/nothing/expected.{format}", Render(format, new("check", ExitCode.Done)));

    [Theory, MemberData(nameof(Formats))]
    public void Loses_neither_the_banner_nor_the_words_to_agents(string format)
    {
        var text = Render(format, SampleReport.Whole);

        Assert.Contains("DESTRUCTIVE MIGRATION DETECTED", text, StringComparison.Ordinal);
        Assert.Contains("AI AGENTS: stop, show this to the person and wait.", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_line_for_GitHub_is_one_annotation_as_its_runner_reads_it()
    {
        var lines = Render("github", SampleReport.Whole).TrimEnd('\n').Split('\n');
        var annotations = lines.Where(line => line.StartsWith("::", StringComparison.Ordinal)).ToArray();

        Assert.Equal(5, annotations.Length);
        Assert.All(annotations, line => Assert.Matches(AnnotationPattern(), line));
        Assert.Equal(
            ["error", "error", "error", "warning", "notice"],
            annotations.Select(line => line[2..line.IndexOf(' ')])
        );
        var warning = ReadAnnotation(annotations[3]);
        Assert.Equal("apps/web/db/migrations/20261122101500_drop email/migration.sql", warning.Properties["file"]);
        Assert.Equal("drops an index, 100% of writers\nwait: a, b\nACCESS EXCLUSIVE on \"Post\"", warning.Message);
    }

    [Fact]
    public void Beyond_what_GitHub_shows_the_last_says_how_many_more()
    {
        var report = new Report("check", ExitCode.Destructive)
        {
            Diagnostics = Enumerable.Range(0, 25).Select(i => Diagnostic.Error("x", $"finding {i}")).ToValueList(),
            Refusals = [new(ExitCode.Destructive, "T", ["a"], [])],
        };

        var lines = Render("github", report).TrimEnd('\n').Split('\n');

        Assert.Equal(10, lines.Length);
        Assert.Contains("17 more of this kind", lines[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_cannot_speak_to_GitHubs_runner()
    {
        var report = new Report("check", ExitCode.Done)
        {
            Diagnostics = [Diagnostic.Error("x", "a\n::set-output name=a::b\r::error::c")],
            Summary = ["  ::add-mask::x", "see ##[command]y"],
        };

        var lines = Render("github", report).TrimEnd('\n').Split('\n', '\r');

        Assert.Equal(3, lines.Length);
        Assert.DoesNotContain(lines[1..], line => line.TrimStart().StartsWith("::", StringComparison.Ordinal));
        Assert.DoesNotContain("##[", lines[2], StringComparison.Ordinal);
    }

    [Fact]
    public void GitLab_finds_what_it_requires_of_each_issue()
    {
        var issues = JsonDocument.Parse(Render("gitlab", SampleReport.Whole)).RootElement.EnumerateArray().ToArray();

        Assert.Equal(5, issues.Length);
        foreach (var issue in issues)
        {
            Assert.NotEmpty(issue.GetProperty("description").GetString()!);
            Assert.NotEmpty(issue.GetProperty("check_name").GetString()!);
            Assert.Contains(
                issue.GetProperty("severity").GetString(),
                new[] { "info", "minor", "major", "critical", "blocker" }
            );
            Assert.Matches(@"^(?!\./|/)", issue.GetProperty("location").GetProperty("path").GetString());
            Assert.True(issue.GetProperty("location").GetProperty("lines").GetProperty("begin").GetInt32() >= 1);
        }
        Assert.Equal(5, issues.Select(issue => issue.GetProperty("fingerprint").GetString()).Distinct().Count());
    }

    [Theory]
    [InlineData("gitlab", "fingerprint")]
    [InlineData("sarif", "leveeFinding/v1")]
    public void A_fingerprint_outlives_lines_that_move(string format, string member)
    {
        static Report At(string text) =>
            new("check", ExitCode.Done)
            {
                Diagnostics =
                [
                    Diagnostic.Error(
                        "x",
                        "y",
                        new Core.Text.SourceText("a", text).At(new(text.IndexOf("DROP", StringComparison.Ordinal), 4))
                    ),
                    Diagnostic.Error(
                        "x",
                        "y",
                        new Core.Text.SourceText("a", text).At(
                            new(text.LastIndexOf("DROP", StringComparison.Ordinal), 4)
                        )
                    ),
                ],
            };
        string[] Prints(Report report) =>
            [.. Regex.Matches(Render(format, report), $"\"{member}\": \"(\\w+)\"").Select(match => match.Value)];

        Assert.Equal(2, Prints(At("DROP DROP")).Distinct().Count());
        Assert.Equal(Prints(At("DROP DROP")), Prints(At("\n\nDROP\n\nDROP")));
    }

    [Theory]
    [InlineData(MarkdownReport.CommentLimit, 2000)]
    [InlineData(5000, 300)]
    [InlineData(1000, 300)]
    public void A_page_keeps_to_its_limit(int limit, int findings)
    {
        var report = SampleReport.Whole with
        {
            Refusals = [],
            Diagnostics = Enumerable
                .Range(0, findings)
                .Select(i => Diagnostic.Error("x", new string('|', 40) + i))
                .ToValueList(),
        };

        var page = new MarkdownReport(limit).Render(report);

        Assert.InRange(page.Length, 1, limit);
        Assert.StartsWith("<!-- levee:check -->\n", page, StringComparison.Ordinal);
    }

    internal static string Render(string format, Report report) =>
        ReportFormat.Find(format, TextStyle.Plain)!.Render(report);

    private static (Dictionary<string, string> Properties, string Message) ReadAnnotation(string line)
    {
        var end = line.IndexOf("::", 2, StringComparison.Ordinal);
        var properties = line[(line.IndexOf(' ') + 1)..end].Split(',').Select(pair => pair.Split('=', 2));
        return (
            properties.ToDictionary(pair => pair[0], pair => Unescape(pair[1]).Replace("%3A", ":").Replace("%2C", ",")),
            Unescape(line[(end + 2)..])
        );
    }

    private static string Unescape(string text) => text.Replace("%0D", "\r").Replace("%0A", "\n").Replace("%25", "%");

    [GeneratedRegex("^::(error|warning|notice) ([a-zA-Z]+=[^,:]+)(,[a-zA-Z]+=[^,:]+)*::.+$")]
    private static partial Regex AnnotationPattern();
}
