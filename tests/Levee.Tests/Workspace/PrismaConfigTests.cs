using Levee.Cli.Workspace;

namespace Levee.Tests.Workspace;

public sealed class PrismaConfigTests
{
    [Theory]
    [InlineData("""export default defineConfig({ schema: "db/s.prisma", migrations: { path: 'db/m' } })""")]
    [InlineData(
        """export default { schema: './db/s.prisma', migrations: { path: path.join("db", "m") } } satisfies PrismaConfig"""
    )]
    [InlineData("""module.exports = defineConfig({ "schema": `db/s.prisma`, "migrations": { "path": "db/./m" } });""")]
    [InlineData(
        """const config: PrismaConfig = { schema: path.resolve(__dirname, "db", "s.prisma"), migrations: { path: "db/m" } }; export default config;"""
    )]
    [InlineData(
        """const dir = "db"; export default defineConfig({ schema: join(dir, "s.prisma"), migrations: { seed: `x ${a}`, path: join(dir, 'm') } })"""
    )]
    [InlineData(
        """export default defineConfig({ schema: prisma7Schema("db/s.prisma"), migrations: { path: path.join(process.cwd(), "db/m") } })"""
    )]
    [InlineData(
        "/* schema: 'no' */ // schema: 'no'\nexport default f({ adapter: async () => { return g({ schema: 'no' }) }, schema: 'db/s.prisma', migrations: { path: 'db/m' } })"
    )]
    public void Paths_in_plain_words_are_understood(string text)
    {
        var config = PrismaConfig.Parse(text);

        Assert.Equal("db/s.prisma", config.Schema);
        Assert.Equal("db/m", config.Migrations);
    }

    [Theory]
    [InlineData(""" "../prisma/schema.prisma" """)]
    [InlineData("""join(__dirname, '..', 'prisma', 'schema.prisma')""")]
    [InlineData("""path.join(process.cwd(), 'prisma/schema.prisma')""")]
    public void Paths_begin_in_the_folder_of_the_file(string schema) =>
        Assert.Equal(
            "prisma/schema.prisma",
            PrismaConfig.Parse($"export default {{ schema: {schema} }}", ".config/prisma.ts").Schema
        );

    [Theory]
    [InlineData("schema: process.env.SCHEMA")]
    [InlineData("schema: isTest ? 'a.prisma' : 'b.prisma'")]
    [InlineData("schema: `${dir}/schema.prisma`")]
    [InlineData("schema: join(dir, 'schema.prisma')")]
    [InlineData("other: 1")]
    public void What_only_a_run_could_tell_is_not_guessed(string member) =>
        Assert.Null(PrismaConfig.Parse($"export default defineConfig({{ {member} }})").Schema);

    [Fact]
    public void The_environment_is_read()
    {
        var config = PrismaConfig.Parse(
            """
            export default defineConfig({
              tables: { external: ["auth.users", 'auth.sessions'] },
              enums: { external: ["auth.level"] },
              migrations: { initShadowDb: `
                CREATE FUNCTION auth.uid() RETURNS uuid LANGUAGE sql AS $$ SELECT NULL::uuid $$;
              ` },
            });
            """
        );

        Assert.Equal(["auth.users", "auth.sessions", "auth.level"], config.External);
        Assert.Contains("AS $$ SELECT NULL::uuid $$;", config.InitShadowDb);
        Assert.False(config.HasUnreadableInit);
    }

    [Fact]
    public void SQL_that_is_put_together_at_run_time_is_known_to_be_there() =>
        Assert.True(
            PrismaConfig
                .Parse("export default { migrations: { initShadowDb: readFileSync('x.sql') } }")
                .HasUnreadableInit
        );

    [Fact]
    public void The_places_come_in_the_order_of_Prisma() =>
        Assert.Equal(
            [
                "prisma7.config.js",
                "prisma7.config.ts",
                ".config/prisma7.js",
                "prisma.config.js",
                "prisma.config/index.js",
                ".config/prisma.js",
                ".config/prisma.config.js",
            ],
            PrismaConfig.Places.Where(place =>
                place.EndsWith(".js", StringComparison.Ordinal)
                    && !place.StartsWith(".config/prisma/", StringComparison.Ordinal)
                    && !place.StartsWith(".config/prisma.config/", StringComparison.Ordinal)
                || place == "prisma7.config.ts"
            )
        );

    [Theory]
    [InlineData("{ schema: ")]
    [InlineData("export default defineConfig({ schema: \"a")]
    [InlineData("export default defineConfig({ schema: [[[[ } ) }")]
    [InlineData("\"\\")]
    public void A_broken_file_says_nothing(string text) => Assert.Null(PrismaConfig.Parse(text).Migrations);
}
