using Levee.Cli.Postgres;
using Levee.Core.Diagnostics;
using Levee.Core.Effects;
using Levee.Core.History;
using Levee.Core.Rules;
using Levee.Core.Sql;
using Levee.Core.Text;
using Levee.Tests.Postgres;

namespace Levee.Tests.Rehearsals;

public sealed class RuleTests
{
    // It is about scripts that come from a plan, and has a test of its own.
    private const string OfPlans = "perpetual-diff";

    public static TheoryData<string> Codes => [.. Ruleset.All.Select(rule => rule.Code).Where(code => code != OfPlans)];

    [Fact]
    public void Every_rule_has_a_page_that_shows_an_example_and_a_safe_way()
    {
        foreach (var rule in Ruleset.All)
        {
            var page = File.ReadAllText(Path.Combine(Corpus.Repository, "docs", "rules", rule.Code + ".md"));
            Assert.StartsWith($"# {rule.Code}: ", page);
            Assert.Contains("**Example.**", page);
            Assert.Contains("**The safe way.**", page);
        }
        Assert.Equal(Ruleset.All.Count, Directory.GetFiles(Path.Combine(Corpus.Repository, "docs", "rules"), "*.md").Length);
    }

    [Theory, MemberData(nameof(Codes))]
    public async Task A_rule_speaks_up_in_its_case(string code)
    {
        var folder = Path.Combine(Corpus.Repository, "cases", "rules", code);
        SourceText Read(string file) => new(file, File.ReadAllText(Path.Combine(folder, file)));
        await using var shadows = await Histories.OpenAsync();

        var seen = await Rehearser.RunAsync(
            shadows,
            [new Migration("base.sql", Read("base.sql"))],
            ScriptReader.Read(Read("migration.sql")),
            new(),
            TestContext.Current.CancellationToken
        );

        var finding = Ruleset.Judge(seen).FirstOrDefault(finding => finding.Code == code);
        Assert.True(finding is not null, $"{code} is not among {string.Join(", ", Ruleset.Judge(seen).Select(found => found.Code))}");
        Assert.NotNull(finding.At);
    }

    [Fact]
    public void Every_loss_is_told_by_a_rule_that_refuses()
    {
        foreach (var kind in Enum.GetValues<ObjectKind>())
        {
            foreach (var with in new[] { null, "table public.other" })
            {
                foreach (var isRecreated in new[] { false, true })
                {
                    var loss = new Effect.Lost(kind, "public.a.b", with) { IsRecreated = isRecreated };

                    Assert.Single(Ruleset.Judge(Seen(loss)), Ruleset.Refuses);
                }
            }
        }
    }

    private static Rehearsal Seen(Effect effect)
    {
        var script = ScriptReader.Read(new SourceText("migration.sql", "SELECT 1"));
        return new(script, [new Evidence(0, script.Statements[0], [effect], TimeSpan.Zero, false)], [], null);
    }
}
