using System.Text.RegularExpressions;
using Levee.Cli.Rehearsals;
using Levee.Core;
using Levee.Core.Guards;
using Levee.Core.History;
using Levee.Core.Rules;
using Levee.Core.Sql;
using Levee.Core.Text;
using Levee.Tests.Postgres;

namespace Levee.Tests.Rehearsals;

/// <summary>What a rule's page advises: every block of SQL after "The safe way" is a migration of its own.</summary>
[Slow]
public sealed partial class RulePageTests
{
    public static TheoryData<string> Pages =>
        [.. Ruleset.All.Select(rule => rule.Code).Where(code => SafeWay(code).Count > 0)];

    [Theory, MemberData(nameof(Pages))]
    public async Task The_safe_way_passes_the_guard_and_the_rule_itself(string code)
    {
        await using var shadows = await Histories.OpenAsync();
        var history = Histories.OfScripts(File.ReadAllText(PathOf("cases", "rules", code, "base.sql")));
        foreach (var (sql, number) in SafeWay(code).Select((sql, i) => (sql, i)))
        {
            var source = new SourceText($"{code}-{number}.sql", sql);
            var seen = await Rehearser.RunAsync(
                shadows,
                history,
                ScriptReader.Read(source),
                new(),
                TestContext.Current.CancellationToken
            );

            var findings = Ruleset.Judge(seen);
            var judged = Approvals.Apply(findings, Approvals.Read(source));
            Assert.Null(seen.Failure);
            Assert.Empty(judged.Errors);
            Assert.Empty(judged.Refused);
            // What destroys is approved by a line of the block.
            if (RuleLevels.MaySet(Ruleset.Find(code)!))
                Assert.DoesNotContain(findings, finding => finding.Code == code);
            history = [.. history, new Migration($"{number}", source)];
        }
    }

    [Fact]
    public void Most_pages_show_a_safe_way_in_SQL() => Assert.True(Pages.Count > 35);

    private static ValueList<string> SafeWay(string code)
    {
        var path = PathOf("docs", "rules", code + ".md");
        var page = File.ReadAllText(path);
        var way = page[page.IndexOf("**The safe way.**", StringComparison.Ordinal)..];
        return Block().Matches(way).Select(match => match.Groups["sql"].Value).ToValueList();
    }

    private static string PathOf(params string[] parts) => Path.Combine([Corpus.Repository, .. parts]);

    [GeneratedRegex("```sql\n(?<sql>.*?)```", RegexOptions.Singleline | RegexOptions.CultureInvariant)]
    private static partial Regex Block();
}
