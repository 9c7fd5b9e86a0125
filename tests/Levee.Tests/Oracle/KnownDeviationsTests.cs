namespace Levee.Tests.Oracle;

/// <summary>Which differences from Prisma the fuzzer takes for known ones.</summary>
public sealed class KnownDeviationsTests
{
    private const string Head = "datasource db {\n  provider = \"postgresql\"\n}\n\n";

    [Fact]
    public void A_column_of_BIT_that_Prisma_remakes_takes_its_renamed_index_along() =>
        Assert.Equal(
            "unsized-type, written for ever",
            Explain(
                ("c String @db.Bit\n  @@unique([c], map: \"one\")", "c String @db.Bit\n  @@unique([c], map: \"two\")"),
                "ALTER TABLE \"T\" DROP COLUMN \"c\",\nADD COLUMN     \"c\" BIT NOT NULL;\n\n"
                    + "-- CreateIndex\nCREATE UNIQUE INDEX \"two\" ON \"T\"(\"c\");\n\n"
                    + "-- RenameIndex\nALTER INDEX \"one\" RENAME TO \"two\";\n",
                "ALTER INDEX \"one\" RENAME TO \"two\";\n"
            )
        );

    [Fact]
    public void A_column_of_BIT_that_becomes_optional_is_remade_by_Prisma_alone() =>
        Assert.Equal(
            "unsized-type",
            Explain(
                ("c String @db.Bit", "c String? @db.Bit"),
                "ALTER TABLE \"T\" DROP COLUMN \"c\",\nADD COLUMN     \"c\" BIT;\n",
                "ALTER TABLE \"T\" ALTER COLUMN \"c\" DROP NOT NULL;\n"
            )
        );

    [Fact]
    public void An_index_that_only_Prisma_makes_is_no_known_difference() =>
        Assert.Null(
            Explain(
                ("c String", "c String\n  @@unique([c], map: \"two\")"),
                "CREATE UNIQUE INDEX \"two\" ON \"T\"(\"c\");\n",
                "-- This is an empty migration.\n"
            )
        );

    private static string? Explain((string Before, string After) fields, string prisma, string levee) =>
        KnownDeviations.Explain(
            new(DiffPath.Database, new(Of(fields.Before), Of(fields.After)), new(prisma, null), new(levee, null))
        );

    private static SchemaText Of(string fields) =>
        SchemaText.Parse($"{Head}model T {{\n  id Int @id\n  {fields}\n}}\n");
}
