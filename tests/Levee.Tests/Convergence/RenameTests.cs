using Levee.Core.Diff;
using Levee.Core.Diff.Renames;
using Levee.Core.Render;
using Levee.Core.Schema;
using Levee.Tests.Parity;
using Levee.Tests.Postgres;

namespace Levee.Tests.Convergence;

[Slow]
public sealed class RenameTests
{
    private const string Before = """
        enum Color {
          RED
          BLUE
        }

        model User {
          id    Int    @id @default(autoincrement())
          name  String @unique
          color Color  @default(RED)
          posts Post[]
        }

        model Post {
          id     Int  @id
          userId Int
          user   User @relation(fields: [userId], references: [id])

          @@index([userId])
        }
        """;

    private static readonly string s_after = Before
        .Replace("User", "Person")
        .Replace("userId", "personId")
        .Replace("name ", "fullName ")
        .Replace("Color", "Colour")
        .Replace("RED", "CRIMSON");

    [Fact]
    public async Task Renames_lose_nothing_and_settle()
    {
        await using var database = await ScratchDatabase.OpenAsync();
        await database.EmptyAsync();
        var (before, after) = (Schemas.Of(Before), Schemas.Of(s_after));
        Assert.Null(await database.RunAsync(SqlRenderer.Render(Differ.Diff(new(DatabaseSchema.Empty, before)))));

        var plan = Differ.Diff(
            new(await database.ReadAsync(after), after),
            [
                new Rename.OfTable(new(new(null, "User"), new(null, "Person"))),
                new Rename.OfEnum(new(new(null, "Color"), new(null, "Colour"))),
                new Rename.OfColumn(new(null, "Person"), new("name", "fullName")),
                new Rename.OfColumn(new(null, "Post"), new("userId", "personId")),
                new Rename.OfValue(new(null, "Colour"), new("RED", "CRIMSON")),
            ]
        );

        Assert.Null(await database.RunAsync(SqlRenderer.Render(plan)));
        Assert.Equal(SqlRenderer.EmptyScript, Differ.Diff(new(await database.ReadAsync(after), after)).ToSql());
        Golden.Check("rename/everything.sql", plan.ToSql());
    }
}
