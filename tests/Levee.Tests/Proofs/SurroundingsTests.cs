using Levee.Core.Statements;

namespace Levee.Tests.Proofs;

public sealed class SurroundingsTests
{
    [Theory]
    [InlineData("UPDATE t SET a = CASE WHEN current_database() = 'prod' THEN '' ELSE a || 'x' END", true)]
    [InlineData("UPDATE t SET a = '' WHERE current_user = 'app'", true)]
    [InlineData("UPDATE t SET a = pg_catalog.current_setting('x')", true)]
    [InlineData("UPDATE t SET a = CASE WHEN now() > '2027-01-01' THEN '' ELSE a || 'x' END", true)]
    [InlineData("UPDATE t SET a = now()", false)]
    [InlineData("UPDATE t SET version = version + 1", false)]
    [InlineData("UPDATE t SET a = 'current_user'", false)]
    [InlineData("UPDATE \"user\" SET a = 1", false)]
    public void What_is_another_in_production_is_asked_for_or_not(string sql, bool asks) =>
        Assert.Equal(asks, Surroundings.AreAskedFor(sql));
}
