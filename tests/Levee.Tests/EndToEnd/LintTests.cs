namespace Levee.Tests.EndToEnd;

/// <summary>What <c>levee lint</c> refuses, and what it says that one can do about it.</summary>
[Slow]
public sealed class LintTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public LintTests() => _folder.Write("base.sql", "CREATE TABLE a (id int PRIMARY KEY, b int);\n");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_refused_loss_says_which_line_allows_it_and_offers_no_flag_that_lint_does_not_have()
    {
        var refused = Lint(2, "DROP TABLE a;\n");

        Assert.Contains("DESTRUCTIVE MIGRATION DETECTED", refused.Talk);
        Assert.Contains("-- levee:allow drop-table \"a\" <reason>", refused.Talk);
        Assert.DoesNotContain("--allow-destructive", refused.Talk);
        Lint(0, "-- levee:allow drop-table \"a\" nobody reads it\nDROP TABLE a;\n");
    }

    [Fact]
    public void With_fail_on_blocks_an_index_that_blocks_writes_is_2()
    {
        const string Script = "CREATE INDEX a_b_idx ON a (b);\n";
        Assert.Contains("warning[index-not-concurrent]", Lint(0, Script).Talk);
        _folder.Write("levee.toml", "[policy]\nfail-on = \"blocks\"\n");

        var refused = Lint(2, Script);

        Assert.Contains("error[index-not-concurrent]", refused.Talk);
        Assert.Contains("fail-on of levee.toml", refused.Talk);
    }

    [Fact]
    public void A_rule_that_is_off_is_not_told_and_one_that_is_a_note_refuses_nothing()
    {
        const string Script = "CREATE INDEX a_b_idx ON a (b);\nALTER TABLE a ADD COLUMN c int;\n";
        _folder.Write(
            "levee.toml",
            "[policy]\nfail-on = \"blocks\"\n[rules]\nlock-timeout-missing = \"off\"\nindex-not-concurrent = \"note\"\n"
        );

        var told = Lint(0, Script).Talk;

        Assert.Contains("note[index-not-concurrent]", told);
        Assert.DoesNotContain("lock-timeout-missing", told);
    }

    [Fact]
    public void A_view_in_the_way_is_named_instead_of_CASCADE()
    {
        _folder.Write("base.sql", "CREATE TABLE a (b int); CREATE VIEW v AS SELECT b FROM a;\n");

        var told =
            Lint(1, "ALTER TABLE a ALTER COLUMN b TYPE bigint;\n").Talk
            + Lint(1, "ALTER TABLE a DROP COLUMN b;\n").Talk;

        Assert.Contains("drop view v before the change, and create it again", told);
        Assert.DoesNotContain("CASCADE", told);
    }

    [Fact]
    public void An_index_that_has_no_name_yet_is_told_at_its_own_statement()
    {
        _folder.Write("base.sql", "CREATE TABLE a (b int);\nCREATE TABLE c (d int);\n");

        var told = Lint(0, "CREATE INDEX ON a (b);\nCREATE INDEX ON c (d);\n").Talk;

        Assert.Contains("builds index a_b_idx while writes to a wait\n  --> new.sql:1:1", told);
        Assert.Contains("builds index c_d_idx while writes to c wait\n  --> new.sql:2:1", told);
    }

    [Fact]
    public void Of_several_statements_about_a_column_the_one_that_did_it_is_shown()
    {
        var told = Lint(
            0,
            """
            ALTER TABLE a ALTER COLUMN b SET DEFAULT 1;
            ALTER TABLE a ALTER COLUMN b TYPE bigint;
            ALTER TABLE a RENAME COLUMN b TO c;

            """
        ).Talk;

        Assert.Matches(@"warning\[rename-column\].*\n +--> new.sql:3:", told);
        Assert.Matches(@"warning\[prepared-plan\].*\n +--> new.sql:[23]:", told);
    }

    [Fact]
    public void A_loss_is_told_without_its_cause_where_there_is_no_schema_to_read()
    {
        _folder.Write("levee.toml", "schema = \"nowhere\"\nmigrations = \"migrations\"\n");
        _folder.Write("migrations/1_a/migration.sql", "CREATE TABLE a (id int PRIMARY KEY, b int);\n");
        _folder.Write("new.sql", "DROP TABLE a;\n");

        var refused = LeveeBinary.Run(_folder.Path, ["lint", "new.sql"]);

        Assert.True(refused.Code == 2, refused.ToString());
        Assert.Contains("error[drop-table]", refused.Talk);
    }

    [Fact]
    public void A_first_migration_of_a_thousand_statements_is_not_refused_for_its_size()
    {
        var tables = Enumerable
            .Range(0, 500)
            .Select(number => $"CREATE TABLE t{number} (id int PRIMARY KEY, b int);\nCREATE INDEX ON t{number} (b);\n");
        _folder.Write("schema.prisma", "datasource db {\n  provider = \"postgresql\"\n}\n");
        _folder.Write("migrations/1_init/migration.sql", string.Concat(tables));

        var run = LeveeBinary.Run(_folder.Path, ["lint", "migrations/1_init/migration.sql"]);

        Assert.True(run.Code == 0, run.ToString());
    }

    [Fact]
    public void Many_warnings_of_one_rule_are_told_together_but_to_programs_and_with_verbose()
    {
        var numbers = Enumerable.Range(1, 8);
        _folder.Write("base.sql", string.Concat(numbers.Select(number => $"CREATE TABLE t{number} (b int);\n")));
        var script = string.Concat(numbers.Select(number => $"CREATE INDEX ON t{number} (b);\n"));

        var told = Lint(0, script).Talk;
        Assert.Equal(4, CountOf("warning[index-not-concurrent]", told));
        Assert.Contains("5 more like the 3 above", told);
        Assert.Contains("new.sql, lines 4, 5, 6, 7, 8", told);
        Assert.Equal(8, CountOf("warning[index-not-concurrent]", Lint(0, script, "--verbose").Talk));
        Assert.Equal(8, CountOf("\"index-not-concurrent\"", Lint(0, script, "--format", "json").Output));
    }

    private static int CountOf(string part, string text) => text.Split(part).Length - 1;

    private Outcome Lint(int code, string script, params string[] options)
    {
        _folder.Write("new.sql", script);
        var run = LeveeBinary.Run(_folder.Path, ["lint", "--on", "sql:base.sql", "new.sql", .. options]);
        Assert.True(run.Code == code, run.ToString());
        return run;
    }
}
