using Levee.Core;
using Levee.Core.Diagnostics;
using Levee.Core.Guards;

namespace Levee.Tests.Guards;

public sealed class VerdictTests
{
    [Fact]
    public void Nothing_against_it_is_allowed() => Assert.Equal((true, ExitCode.Done), (Of().Allows, Of().ExitCode));

    [Theory]
    [InlineData(ExitCode.CopiesDiffer, ExitCode.Destructive, ExitCode.Stale, ExitCode.CopiesDiffer)]
    [InlineData(ExitCode.Stale, ExitCode.Destructive, ExitCode.Stale)]
    [InlineData(ExitCode.HistoryBroken, ExitCode.Destructive, ExitCode.HistoryBroken, ExitCode.Disagree)]
    [InlineData(ExitCode.Destructive, ExitCode.Disagree, ExitCode.CouldNot, ExitCode.Destructive)]
    public void The_code_is_that_of_the_cause(ExitCode expected, params ExitCode[] codes)
    {
        var verdict = Of(codes);

        Assert.Equal(expected, verdict.ExitCode);
        Assert.Equal(codes.Length, verdict.Objections.Count);
    }

    [Fact]
    public void The_banners_carry_the_words_that_instructions_refer_to()
    {
        var stale = Banners.Stale(new("origin", "main", "feature", "1", "2", "3", []));
        var destructive = Banners.Destructive([Diagnostic.Error("drop-column", "drops column users.email")]);

        Assert.Equal("STALE BRANCH", stale.Title);
        Assert.Contains(stale.ForPeople, line => line.Contains("git merge origin/main"));
        Assert.Contains(stale.ForAgents, line => line.Contains("do not rebase"));
        Assert.Equal("DESTRUCTIVE MIGRATION DETECTED", destructive.Title);
        Assert.Contains(destructive.ForPeople, line => line.Contains("users.email"));
        Assert.Contains(destructive.ForAgents, line => line.Contains("--allow-destructive"));
    }

    private static Verdict Of(params ExitCode[] codes) =>
        Verdict.Of(codes.Select(code => new Objection(code, [Diagnostic.Error("x", "x")])));
}
