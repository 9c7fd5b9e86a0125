using Levee.Core.Sql;
using Levee.Core.Statements;
using Levee.Core.Text;

namespace Levee.Tests.Effects;

public sealed class NestingLimitTests
{
    [Theory]
    [InlineData("SELECT ", "(", "1", ")", "")]
    [InlineData("DO $$ BEGIN ", "BEGIN ", "NULL; ", "END; ", "END $$")]
    [InlineData("DO $$ BEGIN ", "IF true THEN ", "NULL; ", "END IF; ", "END $$")]
    [InlineData("UPDATE t SET a = ", "CASE WHEN true THEN ", "1", " END", "")]
    public void Two_hundred_thousand_nested_parts_are_refused(
        string start,
        string open,
        string middle,
        string close,
        string end
    )
    {
        var script = Read(start + Times(open, 200_000) + middle + Times(close, 200_000) + end);

        Assert.Equal(NestingLimit.Code, NestingLimit.Find(script)?.Code);
    }

    [Theory]
    [InlineData("SELECT ", "(1), ", "1")]
    [InlineData("DO $$ BEGIN ", "BEGIN NULL; END; ", "END $$")]
    [InlineData("DO $$ BEGIN ", "IF true THEN NULL; END IF; ", "END $$")]
    [InlineData("DO $$ BEGIN ", "DROP TABLE IF EXISTS t; ", "END $$")]
    [InlineData("DO $$ BEGIN ", "FOR i IN 1..2 LOOP NULL; END LOOP; ", "END $$")]
    public void As_many_one_after_the_other_are_not(string start, string part, string end) =>
        Assert.Null(NestingLimit.Find(Read(start + Times(part, 20_000) + end)));

    private static SqlScript Read(string text) => ScriptReader.Read(new SourceText("migration.sql", text));

    private static string Times(string text, int count) => string.Concat(Enumerable.Repeat(text, count));
}
