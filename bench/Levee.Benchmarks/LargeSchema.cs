using System.Text;
using Levee.Core.Text;

namespace Levee.Benchmarks;

/// <summary>A schema as large as one likes, of the kind that real ones are: ten or so columns a model, an enum for every
/// tenth, an index, a unique one, a relation to the model before.</summary>
internal static class LargeSchema
{
    private const string Head = """
        datasource db {
          provider = "postgresql"
          url      = env("DATABASE_URL")
        }


        """;

    public static SourceText Of(int models) => new("schema.prisma", Text(models, isNeighbour: false));

    /// <summary>The next revision of it: in every hundredth model a column comes, one goes, and one changes.</summary>
    public static SourceText NeighbourOf(int models) => new("schema.prisma", Text(models, isNeighbour: true));

    private static string Text(int models, bool isNeighbour)
    {
        var text = new StringBuilder(Head);
        for (var i = 0; i < models; i++)
        {
            text.Append(Model(i, models, isNeighbour && i % 100 == 0)).Append("\n\n");
            if (i % 10 == 0)
                text.Append($"enum Status{i} {{\n  Open\n  Done\n  Gone\n}}\n\n");
        }
        return text.ToString();
    }

    private static string Model(int index, int models, bool isChanged) =>
        $$"""
            /// What the model {{index}} is for.
            model Model{{index}} {
              id          String    @id @default(uuid())
              name        String    @unique
              {{(isChanged ? "nickname    String?" : "description String?")}}
              count       {{(isChanged ? "BigInt" : "Int   ")}}    @default(0)
              price       Decimal   @default(0) @db.Decimal(12, 2)
              isActive    Boolean   @default(true) @map("is_active")
              data        Json      @default("{}")
              tags        String[]  @default([])
              status      Status{{index / 10 * 10}} @default(Open)
              createdAt   DateTime  @default(now()) @map("created_at")
              updatedAt   DateTime  @updatedAt
              parentId    String?   @map("parent_id")
              parent      Model{{Math.Max(
                0,
                index - 1
            )}}? @relation("chain{{index}}", fields: [parentId], references: [id])
              {{(index == 0 ? "roots Model0[] @relation(\"chain0\")" : "")}}
              {{(index + 1 < models ? $"children Model{index + 1}[] @relation(\"chain{index + 1}\")" : "")}}

              @@unique([name, status])
              @@index([createdAt, status])
              @@map("model_{{index}}")
            }
            """;
}
