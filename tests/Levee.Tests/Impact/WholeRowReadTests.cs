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

    [Fact]
    public void Tells_the_line() =>
        Assert.Equal(3, Assert.Single(WholeRowRead.In("a.py", "\n\n  SELECT *\n FROM t")).Line);
}
