using Levee.Cli.Rehearsals;
using Levee.Core.Effects;
using Levee.Core.History;
using Levee.Core.Rehearsals;
using Levee.Core.Rules;
using Levee.Core.Sql;
using Levee.Core.Text;
using Levee.Tests.Postgres;

namespace Levee.Tests.Rehearsals;

/// <summary>Foreign keys on tables whose made-up rows have no parents.</summary>
[Slow]
public sealed class NewKeysTests
{
    private const string Base = """
        CREATE TABLE "Team" ("id" VARCHAR(4) PRIMARY KEY, "name" TEXT);
        CREATE TABLE "User" ("id" TEXT PRIMARY KEY, "teamId" TEXT, "nick" TEXT);
        CREATE TABLE "Note" ("id" TEXT PRIMARY KEY, "userId" TEXT NOT NULL, "nextId" TEXT);
        CREATE TABLE "A1" ("id" INT PRIMARY KEY); CREATE TABLE "A2" ("id" INT PRIMARY KEY); CREATE TABLE "A3" ("id" INT PRIMARY KEY);
        CREATE TABLE "A4" ("id" INT PRIMARY KEY); CREATE TABLE "A5" ("id" INT PRIMARY KEY); CREATE TABLE "A6" ("id" INT PRIMARY KEY);
        """;

    private const string Keys = """
        ALTER TABLE "User" ADD CONSTRAINT "u" FOREIGN KEY ("teamId") REFERENCES "Team"("id") ON DELETE SET NULL ON UPDATE CASCADE;
        ALTER TABLE "Note" ADD CONSTRAINT "n" FOREIGN KEY ("userId") REFERENCES "User";
        ALTER TABLE "Note" ADD CONSTRAINT "s" FOREIGN KEY ("nextId") REFERENCES "public"."Note" ("id");
        """;

    [Fact]
    public async Task Rows_hold_to_the_keys_that_the_script_adds()
    {
        var seen = await RehearseAsync(Keys);

        Assert.Null(seen.Failure);
        Assert.Equal("of every kind", seen.Rung);
        Assert.All(seen.Planted, table => Assert.True(table.Rows > 2, $"{table.Table} got {table.Rows} rows"));
        Assert.Contains(seen.Effects, effect => effect is Effect.FailedOn { SqlState: "23503" });
    }

    [Fact]
    public async Task A_loss_beside_such_a_key_is_seen_with_its_rows()
    {
        var seen = await RehearseAsync(Keys + "\nALTER TABLE \"User\" DROP COLUMN \"nick\";");

        Assert.Equal("of every kind", seen.Rung);
        Assert.Contains(Ruleset.Judge(seen), finding => finding.Code == "drop-column");
    }

    [Fact]
    public async Task A_script_that_deletes_orphans_is_seen_to_delete_them()
    {
        var seen = await RehearseAsync(
            """
            DELETE FROM "User" WHERE "teamId" IS NOT NULL AND "teamId" NOT IN (SELECT "id" FROM "Team");
            ALTER TABLE "User" ADD CONSTRAINT "u" FOREIGN KEY ("teamId") REFERENCES "Team"("id");
            """
        );

        Assert.Contains(Ruleset.Judge(seen), finding => finding.Code == "delete-rows");
    }

    private static async Task<Rehearsal> RehearseAsync(string script)
    {
        await using var shadows = await Histories.OpenAsync();
        return await Rehearser.RunAsync(
            shadows,
            [new Migration("base.sql", new SourceText("base.sql", Base))],
            ScriptReader.Read(new SourceText("migration.sql", script)),
            new(),
            TestContext.Current.CancellationToken
        );
    }
}
