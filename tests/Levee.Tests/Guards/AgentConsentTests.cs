using Levee.Core.Guards;

namespace Levee.Tests.Guards;

public sealed class AgentConsentTests
{
    private const string Sql = "ALTER TABLE \"A\" DROP COLUMN \"b\";\n";
    private static readonly string Code = PlanCode.For(BypassFlag.AllowDestructive, "abc", Sql);
    private static readonly Agent Claude = new("Claude Code", "CLAUDECODE");
    private static readonly ConsentFacts Person = new(null, ConsentPolicy.Claimed, null, []);
    private static readonly ConsentFacts Agent = Person with { Agent = Claude };
    private static readonly ConsentFacts Guarded = Agent with { Policy = ConsentPolicy.Human };

    [Fact]
    public void A_code_is_bound_to_the_flag_the_base_and_the_SQL()
    {
        string[] codes =
        [
            Code,
            PlanCode.For(BypassFlag.SkipFreshnessCheck, "abc", Sql),
            PlanCode.For(BypassFlag.AllowDestructive, "abd", Sql),
            PlanCode.For(BypassFlag.AllowDestructive, "abc", Sql + " "),
        ];

        Assert.Equal(4, codes.Distinct().Count());
        Assert.All(codes, code => Assert.Matches("^[2-9a-z]{5}-[2-9a-z]{5}$", code));
        Assert.Equal(Code, PlanCode.For(BypassFlag.AllowDestructive, "abc", Sql));
        Assert.True(PlanCode.Fits(Code, Code.ToUpperInvariant().Replace("-", "", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_persons_bare_flag_passes_and_leaves_no_header() => Assert.Empty(Given(null, Person));

    [Fact]
    public void A_persons_flag_with_the_code_of_another_plan_does_not_pass() =>
        Assert.Equal("plan-code", Refused("22222-22222", Person));

    [Fact]
    public void An_agents_bare_flag_does_not_pass_and_names_the_code()
    {
        var refused = Assert.IsType<Consent.Refused>(Judge(null, Agent with { UserConsent = "yes, drop it" }));

        Assert.Equal("agent-consent", refused.Reason.Code);
        Assert.Contains(Code, refused.Reason.Notes[0], StringComparison.Ordinal);
        Assert.Contains($"--allow-destructive={Code}", refused.Reason.Help[1], StringComparison.Ordinal);
    }

    [Fact]
    public void An_agents_code_with_the_persons_words_passes_and_both_are_in_the_header() =>
        Assert.Equal(
            [
                "-- levee:agent Claude Code (CLAUDECODE)",
                $"-- levee:flag --allow-destructive={Code}",
                "-- levee:user-consent \"yes, drop 'b' please\"",
            ],
            Given(Code, Agent with { UserConsent = " yes, drop \"b\" please " })
        );

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("1")]
    [InlineData("true")]
    [InlineData("yes\n; DROP TABLE users;")]
    [InlineData("yes\u2028no")]
    [InlineData("!!")]
    public void No_words_no_consent(string? words) =>
        Assert.Equal("agent-consent", Refused(Code, Agent with { UserConsent = words }));

    [Fact]
    public void An_agents_code_of_another_plan_does_not_pass() =>
        Assert.Equal("plan-code", Refused("22222-22222", Agent with { UserConsent = "yes" }));

    [Fact]
    public void Where_a_human_must_approve_no_words_help() =>
        Assert.Equal("agent-consent", Refused(Code, Guarded with { UserConsent = "yes, really" }));

    [Fact]
    public void Where_a_human_must_approve_the_approval_of_this_plan_passes()
    {
        var at = new DateTimeOffset(2026, 11, 23, 1, 2, 3, TimeSpan.Zero);
        var approved = Guarded with { Approvals = [new("22222-22222", "ann", at), new(Code, "ann", at)] };

        Assert.Contains("-- levee:approved by ann at a terminal, 2026-11-23T01:02:03Z", Given(Code, approved));
        Assert.Equal("agent-consent", Refused(Code, approved with { Approvals = [new("22222-22222", "ann", at)] }));
        Assert.Equal("agent-consent", Refused(null, approved));
    }

    [Fact]
    public void A_human_policy_does_not_hinder_a_person() =>
        Assert.Empty(Given(null, Person with { Policy = ConsentPolicy.Human }));

    private static Consent Judge(string? code, ConsentFacts facts) =>
        AgentConsent.Judge(new(BypassFlag.AllowDestructive, code), Code, facts);

    private static IEnumerable<string> Given(string? code, ConsentFacts facts) =>
        Assert.IsType<Consent.Given>(Judge(code, facts)).Headers;

    private static string Refused(string? code, ConsentFacts facts) =>
        Assert.IsType<Consent.Refused>(Judge(code, facts)).Reason.Code;
}
