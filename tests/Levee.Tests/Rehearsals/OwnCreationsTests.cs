using Levee.Cli.Rehearsals;
using Levee.Core;
using Levee.Core.Diff;
using Levee.Core.Effects;
using Levee.Core.History;
using Levee.Core.Psl;
using Levee.Core.Rehearsals;
using Levee.Core.Render;
using Levee.Core.Rules;
using Levee.Core.Schema;
using Levee.Core.Sql;
using Levee.Core.Statements;
using Levee.Core.Text;
using Levee.Tests.Postgres;

namespace Levee.Tests.Rehearsals;

/// <summary>Statements that touch nothing that was there: nobody looks behind each of them.</summary>
[Slow]
public sealed class OwnCreationsTests
{
    private static readonly DatabaseSchema Large = SchemaOf(Enumerable.Range(1, 80).Select(Model));

    [Fact]
    public async Task A_large_first_migration_leaves_the_schema_that_it_was_made_for()
    {
        var script = SqlRenderer.Render(Differ.Diff(new Pair<DatabaseSchema>(SchemaOf([]), Large)));

        var seen = await RehearseAsync(script);

        Assert.Null(seen.Failure);
        Assert.Empty(Differ.Diff(new Pair<DatabaseSchema>(seen.Schema!, Large)).Steps);
        Assert.Empty(Ruleset.Judge(seen));
        Assert.DoesNotContain(seen.Statements, statement => statement.HadNoEffect);
    }

    [Fact]
    public async Task Who_waits_is_told_the_statements_that_are_looked_at()
    {
        var told = new List<string>();
        await using var shadows = await Histories.OpenAsync(Histories.Options with { Progress = told.Add });
        var script = Read($"{Table(1)}{Table(2)}CREATE EXTENSION IF NOT EXISTS plpgsql;");

        await Rehearser.RunAsync(shadows, [], script, new(), TestContext.Current.CancellationToken);

        Assert.Equal(
            ["rehearsing statement 1 of 3", "rehearsing statement 3 of 3"],
            told.Where(line => line.StartsWith("rehearsing", StringComparison.Ordinal))
        );
    }

    [Fact]
    public async Task Where_it_fails_it_says_at_which_statement()
    {
        var script = Read(string.Concat(Enumerable.Range(1, 200).Select(Table)) + Table(7));

        var failure = (await RehearseAsync(script)).Failure;

        Assert.Equal("migration.sql:201:1", failure?.At?.ToString());
    }

    [Fact]
    public async Task What_a_statement_between_them_does_is_still_its_own()
    {
        var history = Histories.OfScripts("CREATE TABLE users (bio text); CREATE TABLE teams (id int)");
        var creations = string.Concat(Enumerable.Range(1, 5).Select(Table));
        const string More = "CREATE TABLE u1 (id INT PRIMARY KEY);\nCREATE INDEX i ON u1 (id);\n";
        var script = Read($"{creations}ALTER TABLE users DROP COLUMN bio;\n{More}CREATE INDEX j ON teams (id);");

        var seen = await RehearseAsync(script, history);

        var lost = Assert.Single(seen.Statements, statement => statement.Effects.Any(effect => effect.Destroys));
        Assert.Equal(5, lost.Number);
        var locked = seen.Statements.Where(statement => statement.Effects.Any(effect => effect is Effect.Locked));
        Assert.Equal([5, 8], locked.Select(statement => statement.Number));
    }

    [Theory]
    [InlineData("CREATE TYPE mood AS ENUM ('sad')", true)]
    [InlineData("CREATE TYPE pair AS (a int, b int)", false)]
    [InlineData("CREATE TABLE a (id int DEFAULT 1, UNIQUE (id))", true)]
    [InlineData("CREATE TABLE IF NOT EXISTS a (id int)", false)]
    [InlineData("CREATE TABLE a AS SELECT 1", false)]
    [InlineData("CREATE TABLE a (LIKE users)", false)]
    [InlineData("CREATE TABLE a (b int) INHERITS (users)", false)]
    [InlineData("CREATE TABLE a PARTITION OF users DEFAULT", false)]
    [InlineData("CREATE TABLE a (b int REFERENCES users)", false)]
    [InlineData("CREATE TEMP TABLE a (id int)", false)]
    [InlineData("CREATE UNIQUE INDEX a ON t1 (id)", true)]
    [InlineData("CREATE INDEX ON \"t1\" (id)", true)]
    [InlineData("CREATE INDEX a ON users (id)", false)]
    [InlineData("CREATE INDEX a ON public.t1 (id)", false)]
    [InlineData("CREATE INDEX a ON s.t3 (id)", true)]
    [InlineData("CREATE INDEX a ON t3 (id)", false)]
    [InlineData("CREATE INDEX IF NOT EXISTS a ON t1 (id)", false)]
    [InlineData("CREATE INDEX CONCURRENTLY a ON t1 (id)", false)]
    [InlineData("ALTER TABLE t1 ADD CONSTRAINT a FOREIGN KEY (id, b) REFERENCES t2 (c, d) ON DELETE SET NULL", true)]
    [InlineData("ALTER TABLE t1 ADD FOREIGN KEY (id) REFERENCES s.t3", true)]
    [InlineData("ALTER TABLE t1 ADD CONSTRAINT a FOREIGN KEY (id) REFERENCES users", false)]
    [InlineData("ALTER TABLE users ADD CONSTRAINT a FOREIGN KEY (id) REFERENCES t1", false)]
    [InlineData("ALTER TABLE IF EXISTS t1 ADD CONSTRAINT a FOREIGN KEY (id) REFERENCES t2", false)]
    [InlineData("ALTER TABLE t1 ADD FOREIGN KEY (id) REFERENCES t2, DROP COLUMN id", false)]
    [InlineData("ALTER TABLE t1 ADD FOREIGN KEY (a) REFERENCES t2, ADD FOREIGN KEY (b) REFERENCES users", false)]
    [InlineData("CREATE EXTENSION hstore", false)]
    [InlineData("DROP TABLE IF EXISTS users", false)]
    [InlineData("DO $$ BEGIN END $$", false)]
    public void Only_what_makes_something_of_its_own_counts(string statement, bool isOwn)
    {
        var script = Read($"{Table(1)}{Table(2)}CREATE TABLE s.t3 (id INT PRIMARY KEY);\n{statement};");

        Assert.Equal(isOwn, OwnCreations.In(script).Contains(3));
        Assert.Equal(isOwn, OwnCreations.In(script).GoesOn(2));
    }

    [Theory]
    [InlineData("SET search_path = other")]
    [InlineData("SELECT set_config('search_path', 'other', false)")]
    [InlineData("ALTER TABLE t1 RENAME TO t9")]
    [InlineData("ALTER TABLE t1 SET SCHEMA other")]
    [InlineData("DROP TABLE t1")]
    public void Behind_these_a_name_may_be_another_tables(string statement)
    {
        var script = Read($"{Table(1)}{statement};CREATE INDEX a ON t1 (id);");

        Assert.False(OwnCreations.In(script).Contains(2));
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

    private static SqlScript Read(string text) => ScriptReader.Read(new SourceText("migration.sql", text));

    private static async Task<Rehearsal> RehearseAsync(SqlScript script, ValueList<Migration>? history = null)
    {
        await using var shadows = await Histories.OpenAsync();
        return await Rehearser.RunAsync(
            shadows,
            history ?? [],
            script,
            new() { Like = Large },
            TestContext.Current.CancellationToken
        );
    }
}
