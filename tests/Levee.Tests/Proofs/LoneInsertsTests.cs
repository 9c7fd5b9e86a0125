using Levee.Core.Effects;
using Levee.Core.Sql;
using Levee.Core.Statements;

namespace Levee.Tests.Proofs;

public sealed class LoneInsertsTests
{
    [Theory]
    [InlineData("INSERT INTO t VALUES (1, 'SELECT 1'), (2, NULL)", true)]
    [InlineData("INSERT INTO \"T\" (\"id\", b) VALUES (-1, '1'::numeric(10, 2)) ON CONFLICT (\"id\") DO NOTHING", true)]
    [InlineData("INSERT INTO t VALUES (1) ON CONFLICT (id) DO UPDATE SET a = 1", false)]
    [InlineData("INSERT INTO t SELECT 1", false)]
    [InlineData("INSERT INTO t VALUES ((SELECT max(id) FROM u))", false)]
    [InlineData("INSERT INTO t VALUES (purge())", false)]
    [InlineData("WITH d AS (DELETE FROM u RETURNING 1) INSERT INTO t VALUES (1)", false)]
    public void Rows_that_only_come_in_need_no_look(string sql, bool isLone) =>
        Assert.Equal(isLone, LoneInserts.In(Script(sql), DatabaseSnapshot.Empty).Contains(0));

    [Fact]
    public void A_trigger_of_the_script_may_do_more() =>
        Assert.Equal(
            0,
            LoneInserts
                .In(
                    Script("CREATE TRIGGER t AFTER INSERT ON a EXECUTE FUNCTION f(); INSERT INTO a VALUES (1);"),
                    DatabaseSnapshot.Empty
                )
                .Count
        );

    private static SqlScript Script(string sql) => ScriptReader.Read(new("m.sql", sql));
}
