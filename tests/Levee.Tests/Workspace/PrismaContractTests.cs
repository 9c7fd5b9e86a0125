using Levee.Cli.Workspace;
using Levee.Core.Diagnostics;
using Levee.Core.Psl;
using Levee.Core.Text;

namespace Levee.Tests.Workspace;

public sealed class PrismaContractTests
{
    [Theory]
    [InlineData(
        "orm: orm({ contract: prisma7Schema(\"./prisma/schema.prisma\"), output: 'src' })",
        "prisma/schema.prisma"
    )]
    [InlineData("contract: prisma7Schema(\n  'db/schema',\n)", "db/schema")]
    [InlineData("// contract: prisma7Schema('x')\nschema: 'y'", null)]
    public void The_schema_of_Prisma_7_is_followed(string text, string? schema) =>
        Assert.Equal(schema, PrismaContract.SchemaOf(text, "prisma.config.ts"));

    [Fact]
    public void A_contract_is_told_in_one_sentence()
    {
        var told = Assert.Throws<LeveeException>(() =>
            PrismaContract.SchemaOf("orm({ contract: './src/contract.prisma' })", "prisma.config.ts")
        );

        Assert.Equal("prisma-8-contract", Assert.Single(told.Diagnostics).Code);
    }

    [Fact]
    public void So_is_a_file_in_its_language()
    {
        var schema = PrismaSchema.Load([
            new SourceText("contract.prisma", "// use prisma-8\n\nmodel A {\n  id Int @id\n}\n"),
        ]);

        Assert.Equal("prisma-8-contract", Assert.Single(schema.Diagnostics).Code);
    }

    [Fact]
    public void Files_come_as_a_walk_through_their_folders_meets_them() =>
        Assert.Equal(
            ["a.prisma", "b/a.prisma", "b/c/a.prisma", "b/c.prisma", "b.prisma", "b2.prisma"],
            new[] { "b2.prisma", "b.prisma", "b/c.prisma", "b/c/a.prisma", "b/a.prisma", "a.prisma" }.Order(
                PathOrder.Instance
            )
        );
}
