using Levee.Core.Effects;
using Levee.Core.Statements;

namespace Levee.Tests.Proofs;

public sealed class WrittenLockTests
{
    [Theory]
    [InlineData("ALTER TABLE t ALTER c SET NOT NULL", "t", LockMode.AccessExclusive)]
    [InlineData("ALTER TABLE ONLY \"T\" VALIDATE CONSTRAINT k", "T", LockMode.ShareUpdateExclusive)]
    [InlineData("ALTER TABLE t ADD CONSTRAINT k FOREIGN KEY (a) REFERENCES u (id)", "t", LockMode.ShareRowExclusive)]
    [InlineData("ALTER TABLE t VALIDATE CONSTRAINT k, DROP COLUMN c", "t", LockMode.AccessExclusive)]
    [InlineData("CREATE UNIQUE INDEX i ON t (a)", "t", LockMode.Share)]
    [InlineData("CREATE INDEX CONCURRENTLY i ON t (a)", "t", LockMode.ShareUpdateExclusive)]
    [InlineData("DROP INDEX CONCURRENTLY IF EXISTS i", "i", LockMode.ShareUpdateExclusive)]
    [InlineData("TRUNCATE t", "t", LockMode.AccessExclusive)]
    public void A_lock_is_read_from_the_statement(string sql, string name, LockMode mode)
    {
        var written = WrittenLock.Of(sql);

        Assert.Equal((name, mode), (written?.Name, written?.Mode));
    }

    [Theory]
    [InlineData("UPDATE t SET a = 1")]
    [InlineData("CREATE TABLE t (id int)")]
    [InlineData("VACUUM t")]
    public void Other_statements_are_left_to_the_server(string sql) => Assert.Null(WrittenLock.Of(sql));
}
