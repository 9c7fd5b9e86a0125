using Levee.Cli.Commands;
using Levee.Cli.Postgres;
using Levee.Core;
using Levee.Core.Diff;
using Levee.Core.Effects;
using Levee.Core.Psl;
using Levee.Core.Rules;
using Levee.Core.Schema;
using Levee.Core.Sql;
using Levee.Core.Text;
using Levee.Tests.Postgres;

namespace Levee.Tests.Rehearsals;

/// <summary>The first migration of a large schema: there are no rows that it could be tried on.</summary>
public sealed class FirstRunTests
{
    private static readonly DatabaseSchema Large = SchemaOf(Enumerable.Range(1, 80).Select(Model));

    [Fact]
    public async Task A_large_first_migration_is_run_and_what_it_leaves_is_read()
    {
        var script = SqlRenderer.Render(Differ.Diff(new Pair<DatabaseSchema>(SchemaOf([]), Large)));

        var seen = await RehearseAsync(script);

        Assert.True(FirstMigration.IsLarge(script));
        Assert.Null(seen.Failure);
        Assert.Empty(Differ.Diff(new Pair<DatabaseSchema>(seen.Schema!, Large)).Steps);
        Assert.Empty(Ruleset.Judge(seen));
    }

    [Fact]
    public async Task Where_it_fails_it_says_at_which_statement()
    {
        var script = ScriptReader.Read(
            new SourceText("migration.sql", string.Concat(Enumerable.Range(1, 200).Select(Table)) + Table(7))
        );

        var failure = (await RehearseAsync(script)).Failure;

        Assert.Equal("migration.sql:201:1", failure?.At?.ToString());
    }

    [Theory]
    [InlineData("CREATE UNIQUE INDEX a ON t1 (id)", true)]
    [InlineData("ALTER TABLE t1 ADD CONSTRAINT a FOREIGN KEY (id) REFERENCES t2 ON DELETE CASCADE", true)]
    [InlineData("ALTER TABLE IF EXISTS t1 ADD CONSTRAINT a FOREIGN KEY (id) REFERENCES t2", false)]
    [InlineData("ALTER TABLE t1 DROP COLUMN id, ADD CONSTRAINT a FOREIGN KEY (id) REFERENCES t2", false)]
    [InlineData("CREATE INDEX CONCURRENTLY a ON t1 (id)", false)]
    [InlineData("CREATE EXTENSION hstore", false)]
    [InlineData("CREATE TABLE a AS SELECT pg_terminate_backend(1)", false)]
    [InlineData("DROP TABLE IF EXISTS users", false)]
    [InlineData("DO $$ BEGIN END $$", false)]
    public void Only_what_creates_needs_no_rehearsal(string statement, bool isOnlyRun)
    {
        var text = string.Concat(Enumerable.Range(1, 200).Select(Table)) + statement + ";";

        Assert.Equal(isOnlyRun, FirstMigration.IsLarge(ScriptReader.Read(new SourceText("migration.sql", text))));
        Assert.False(FirstMigration.IsLarge(ScriptReader.Read(new SourceText("migration.sql", statement))));
    }

    private static string Table(int number) => $"CREATE TABLE t{number} (id INT PRIMARY KEY);\n";

    private static string Model(int number) => $"model M{number} {{\n  id Int @id\n  name String @unique\n}}\n";

    private static DatabaseSchema SchemaOf(IEnumerable<string> models) =>
        PrismaSchema
            .Load([
                new SourceText(
                    "schema.prisma",
                    "datasource db {\n  provider = \"postgresql\"\n  url = \"\"\n}\n" + string.Concat(models)
                ),
            ])
            .Schema!;

    private static async Task<Rehearsal> RehearseAsync(SqlScript script)
    {
        await using var shadows = await Histories.OpenAsync();
        return await FirstRun.RehearseAsync(shadows, [], script, Large, TestContext.Current.CancellationToken);
    }
}
