using CsCheck;
using Levee.Core.Sql;
using Levee.Core.Text;

namespace Levee.Tests.Sql;

public sealed class ScriptReaderTests
{
    [Theory]
    [InlineData("SELECT 1; SELECT 2", "SELECT 1", "SELECT 2")]
    [InlineData(" ;; -- nothing\n/* nor */ ;")]
    [InlineData("-- CreateTable\nCREATE TABLE t (a int);\n\n-- end\n", "CREATE TABLE t (a int)")]
    [InlineData("SELECT ';', 'it''s;'; SELECT 2", "SELECT ';', 'it''s;'", "SELECT 2")]
    [InlineData(@"SELECT 'a\'; SELECT 2", @"SELECT 'a\'", "SELECT 2")]
    [InlineData(@"SELECT E'a\';b'; SELECT 2", @"SELECT E'a\';b'", "SELECT 2")]
    [InlineData("SELECT E'a'\n'\\';b'; SELECT 2", "SELECT E'a'\n'\\';b'", "SELECT 2")]
    [InlineData("SELECT E'a' -- it's\n  '\\';b'; SELECT 2", "SELECT E'a' -- it's\n  '\\';b'", "SELECT 2")]
    [InlineData(
        "SELECT U&'\\0027;', \"a;\"\"b\", U&\"x;\"; SELECT 2",
        "SELECT U&'\\0027;', \"a;\"\"b\", U&\"x;\"",
        "SELECT 2"
    )]
    [InlineData(
        "DO $$ BEGIN; END $$; DO $a$ $$;$b$; $a$; SELECT a$1;b$2",
        "DO $$ BEGIN; END $$",
        "DO $a$ $$;$b$; $a$",
        "SELECT a$1",
        "b$2"
    )]
    [InlineData("SELECT $ä$;$ä$; SELECT $1$2;3", "SELECT $ä$;$ä$", "SELECT $1$2", "3")]
    [InlineData("SELECT a$$;b$$ c", "SELECT a$$", "b$$ c")]
    [InlineData("/* a /* ; */ ' ; */ SELECT 1; -- ; '\nSELECT 2", "SELECT 1", "SELECT 2")]
    [InlineData("SELECT 1 */* ; */ 2; SELECT 2 ---;\n;", "SELECT 1 */* ; */ 2", "SELECT 2")]
    [InlineData(
        "CREATE RULE r AS ON INSERT TO t DO ALSO (INSERT INTO a VALUES (1); DELETE FROM b;); SELECT 2",
        "CREATE RULE r AS ON INSERT TO t DO ALSO (INSERT INTO a VALUES (1); DELETE FROM b;)",
        "SELECT 2"
    )]
    [InlineData("BEGIN; SELECT 1; COMMIT; END;", "BEGIN", "SELECT 1", "COMMIT", "END")]
    [InlineData("\uFEFFSELECT 1", "SELECT 1")]
    [InlineData("SELECT 1)); SELECT 2", "SELECT 1))", "SELECT 2")]
    public void Splits_at_the_semicolons_that_end_a_statement(string script, params string[] statements) =>
        Assert.Equal(statements, Read(script).Select(statement => statement.Text));

    [Theory]
    [InlineData("CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT 1; SELECT 2; END")]
    [InlineData(
        "create or replace procedure p() language sql\nbegin /* now */ atomic; insert into t values (case when true then 1 end); end"
    )]
    [InlineData(
        "CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT 1 AS end, t.end; SELECT CASE a WHEN CASE 1 WHEN 1 THEN 2 END THEN 3 END; END"
    )]
    [InlineData("CREATE FUNCTION \"case\"(case_ int DEFAULT 1) RETURNS int LANGUAGE sql AS 'SELECT 1; SELECT 2'")]
    public void Keeps_a_routine_in_one_piece(string routine) =>
        Assert.Equal(
            [routine, "SELECT 'after'"],
            Read(routine + ";\nSELECT 'after';").Select(statement => statement.Text)
        );

    [Fact]
    public void Says_where_each_statement_stands()
    {
        var source = new SourceText("migration.sql", "-- one\nSELECT 1 ;\n  SELECT 2;");

        var script = ScriptReader.Read(source);

        Assert.Equal("2:1", source.PositionOf(script.Statements[0].Span.Start).ToString());
        Assert.Equal("3:3", source.PositionOf(script.Statements[1].Span.Start).ToString());
        Assert.All(script.Statements, statement => Assert.Equal(statement.Text, source[statement.Span]));
    }

    [Theory]
    [InlineData("'it''s'", "it's")]
    [InlineData("'one' -- it's\n 'two'", "onetwo")]
    [InlineData(@"E'\'\n\x41\101\u0042\U0001F600\\'", "'\nAAB\U0001F600\\")]
    [InlineData(@"U&'d\0061t\+000061\\'", @"data\")]
    [InlineData("$$a'b$$", "a'b")]
    [InlineData("$t$a$$b$t$", "a$$b")]
    [InlineData("\"A\"\"b\"", "A\"b")]
    [InlineData("MyÄTable", "myÄtable")]
    [InlineData("'open", "open")]
    [InlineData("$t$open", "open")]
    public void Knows_what_a_token_stands_for(string text, string value) =>
        Assert.Equal(value, Assert.Single(SqlLexer.Read(text)).ValueIn(text));

    private static readonly string[] Parts =
    [
        "'",
        "''",
        "\"",
        "$",
        "$$",
        "$a$",
        "$a",
        "E'",
        "U&'",
        "U&\"",
        "\\",
        "\\'",
        "/*",
        "*/",
        "--",
        "\n",
        "\r",
        " ",
        ";",
        "(",
        ")",
        "BEGIN",
        "ATOMIC",
        "END",
        "CASE",
        "AS",
        "CREATE",
        "FUNCTION",
        "OR",
        "REPLACE",
        "PROCEDURE",
        ".",
        "1",
        "1e",
        "e+",
        "x",
        "é",
        "\0",
        "\uFEFF",
        "\uD83D",
        "::",
        "-",
        "*",
        "/",
        "RULE",
        "&",
        "\\0041",
        "\\+00",
        "\\U",
        "\\x4",
    ];

    private static readonly Gen<string> Nasty = Gen.Int[0, Parts.Length - 1]
        .List[0, 60]
        .Select(picks => string.Concat(picks.Select(pick => Parts[pick])));

    [Fact]
    public void Reads_any_text_without_losing_a_character() =>
        Nasty.Sample(
            text =>
            {
                var tokens = SqlLexer.Read(text);
                Assert.Equal(
                    text,
                    string.Concat(tokens.Select(token => text.Substring(token.Span.Start, token.Span.Length)))
                );
                Assert.All(tokens, token => Assert.NotNull(token.ValueIn(text)));
                Assert.DoesNotContain(tokens, token => token.Span.Length == 0);

                var end = 0;
                foreach (var statement in Read(text))
                {
                    Assert.True(statement.Span.Start >= end && statement.Span.Length > 0);
                    Assert.Equal(statement.Text, text.Substring(statement.Span.Start, statement.Span.Length));
                    end = statement.Span.End;
                }
            },
            iter: 20_000
        );

    [Theory]
    [InlineData("'")]
    [InlineData("'\n")]
    [InlineData("' --")]
    [InlineData("$a")]
    [InlineData("$a$ $b")]
    [InlineData("$aaaaaaaa")]
    [InlineData("/*")]
    [InlineData("/**/")]
    [InlineData("(")]
    [InlineData("-/")]
    [InlineData("1e+")]
    [InlineData("BEGIN ATOMIC ")]
    [InlineData("E'\\'\n")]
    public void Takes_time_linear_in_the_length(string unit)
    {
        var script = "CREATE FUNCTION f() " + string.Concat(Enumerable.Repeat(unit, 2_000_000 / unit.Length));

        var clock = System.Diagnostics.Stopwatch.StartNew();
        Read(script);

        // Quadratic would be hours.
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(10), $"took {clock.Elapsed}");
    }

    private static IReadOnlyList<SqlStatement> Read(string script) =>
        ScriptReader.Read(new("test.sql", script)).Statements;
}
