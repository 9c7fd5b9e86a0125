using Levee.Cli.Rehearsals;
using Levee.Core;
using Levee.Core.Diagnostics;
using Levee.Core.Effects;
using Levee.Core.History;
using Levee.Core.Plan;
using Levee.Core.Rehearsals;
using Levee.Core.Rules;
using Levee.Core.Sql;
using Levee.Core.Text;
using Levee.Tests.Postgres;

namespace Levee.Tests.Rehearsals;

[Slow]
public sealed class RuleTests
{
    // It is about scripts that come from a plan: A_planned_statement_that_changes_nothing_will_be_planned_again.
    private const string OfPlans = "perpetual-diff";

    // It asks the schema: Hand_written_SQL_that_names_public_is_noted_where_the_schema_has_no_namespaces.
    private const string OfSchemas = "names-public";

    public static TheoryData<string> Codes =>
        [.. Ruleset.All.Select(rule => rule.Code).Where(code => code is not (OfPlans or OfSchemas))];

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
        Assert.Equal(
            Ruleset.All.Count,
            Directory.GetFiles(Path.Combine(Corpus.Repository, "docs", "rules"), "*.md").Length
        );
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
        Assert.True(
            finding is not null,
            $"{code} is not among {string.Join(", ", Ruleset.Judge(seen).Select(found => found.Code))}"
        );
        Assert.NotNull(finding.At);
    }

    [Fact]
    public async Task Hand_written_SQL_that_names_public_is_noted_where_the_schema_has_no_namespaces()
    {
        var folder = Path.Combine(Corpus.Repository, "cases", "rules", OfSchemas);
        SourceText Read(string file) => new(file, File.ReadAllText(Path.Combine(folder, file)));
        await using var shadows = await Histories.OpenAsync();
        var history = new Migration("base.sql", Read("base.sql"));

        async Task<Levee.Core.ValueList<Diagnostic>> JudgeAsync(Levee.Core.Schema.DatabaseSchema like) =>
            Ruleset.Judge(
                await Rehearser.RunAsync(
                    shadows,
                    [history],
                    ScriptReader.Read(Read("migration.sql")),
                    new() { Like = like },
                    TestContext.Current.CancellationToken
                )
            );

        var nowhere = Levee.Core.Schema.DatabaseSchema.Empty;
        Assert.Contains(await JudgeAsync(nowhere), finding => finding.Code == OfSchemas);
        Assert.DoesNotContain(
            await JudgeAsync(nowhere with { Namespaces = ["public"] }),
            finding => finding.Code == OfSchemas
        );
    }

    [Theory]
    [InlineData("SET search_path = other", "search_path")]
    [InlineData("SET SESSION search_path TO other", "search_path")]
    [InlineData("SET ROLE app", "role")]
    [InlineData("SET SESSION CHARACTERISTICS AS TRANSACTION READ ONLY", "default_transaction_read_only")]
    [InlineData("SELECT set_config('search_path', 'a, b', false)", "search_path")]
    public void A_setting_of_the_session_is_told_from_one_of_the_transaction(string statement, string name) =>
        Assert.Equal(
            new Levee.Core.Statements.SessionSetting(name, false),
            Levee.Core.Statements.SessionSetting.Of(statement)
        );

    [Theory]
    [InlineData("SET LOCAL search_path = other")]
    [InlineData("SELECT set_config('search_path', '', true)")]
    [InlineData("SET TRANSACTION READ ONLY")]
    [InlineData("SELECT 1")]
    [InlineData("UPDATE t SET search_path = 'x'")]
    public void What_holds_for_the_transaction_only_is_no_setting_of_the_session(string statement) =>
        Assert.Null(Levee.Core.Statements.SessionSetting.Of(statement));

    [Theory]
    [InlineData("ALTER TABLE note ADD COLUMN likes int")]
    [InlineData("ALTER TABLE note ADD COLUMN body text")]
    [InlineData("ALTER TABLE note ALTER COLUMN title SET DEFAULT 'new'")]
    [InlineData("ALTER TABLE note ALTER COLUMN title SET NOT NULL")]
    [InlineData("ALTER TABLE note RENAME COLUMN title TO heading")]
    [InlineData("ALTER TYPE mood ADD VALUE 'glad'")]
    [InlineData("COMMENT ON TABLE note IS 'what was said'")]
    [InlineData("CREATE VIEW titles AS SELECT title FROM note")]
    [InlineData("CREATE FUNCTION one() RETURNS int LANGUAGE sql AS 'SELECT 1'")]
    [InlineData("CREATE SCHEMA other")]
    public async Task A_migration_that_only_defines_something_changes_something(string script) =>
        Assert.DoesNotContain("no-effect", await CodesAsync(script));

    [Theory]
    [InlineData("ALTER TABLE note ALTER COLUMN title SET DEFAULT 'old'")]
    [InlineData("ALTER TABLE note ALTER COLUMN id SET NOT NULL")]
    [InlineData("CREATE TABLE IF NOT EXISTS note (id int)")]
    public async Task A_migration_that_finds_everything_done_changes_nothing(string script) =>
        Assert.Contains("no-effect", await CodesAsync(script));

    private static async Task<List<string>> CodesAsync(string script)
    {
        await using var shadows = await Histories.OpenAsync();
        var seen = await Rehearser.RunAsync(
            shadows,
            Histories.OfScripts(
                "CREATE TYPE mood AS ENUM ('calm'); CREATE TABLE note (id int PRIMARY KEY, title text DEFAULT 'old', mood mood)"
            ),
            ScriptReader.Read(new SourceText("migration.sql", script)),
            new(),
            TestContext.Current.CancellationToken
        );
        Assert.Null(seen.Failure);
        return [.. Ruleset.Judge(seen).Select(finding => finding.Code)];
    }

    [Fact]
    public async Task A_planned_statement_that_changes_nothing_will_be_planned_again()
    {
        var written = ScriptReader.Read(
            new SourceText(
                "migration.sql",
                "ALTER TABLE note ALTER COLUMN title SET DEFAULT 'old'; ALTER TABLE note ADD COLUMN n int;"
            )
        );
        var planned = written with
        {
            Statements = written
                .Statements.Select(statement => statement with { Source = new MigrationStep.CreateSchema("any") })
                .ToValueList(),
        };

        Assert.Equal("ALTER TABLE note ALTER COLUMN title SET DEFAULT 'old'", await PerpetualAsync(planned));
        Assert.Null(await PerpetualAsync(written));
    }

    /// <summary>The statement that the rule is about; null where it says nothing.</summary>
    private static async Task<string?> PerpetualAsync(SqlScript script)
    {
        await using var shadows = await Histories.OpenAsync();
        var seen = await Rehearser.RunAsync(
            shadows,
            Histories.OfScripts("CREATE TABLE note (id int PRIMARY KEY, title text DEFAULT 'old')"),
            script,
            new(),
            TestContext.Current.CancellationToken
        );
        return Ruleset.Judge(seen).SingleOrDefault(finding => finding.Code == OfPlans)?.At is { } at
            ? at.Source[at.Span]
            : null;
    }

    [Theory]
    [InlineData("BEGIN; SELECT 1;", true)]
    [InlineData("BEGIN; SAVEPOINT a; SELECT 1; ROLLBACK TO a; SELECT 2;", true)]
    [InlineData("BEGIN; SELECT 1; COMMIT AND CHAIN; SELECT 2;", true)]
    [InlineData("BEGIN; SELECT 1; COMMIT AND CHAIN; SELECT 2; END;", false)]
    [InlineData("START TRANSACTION; SELECT 1; ABORT;", false)]
    [InlineData("BEGIN; SELECT 1; PREPARE TRANSACTION 'a';", false)]
    public void A_transaction_is_left_open_where_nothing_ends_it(string text, bool isOpen)
    {
        var script = ScriptReader.Read(new SourceText("migration.sql", text));
        var seen = new Rehearsal(
            script,
            [.. script.Statements.Select((statement, i) => new Evidence(i, statement, [], true))],
            [],
            null
        );

        Assert.Equal(isOpen, Ruleset.Judge(seen).Any(finding => finding.Code == "uncommitted-transaction"));
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
        return new(script, [new Evidence(0, script.Statements[0], [effect], false)], [], null);
    }
}
