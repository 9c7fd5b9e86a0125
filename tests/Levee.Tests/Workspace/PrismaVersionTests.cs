using Levee.Cli.Workspace;

namespace Levee.Tests.Workspace;

public sealed class PrismaVersionTests
{
    [Theory]
    [InlineData("""{ "devDependencies": { "prisma": "5.21.1" } }""", 5)]
    [InlineData("""{ "dependencies": { "@prisma/client": "^6.19.0" } }""", 6)]
    [InlineData("""{ "dependencies": { "@prisma/client": "^6.0.0" }, "devDependencies": { "prisma": "~5.2" } }""", 5)]
    [InlineData("""{ "dependencies": { "prisma": "latest", "@prisma/client": "5.x" } }""", 5)]
    [InlineData("""{ "dependencies": { "prisma": ">=5" } }""", null)]
    [InlineData("""{ "dependencies": { "react": "19.0.0" } }""", null)]
    [InlineData("""{ "dependencies": [] }""", null)]
    [InlineData("no json", null)]
    public void Reads_the_version_from_package_json(string text, int? major) =>
        Assert.Equal(major, PrismaVersion.OfPackageJson(text));

    [Theory]
    [InlineData("[tool.poetry.dependencies]\nprisma = \"^0.11.0\"\n", 5)]
    [InlineData("[tool.poetry.dependencies]\nprisma = {version = \"0.11.0\", optional = true}\n", 5)]
    [InlineData("[project]\ndependencies = [\"fastapi\", \"prisma>=0.15\"]\n", 5)]
    [InlineData("[project]\nname = \"prisma-like\"\n", null)]
    public void Pythons_client_brings_Prisma_5(string text, int? major) =>
        Assert.Equal(major, PrismaVersion.OfPyProject(text));

    [Fact]
    public void The_package_nearest_to_the_schema_counts()
    {
        var files = new Dictionary<string, string>
        {
            ["package.json"] = """{ "devDependencies": { "prisma": "7.0.0" } }""",
            ["apps/api/package.json"] = """{ "devDependencies": { "prisma": "5.0.0" } }""",
        };

        Assert.Equal(5, PrismaVersion.MajorOf("apps/api/prisma/schema.prisma", files.GetValueOrDefault));
        Assert.Equal(7, PrismaVersion.MajorOf("apps/web/schema.prisma", files.GetValueOrDefault));
    }
}
