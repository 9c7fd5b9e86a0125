using Levee.Core.Deploy;
using Levee.Core.History;
using Levee.Core.Sql;

namespace Levee.Tests.Deploy;

public sealed class StepwiseDeploymentTests
{
    private const string Index = """CREATE INDEX CONCURRENTLY "i" ON "public"."t"("a")""";

    [Fact]
    public void Statements_run_in_order_each_with_its_journal()
    {
        var plan = Start("CREATE TABLE t (a int); " + Index);

        var first = Assert.IsType<DeploymentStep.RunInTransaction>(plan.Next());
        plan = plan.After(first, StepOutcome.Done);
        var second = Assert.IsType<DeploymentStep.RunAlone>(plan.Next());
        plan = plan.After(second, StepOutcome.Done);

        Assert.Equal(new(1, false), first.After);
        Assert.Equal((new(1, true), new DeploymentJournal(2, false)), (second.Before, second.After));
        Assert.IsType<DeploymentStep.Finish>(plan.Next());
    }

    [Fact]
    public void A_statement_that_was_cut_off_is_looked_for_in_the_catalog()
    {
        var plan = Start($"SELECT 1; {Index}", new(1, IsRunning: true));

        var ask = Assert.IsType<DeploymentStep.AskCatalog>(plan.Next());

        Assert.IsType<DeploymentStep.Finish>(plan.After(ask, StepOutcome.Done).Next());
        Assert.Equal(1, Assert.IsType<DeploymentStep.RunAlone>(plan.After(ask, StepOutcome.NotDone).Next()).Statement);
        Assert.IsType<DeploymentStep.Stop>(plan.After(ask, StepOutcome.Unknown).Next());
    }

    [Fact]
    public void A_block_that_commits_is_run_alone_when_PostgreSQL_refused_it()
    {
        var plan = Start("DO $$ BEGIN COMMIT; END $$");

        var attempt = plan.Next();
        plan = plan.After(attempt, StepOutcome.NeedsToBeAlone);

        Assert.IsType<DeploymentStep.RunInTransaction>(attempt);
        Assert.IsType<LoneStatement.Unknowable>(Assert.IsType<DeploymentStep.RunAlone>(plan.Next()).Kind);
    }

    [Fact]
    public void The_file_s_own_BEGIN_and_COMMIT_are_no_statements() =>
        Assert.Single(Start("BEGIN; SELECT 1; COMMIT;").Statements);

    [Theory]
    [InlineData(Index, "i", "\"public\".\"t\"", false)]
    [InlineData("create unique index concurrently if not exists I_x on only T (a)", "i_x", "\"t\"", true)]
    [InlineData("CREATE INDEX CONCURRENTLY ON t (a)", null, "\"t\"", false)]
    [InlineData("CREATE INDEX CONCURRENTLY \"a \"\"b\" ON t USING gin (a)", "a \"b", "\"t\"", false)]
    public void A_concurrent_build_says_its_index_and_table(string sql, string? name, string table, bool ifNotExists) =>
        Assert.Equal(new LoneStatement.BuildIndex(name, table, ifNotExists), LoneStatement.Find(Statement(sql)));

    [Theory]
    [InlineData("DROP INDEX CONCURRENTLY IF EXISTS s.\"I\"", "\"s\".\"I\"", true)]
    [InlineData("DROP INDEX CONCURRENTLY i", "\"i\"", false)]
    public void A_concurrent_drop_says_its_index(string sql, string index, bool ifExists) =>
        Assert.Equal(new LoneStatement.DropIndex(index, ifExists), LoneStatement.Find(Statement(sql)));

    [Theory]
    [InlineData("VACUUM t", typeof(LoneStatement.Repeatable))]
    [InlineData("REINDEX INDEX CONCURRENTLY i", typeof(LoneStatement.Repeatable))]
    [InlineData("REINDEX SCHEMA s", typeof(LoneStatement.Repeatable))]
    [InlineData("ALTER TABLE p DETACH PARTITION q CONCURRENTLY", typeof(LoneStatement.Unknowable))]
    [InlineData("CREATE DATABASE x", typeof(LoneStatement.Unknowable))]
    public void Others_are_repeated_or_unknowable(string sql, Type kind) =>
        Assert.IsType(kind, LoneStatement.Find(Statement(sql)));

    [Theory]
    [InlineData("CREATE INDEX i ON t (a)")]
    [InlineData("CREATE INDEX \"CONCURRENTLY\" ON t (a)")]
    [InlineData("DROP INDEX i")]
    [InlineData("-- CREATE INDEX CONCURRENTLY\nSELECT 1")]
    [InlineData("REINDEX TABLE t")]
    [InlineData("INSERT INTO vacuum VALUES (1)")]
    public void The_rest_goes_into_a_transaction(string sql) => Assert.Null(LoneStatement.Find(Statement(sql)));

    private static StepwiseDeployment Start(string sql, DeploymentJournal? journal = null) =>
        StepwiseDeployment.Start(Read(sql), journal ?? DeploymentJournal.Start);

    private static SqlStatement Statement(string sql) => Read(sql).Statements[0];

    private static SqlScript Read(string sql) => ScriptReader.Read(new("migration.sql", sql));
}
