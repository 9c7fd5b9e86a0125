using Levee.Core.Diagnostics;
using Levee.Core.Reports;
using Levee.Core.Text;

namespace Levee.Tests.Reports;

public sealed class ManyAlikeTests
{
    private static readonly SourceText Script = new("m/migration.sql", new string('\n', 20));

    [Fact]
    public void The_others_of_a_rule_are_told_by_their_lines_where_the_first_of_them_was()
    {
        var drop = Diagnostic.Error("drop-column", "drops a", Script.At(new(0, 0)));

        var told = ManyAlike.Shorten([Warning("a", 1), Warning("b", 2), .. Lines("a", 3, 4, 5, 6, 7), drop]).ToList();

        Assert.Equal(
            ["a 1", "b 2", "a 3", "a 4", "3 more like the 3 above", "drops a"],
            told.Select(found => found.Message)
        );
        Assert.Equal(("a", Severity.Warning), (told[4].Code, told[4].Severity));
        Assert.Equal(["m/migration.sql, lines 5, 6, 7"], told[4].Notes);
    }

    [Fact]
    public void What_two_rules_found_is_not_told_together()
    {
        var drop = Warning("breaking", 9) with { FoundBy = "drop-table" };
        var many = Lines("breaking", 1, 2, 3, 4, 5, 6).Select(found => found with { FoundBy = "new-enum-value" });

        Assert.Contains(drop, ManyAlike.Shorten([.. many, drop]));
    }

    [Fact]
    public void A_missing_timeout_is_told_once_for_all_files()
    {
        var many = Lines("lock-timeout-missing", [.. Enumerable.Range(1, 99)])
            .Select(found => found with { Severity = Severity.Note });

        var told = Assert.Single(ManyAlike.Shorten(many.ToList()));

        Assert.Contains("98 more places", Assert.Single(told.Notes));
    }

    [Fact]
    public void Five_are_not_many() => Assert.Equal(5, ManyAlike.Shorten(Lines("a", 1, 2, 3, 4, 5)).Count());

    [Theory]
    [InlineData(Severity.Error)]
    [InlineData(Severity.Note)]
    public void Only_warnings_are_told_together(Severity severity)
    {
        var many = Lines("a", [.. Enumerable.Range(1, 20)])
            .Select(found => found with { Severity = severity })
            .ToList();

        Assert.Equal(many, ManyAlike.Shorten(many));
    }

    private static List<Diagnostic> Lines(string code, params int[] lines) =>
        lines.Select(line => Warning(code, line)).ToList();

    private static Diagnostic Warning(string code, int line) =>
        Diagnostic.Warning(code, $"{code} {line}", Script.At(new(line - 1, 0)));

    [Fact]
    public void Of_more_than_a_hundred_the_heaviest_are_told_and_how_many_there_are_more()
    {
        var warnings = Enumerable.Range(0, 300).Select(number => Diagnostic.Warning($"w{number}", "w"));
        var errors = Enumerable.Range(0, 60).Select(number => Diagnostic.Error($"e{number}", "e"));

        var told = ManyAlike.Cap([.. warnings, .. errors]).ToList();

        Assert.Equal(60, told.Count(found => found.Severity == Severity.Error));
        Assert.Equal(40, told.Count(found => found.Severity == Severity.Warning));
        Assert.Equal("260 more are not shown", told[^1].Message);
    }
}
