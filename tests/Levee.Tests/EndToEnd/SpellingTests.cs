namespace Levee.Tests.EndToEnd;

/// <summary>Texts of a schema that PostgreSQL prints in other words.</summary>
[Slow]
public sealed class SpellingTests : IDisposable
{
    private const string Schema = "prisma/schema.prisma";

    private const string Datasource = """
        datasource db {
          provider = "postgresql"
          url      = env("DATABASE_URL")
        }

        """;

    private readonly Sandbox _sandbox = Sandbox.With(
        (
            Schema,
            Datasource
                + """
                model T {
                  id Int      @id
                  a  Int      @default(dbgenerated("-1"))
                  b  String   @default(dbgenerated("trim(both ' ' from ' a ')"))
                  c  Unsupported("numeric(10,2)[]")?
                  d  String   @db.Inet

                  @@index([d(ops: raw("pg_catalog.inet_ops"))], type: Gist)
                }

                """
        )
    );

    public void Dispose() => _sandbox.Dispose();

    [Fact]
    public void Are_written_once_and_pass()
    {
        var first = _sandbox.Levee("generate", "init");
        _sandbox.Commit("Begin");
        var second = _sandbox.Levee("generate", "again");
        var check = _sandbox.Levee("check");

        Assert.True(first.Code == 0, first.ToString());
        Assert.True(second.Code == 0, second.ToString());
        Assert.Contains("no changes", second.ToString());
        Assert.Single(_sandbox.Migrations("prisma/migrations"));
        Assert.True(check.Code == 0, check.ToString());
    }

    [Fact]
    public void A_model_that_moves_can_keep_its_rows()
    {
        using var sandbox = Sandbox.With(
            (Schema, Two("one")),
            (
                "prisma/migrations/20260101000000_init/migration.sql",
                """
                CREATE SCHEMA "one";
                CREATE SCHEMA "two";
                CREATE TABLE "one"."T" ("id" INTEGER NOT NULL, CONSTRAINT "T_pkey" PRIMARY KEY ("id"));
                """
            )
        );
        sandbox.Write(Schema, Two("two"));

        var run = sandbox.Levee("generate", "move");

        Assert.Equal(2, run.Code);
        Assert.Contains("""ALTER TABLE "one"."T" SET SCHEMA "two";""", run.Talk);
    }

    [Theory]
    [InlineData("5.22.0", 0)]
    [InlineData("6.19.0", 5)]
    public void The_table_of_a_many_to_many_is_that_of_the_projects_Prisma(string version, int code)
    {
        using var sandbox = Sandbox.With(
            ("package.json", $$"""{ "devDependencies": { "prisma": "{{version}}" } }"""),
            (Schema, Datasource + "model A {\n  id Int @id\n  b  B[]\n}\n\nmodel B {\n  id Int @id\n  a  A[]\n}\n"),
            (
                "prisma/migrations/20260101000000_init/migration.sql",
                """
                CREATE TABLE "A" ("id" INTEGER NOT NULL, CONSTRAINT "A_pkey" PRIMARY KEY ("id"));
                CREATE TABLE "B" ("id" INTEGER NOT NULL, CONSTRAINT "B_pkey" PRIMARY KEY ("id"));
                CREATE TABLE "_AToB" ("A" INTEGER NOT NULL, "B" INTEGER NOT NULL);
                CREATE UNIQUE INDEX "_AToB_AB_unique" ON "_AToB"("A", "B");
                CREATE INDEX "_AToB_B_index" ON "_AToB"("B");
                ALTER TABLE "_AToB" ADD CONSTRAINT "_AToB_A_fkey" FOREIGN KEY ("A") REFERENCES "A"("id") ON DELETE CASCADE ON UPDATE CASCADE;
                ALTER TABLE "_AToB" ADD CONSTRAINT "_AToB_B_fkey" FOREIGN KEY ("B") REFERENCES "B"("id") ON DELETE CASCADE ON UPDATE CASCADE;
                """
            )
        );

        var run = sandbox.Levee("check");

        Assert.True(run.Code == code, run.ToString());
    }

    private static string Two(string schema) =>
        $$"""
            datasource db {
              provider = "postgresql"
              url      = env("DATABASE_URL")
              schemas  = ["one", "two"]
            }

            model T {
              id Int @id

              @@schema("{{schema}}")
            }

            """;
}
