using Levee.Core.Diff;
using Levee.Core.Diff.Renames;
using Levee.Tests.Parity;

namespace Levee.Tests.Diff;

public sealed class MoveHintTests
{
    [Fact]
    public void A_table_and_a_type_that_change_their_schema_can_be_moved()
    {
        var plan = Schemas.Diff(Of("a"), Of("b"));

        Assert.Equal(
            ["""ALTER TABLE "a"."T" SET SCHEMA "b" """.Trim(), """ALTER TYPE "a"."E" SET SCHEMA "b" """.Trim()],
            MoveHint.Find(plan).Select(hint => hint.Statement)
        );
        Assert.Equal(["table a.T", "type a.E"], MoveHint.Find(plan).Select(hint => hint.Object));
    }

    [Fact]
    public void One_with_other_columns_is_another_table() =>
        Assert.DoesNotContain(
            MoveHint.Find(Schemas.Diff(Of("a"), Of("b", "n Int"))),
            hint => hint.Object.StartsWith("table", StringComparison.Ordinal)
        );

    private static string Of(string schema, string more = "") =>
        $$"""
            datasource db {
              provider = "postgresql"
              url      = env("DATABASE_URL")
              schemas  = ["a", "b"]
            }

            model T {
              id Int @id
              e  E
              {{more}}
              @@schema("{{schema}}")
            }

            enum E {
              X
              @@schema("{{schema}}")
            }

            """;
}
