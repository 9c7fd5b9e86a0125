using System.Text.RegularExpressions;
using Levee.Core;
using Levee.Core.Psl;
using Levee.Core.Text;

namespace Levee.Tests.Psl;

/// <summary>One small schema for each rule of Prisma's engine: what it refuses is refused, on the same line.</summary>
public sealed partial class ParityCorpusTests
{
    private sealed record Case(string Name, ValueList<SourceText> Files, string? ExpectedError);

    [Fact]
    public void Every_schema_that_Prisma_refuses_is_refused_and_no_other()
    {
        var cases = Cases().Concat(RefusedRevisions()).ToList();

        var wrong = cases
            .Where(item => (PrismaSchema.Load(item.Files).Schema is null) != (item.ExpectedError is not null))
            .Select(item => item.Name)
            .ToList();

        Tally.Record("psl-parity-verdicts", cases.Count - wrong.Count, cases.Count);
        Assert.Empty(wrong);
    }

    [Fact]
    public void Every_error_has_a_place_a_code_and_a_message()
    {
        var errors = Cases().Concat(RefusedRevisions()).SelectMany(item => PrismaSchema.Load(item.Files).Diagnostics);

        Assert.All(
            errors,
            error =>
            {
                Assert.NotNull(error.At);
                Assert.Matches("^[a-z0-9]+(-[a-z0-9]+)*$", error.Code);
                Assert.DoesNotMatch(@"\.$", error.Message);
            }
        );
    }

    [Fact]
    public void Errors_stand_on_the_lines_on_which_Prisma_shows_them()
    {
        var refused = Cases()
            .Concat(RefusedRevisions())
            .Where(item => item.ExpectedError?.Contains("-->") == true)
            .ToList();

        var sameLines = refused.Where(item => ExpectedLines(item).SetEquals(Lines(item))).ToList();
        var sameCount = refused.Count(item =>
            Places(item.ExpectedError!).Count == PrismaSchema.Load(item.Files).Diagnostics.Count
        );

        Tally.Record("psl-parity-lines", sameLines.Count, refused.Count, $"same number of errors: {sameCount}");
        var other = refused.Except(sameLines).Select(item => item.Name).ToList();
        Assert.True(sameLines.Count >= refused.Count * 0.95, string.Join("\n", other));
    }

    private static HashSet<int> ExpectedLines(Case item) =>
        [.. Places(item.ExpectedError!).Select(match => int.Parse(match.Groups["line"].Value))];

    private static IEnumerable<int> Lines(Case item) =>
        PrismaSchema.Load(item.Files).Diagnostics.Select(error => error.At!.Value.Start.Line);

    private static MatchCollection Places(string error) => PlacePattern.Matches(error);

    [GeneratedRegex(@"-->\s+\S+?:(?<line>\d+)\s*$", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex PlacePattern { get; }

    /// <summary>The <c>to</c> and <c>from</c> sides of each case, in the style of Prisma 6 and, without the URL, of
    /// 7.</summary>
    private static IEnumerable<Case> Cases()
    {
        foreach (var folder in Directory.EnumerateDirectories(Corpus.Require("parity")).Order(StringComparer.Ordinal))
        {
            foreach (var side in (string[])["from", "to"])
            {
                if (!File.Exists(Path.Combine(folder, side + ".prisma")))
                    continue;
                var files = Files(folder, side);
                var seven = files
                    .Select(file => new SourceText(file.Path, UrlLine.Replace(file.Text, "")))
                    .ToValueList();
                yield return new(
                    $"{Path.GetFileName(folder)}/{side}",
                    files,
                    Error(folder, side, "expected.error.txt")
                );
                yield return new(
                    $"{Path.GetFileName(folder)}/{side} (7)",
                    seven,
                    Error(folder, side, SevenError(folder))
                );
            }
        }
    }

    [GeneratedRegex(@"^\s*url\s*=.*$", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex UrlLine { get; }

    private static ValueList<SourceText> Files(string folder, string side) =>
        Directory
            .EnumerateFiles(folder, side + ".*prisma")
            .OrderBy(file => Path.GetFileName(file) == side + ".prisma" ? "" : file, StringComparer.Ordinal)
            .Select(file => new SourceText(Path.GetFileName(file), File.ReadAllText(file)))
            .ToValueList();

    /// <summary>Files for 7 are there only where it differs from 6.</summary>
    private static string SevenError(string folder)
    {
        var hasOwnScript = File.Exists(Path.Combine(folder, "expected.se7.sql"));
        var hasOwnError = File.Exists(Path.Combine(folder, "expected.se7.error.txt"));
        return hasOwnError || hasOwnScript ? "expected.se7.error.txt" : "expected.error.txt";
    }

    private static string? Error(string folder, string side, string name)
    {
        // The error is about the schema to be reached; the one before is always valid.
        var file = Path.Combine(folder, name);
        return side == "to" && File.Exists(file) ? File.ReadAllText(file) : null;
    }

    private static IEnumerable<Case> RefusedRevisions() =>
        SchemaCorpusTests
            .Revisions()
            .Where(revision => File.Exists(SchemaCorpusTests.ErrorOf(revision)))
            .Select(revision => new Case(
                revision,
                [SchemaCorpusTests.Read(revision)],
                File.ReadAllText(SchemaCorpusTests.ErrorOf(revision))
            ));
}
