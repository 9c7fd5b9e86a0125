using Levee.Core;
using Levee.Core.Impact;

namespace Levee.Tests.Impact;

public sealed class WholeRowReadTests
{
    [Theory]
    [InlineData("db.query('SELECT * FROM users')", "users")]
    [InlineData("\"select * from Users where x\"", "users")]
    [InlineData("'SELECT * FROM \"LiteLLM_VerificationToken\" WHERE token = $1'", "LiteLLM_VerificationToken")]
    [InlineData("\"SELECT * FROM \\\"User\\\"\"", "User")]
    [InlineData("SELECT v.*, t.name FROM \"Team\" t JOIN \"Token\" AS v ON v.team = t.id", "Token")]
    [InlineData("SELECT DISTINCT u.* FROM public.users u", "users")]
    [InlineData("SELECT users.* FROM users", "users")]
    public void Finds_the_table_whose_rows_are_read_whole(string source, string table) =>
        Assert.Equal([table], WholeRowRead.In("a.py", source).Select(read => read.Table));

    [Theory]
    [InlineData("SELECT count(*) FROM users")]
    [InlineData("SELECT id FROM users")]
    [InlineData("SELECT 2 * x FROM users")]
    [InlineData("const selected = a * b from c")]
    [InlineData("SELECT v.* FROM users u")]
    public void Finds_nothing_else(string source) => Assert.Empty(WholeRowRead.In("a.py", source));

    [Theory]
    [InlineData("a.py", "x = 1  # SELECT * FROM users")]
    [InlineData("a.ts", "// SELECT * FROM users")]
    [InlineData("a.go", "/*\n SELECT * FROM users\n*/")]
    [InlineData("a.sql", "-- SELECT * FROM users")]
    [InlineData("db/mysql/queries.sql", "SELECT * FROM users")]
    [InlineData("src/clickhouse.ts", "`SELECT * FROM users`")]
    public void A_comment_and_another_databases_SQL_read_nothing(string path, string source) =>
        Assert.Empty(WholeRowRead.In(path, source));

    [Theory]
    [InlineData("a.py", "'# no comment' + 'SELECT * FROM users'")]
    [InlineData("a.py", "\"\"\"\n# one\nSELECT * FROM users\n\"\"\"")]
    [InlineData("a.ts", "const url = 'http://x'; q(`SELECT * FROM users`)")]
    [InlineData("a.ts", "// it's one\nq('SELECT * FROM users')")]
    [InlineData("a.sql", "SELECT '--', * FROM users; SELECT * FROM users")]
    public void What_looks_like_a_comment_in_a_string_hides_nothing(string path, string source) =>
        Assert.Equal("users", Assert.Single(WholeRowRead.In(path, source)).Table);

    [Fact]
    public void A_read_in_another_schema_is_of_another_table()
    {
        var reads = WholeRowRead.In("a.py", "'SELECT * FROM billing.users'").ToValueList();
        var client = new OldClient(null!, reads);

        Assert.Empty(client.ReadsOf("public.users"));
        Assert.Single(client.ReadsOf("billing.users"));
    }

    [Fact]
    public void Tells_the_line() =>
        Assert.Equal(3, Assert.Single(WholeRowRead.In("a.py", "\n\n  SELECT *\n FROM t")).Line);

    [Fact]
    public void Megabytes_of_queries_take_time_that_grows_with_them()
    {
        var text = string.Concat(Enumerable.Repeat("q(\"SELECT * FROM users WHERE id = 1\")\n", 200_000));
        var watch = System.Diagnostics.Stopwatch.StartNew();

        var reads = WholeRowRead.In("a.py", text).ToList();

        Assert.Equal(200_000, reads.Count);
        Assert.Equal(200_000, reads[^1].Line);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(30), $"it took {watch.Elapsed}");
    }
}
