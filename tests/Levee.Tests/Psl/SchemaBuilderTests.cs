using Levee.Core.Psl;
using Levee.Core.Schema;
using Levee.Core.Text;

namespace Levee.Tests.Psl;

public sealed class SchemaBuilderTests
{
    [Fact]
    public void Indexes_come_field_by_field_then_index_then_unique()
    {
        var table = Tables("model A {\n  id Int @id\n  a Int @unique\n  @@unique([id, a])\n  @@index([a])\n}")[0];

        Assert.Equal(["A_a_key", "A_a_idx", "A_id_a_key"], table.Indexes.Select(index => index.Name));
    }

    [Fact]
    public void Join_tables_come_last_and_are_found_at_the_side_of_the_smaller_name()
    {
        var tables = Tables(
            """
            model B {
              id Int @id @db.SmallInt @default(autoincrement())
              as A[]
            }
            model A {
              id String @id @db.Uuid
              bs B[]
            }
            """
        );

        Assert.Equal(["B", "A", "_AToB"], tables.Select(table => table.Name.Name));
        Assert.Equal(
            [
                new("A", new ColumnType.Native(NativeType.Uuid), Arity.Required, null, false),
                new("B", new ColumnType.Native(NativeType.SmallInt), Arity.Required, null, false),
            ],
            tables[2].Columns
        );
        Assert.Equal(["_AToB_A_fkey", "_AToB_B_fkey"], tables[2].ForeignKeys.Select(key => key.Name));
    }

    [Theory]
    [InlineData("A", "Int", ReferentialAction.Restrict)]
    [InlineData("A?", "Int?", ReferentialAction.SetNull)]
    public void A_deleted_record_is_kept_or_forgotten_by_what_can_be_null(
        string type,
        string column,
        ReferentialAction action
    )
    {
        var tables = Tables(
            $$"""
            model A {
              id Int @id
              bs B[]
            }
            model B {
              id  Int @id
              aId {{column}}
              a   {{type}} @relation(fields: [aId], references: [id])
            }
            """
        );

        Assert.Equal(
            (action, ReferentialAction.Cascade),
            (tables[1].ForeignKeys[0].OnDelete, tables[1].ForeignKeys[0].OnUpdate)
        );
    }

    [Theory]
    [InlineData("Decimal @default(\"1e3\")", "1000")]
    [InlineData("Float @default(-000.50)", "-0.50")]
    [InlineData("Float @default(-0.0)", "0.0")]
    public void Numbers_are_written_without_exponent_and_with_their_digits(string field, string expected) =>
        Assert.Equal(new DefaultValue.Value(new LiteralValue.Number(expected)), DefaultOf(field));

    [Theory]
    [InlineData("2024-01-02T03:04:05.600Z", "2024-01-02 03:04:05.600 +00:00")]
    [InlineData("2024-01-02 03:04:05-01:30", "2024-01-02 03:04:05 -01:30")]
    [InlineData("2024-01-02T03:04:05.0000010+00:00", "2024-01-02 03:04:05.000001 +00:00")]
    public void Times_have_as_many_digits_as_are_exact(string written, string expected) =>
        Assert.Equal(
            new DefaultValue.Value(new LiteralValue.DateTime(expected)),
            DefaultOf($"DateTime @default(\"{written}\")")
        );

    [Fact]
    public void A_predicate_of_columns_and_values_becomes_SQL()
    {
        var schema = Load(
            """
            datasource db {
              provider = "postgresql"
            }
            generator g {
              provider        = "x"
              previewFeatures = ["partialIndexes"]
            }
            model A {
              id Int @id
              b  Boolean @map("bb")
              s  String?
              @@index([id], where: { b: true, s: { not: null } })
            }
            """
        );

        Assert.Equal("\"bb\" = true AND \"s\" IS NOT NULL", schema.Schema!.Tables[0].Indexes[0].Predicate);
        Assert.True(schema.Schema.ComparesPredicates);
        Assert.Equal(PrismaStyle.Seven, schema.Schema.Style);
    }

    [Fact]
    public void A_table_a_column_and_a_label_lead_back_to_their_lines()
    {
        var datamodel = Load(
            $$"""
            {{Datasource}}
            model User {
              id   Int  @id
              role Role @map("role_of")
              @@map("users")
            }
            enum Role {
              ADMIN @map("admin")
            }
            """
        ).Datamodel!;

        var user = datamodel.FindModel(new(null, "users"))!;
        Assert.Equal("User", user.Name);
        Assert.Equal("role", user.FindColumn("role_of")!.Name);
        Assert.Equal("ADMIN", datamodel.FindEnum(new(null, "Role"))!.FindLabel("admin")!.Name);
        Assert.Equal(user.At.Start.Line + 2, user.FindColumn("role_of")!.At.Start.Line);
        Assert.Null(datamodel.FindModel(new(null, "User")));
    }

    [Fact]
    public void Time_grows_with_the_number_of_models_and_no_faster()
    {
        // Twice to warm up; then the work, not the clock, is what is compared.
        _ = AllocatedFor(200);
        _ = AllocatedFor(200);

        Assert.True(AllocatedFor(2000) < AllocatedFor(200) * 15);
    }

    private static long AllocatedFor(int models)
    {
        var text = Datasource + string.Concat(Enumerable.Range(0, models).Select(Model));
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.NotNull(PrismaSchema.Load([new SourceText("schema.prisma", text)]).Schema);
        return GC.GetAllocatedBytesForCurrentThread() - before;

        string Model(int number) =>
            $$"""
                model M{{number}} {
                  id Int @id @default(autoincrement())
                  name String @unique @db.VarChar(100)
                  parentId Int?
                  parent M0? @relation("r{{number}}", fields: [parentId], references: [id])
                  {{(
                    number > 0
                        ? ""
                        : string.Join(
                            "\n",
                            Enumerable.Range(0, models).Select(other =>
                                $"  c{other} M{other}[] @relation(\"r{other}\")"
                            )
                        )
                )}}
                  @@index([name, parentId])
                }

                """;
    }

    private const string Datasource = "datasource db {\n  provider = \"postgresql\"\n  url = env(\"X\")\n}\n";

    private static DefaultValue? DefaultOf(string field) =>
        Tables($"model A {{\n  id Int @id\n  f {field}\n}}")[0].Columns[1].Default;

    private static Levee.Core.ValueList<Table> Tables(string models) => Load(Datasource + models + "\n").Schema!.Tables;

    private static PrismaSchema Load(string text)
    {
        var schema = PrismaSchema.Load([new SourceText("schema.prisma", text)]);
        Assert.Empty(schema.Diagnostics);
        return schema;
    }
}
