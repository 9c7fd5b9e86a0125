using System.Text.Json;

namespace Levee.Tests.EndToEnd;

/// <summary>Two releases in a real repository: what the upgrade does to the first while it still runs.</summary>
[Slow]
public sealed class ImpactTests : IDisposable
{
    private const string Head = "datasource db {\n  provider = \"postgresql\"\n  url = \"x\"\n}\n\n";

    private readonly Sandbox _sandbox = Sandbox.With(
        ("schema.prisma", Head + "model User {\n  id Int @id\n  email String\n}\n\nmodel Token {\n  id Int @id\n}\n"),
        ("app/main.py", "db.query('SELECT t.* FROM \"Token\" t')\n"),
        (
            "migrations/20260101000000_first/migration.sql",
            "CREATE TABLE \"User\" (\"id\" INTEGER PRIMARY KEY, \"email\" TEXT NOT NULL, \"legacy\" TEXT);\nCREATE TABLE \"Token\" (\"id\" INTEGER PRIMARY KEY);\n"
        )
    );

    public ImpactTests() => _sandbox.Git("tag", "v1");

    public void Dispose() => _sandbox.Dispose();

    [Theory]
    [InlineData("ALTER TABLE \"User\" DROP COLUMN \"email\";", "breaking", "drop-column")]
    [InlineData("ALTER TABLE \"User\" DROP COLUMN \"legacy\";", "lock", "lock")]
    [InlineData("ALTER TABLE \"User\" RENAME COLUMN \"email\" TO \"mail\";", "breaking", "rename-column")]
    [InlineData("ALTER TABLE \"User\" ADD COLUMN \"age\" INTEGER NOT NULL;", "write-reject", "add-required-column")]
    [InlineData("ALTER TABLE \"Token\" ADD COLUMN \"x\" INTEGER;", "prepared-plan", "whole-row-read")]
    [InlineData("ALTER TABLE \"User\" ADD COLUMN \"x\" INTEGER;", "lock", "lock")]
    [InlineData("CREATE INDEX \"i\" ON \"User\"(\"email\");", "lock", "index-not-concurrent")]
    [InlineData("CREATE TABLE \"New\" (\"id\" INTEGER PRIMARY KEY);", "info", "no-impact")]
    public void Every_statement_has_its_severity(string sql, string worst, string code)
    {
        Release(sql);

        var report = Json(0);

        Assert.Equal(worst, report.GetProperty("worst").GetString());
        Assert.Contains(
            report.GetProperty("findings").EnumerateArray(),
            finding =>
                finding.GetProperty("severity").GetString() == worst && finding.GetProperty("code").GetString() == code
        );
    }

    [Fact]
    public void What_the_old_version_has_never_heard_of_is_nothing_to_it()
    {
        _sandbox.Write(
            "migrations/20260115000000_spend/migration.sql",
            "CREATE TABLE \"Spend\" (\"a\" INTEGER, \"b\" INTEGER);\nCREATE UNIQUE INDEX \"Spend_a_key\" ON \"Spend\" (\"a\");\n"
        );
        Release(
            "DROP INDEX \"Spend_a_key\"; CREATE UNIQUE INDEX \"Spend_a_b_key\" ON \"Spend\" (\"a\", \"b\"); ALTER TABLE \"Spend\" ADD CONSTRAINT c CHECK (\"a\" > 0);"
        );

        Assert.Equal("info", Json(0).GetProperty("worst").GetString());
    }

    [Fact]
    public void What_is_gone_comes_before_what_is_only_new_and_is_never_folded_away()
    {
        Release(
            "CREATE TYPE mood AS ENUM ('a'); "
                + string.Concat("bcdefghi".Select(letter => $"ALTER TYPE mood ADD VALUE '{letter}'; "))
                + "DROP TABLE \"Token\";"
        );

        var text = _sandbox.Levee("impact", "--base", "v1").Output;

        Assert.StartsWith("warning[breaking]: drops table Token", text);
    }

    [Fact]
    public void Known_sizes_take_the_weight_from_a_lock_on_a_small_table()
    {
        Release("CREATE INDEX \"i\" ON \"User\"(\"email\");");
        _sandbox.Write(
            "small.json",
            """{ "schemaVersion": 1, "tables": { "public.User": { "rows": 12, "bytes": 8192 } } }"""
        );
        _sandbox.Write(
            "large.json",
            """{ "schemaVersion": 1, "tables": { "public.User": { "rows": 90000000, "bytes": 9000000000 } } }"""
        );

        Assert.Equal("info", Json(0, "--stats", "small.json").GetProperty("worst").GetString());
        Assert.Contains("about 90000000 rows", Json(0, "--stats", "large.json").GetRawText());
        Assert.Equal(1, _sandbox.Levee("impact", "--base", "v1", "--stats", "schema.prisma").Code);
    }

    [Fact]
    public void Fails_from_the_severity_on_that_was_asked_for()
    {
        Release("ALTER TABLE \"User\" ADD COLUMN \"age\" INTEGER NOT NULL;");

        Json(2, "--fail-on", "write-reject");
        Json(2, "--fail-on", "lock");
        Json(0, "--fail-on", "breaking");
    }

    [Fact]
    public void The_page_for_the_release_notes_says_what_to_do()
    {
        Release("ALTER TABLE \"User\" DROP COLUMN \"email\";");

        var page = _sandbox.Levee("impact", "--base", "v1", "--format", "markdown");

        Assert.StartsWith("<!-- levee:impact -->\n## Upgrading from `v1` to `HEAD`\n", page.Output);
        Assert.Contains("| **breaking** | drops column", page.Output);
        Assert.Contains("Do not let both versions run at once", page.Output);
    }

    [Fact]
    public void A_release_that_does_not_exist_is_1()
    {
        var run = _sandbox.Levee("impact", "--base", "v9");

        Assert.True(run.Code == 1, run.ToString());
        Assert.Contains("no-revision", run.Talk);
    }

    private void Release(string sql)
    {
        _sandbox.Write("migrations/20260201000000_second/migration.sql", sql + "\n");
        _sandbox.Commit("Second");
    }

    private JsonElement Json(int code, params string[] arguments)
    {
        var run = _sandbox.Levee((string[])["impact", "--base", "v1", "--format", "json", .. arguments]);
        Assert.True(run.Code == code, run.ToString());
        return JsonDocument.Parse(run.Output).RootElement;
    }
}
