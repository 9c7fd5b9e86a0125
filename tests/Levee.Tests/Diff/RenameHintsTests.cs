using Levee.Core;
using Levee.Core.Diagnostics;
using Levee.Core.Diff;
using Levee.Core.Diff.Renames;
using Levee.Core.Psl;
using Levee.Core.Schema;
using Levee.Core.Text;
using Levee.Tests.Parity;

namespace Levee.Tests.Diff;

public sealed class RenameHintsTests
{
    private const string Before = """
        enum Color {
          RED
          BLUE
        }

        model User {
          id    Int    @id
          first String
          last  String
          age   Int?
          color Color
        }
        """;

    [Theory]
    [InlineData("age ", "years ", "column public.User.age", "User.age=years")]
    [InlineData("Int?", "Int? @map(\"years\")", "column public.User.age", "User.age=years")]
    [InlineData("User", "Person", "table public.User", "User=Person")]
    [InlineData("RED", "CRIMSON", "enum-value public.Color.RED", "Color.RED=CRIMSON")]
    [InlineData("Color", "Colour", "type public.Color", "Color=Colour")]
    public void What_goes_and_comes_with_the_same_shape_looks_like_a_rename(
        string old,
        string @new,
        string about,
        string request
    )
    {
        var hint = Assert.Single(RenameHints.Find(Schemas.Diff(Before, Before.Replace(old, @new))));

        Assert.Equal(new RenameHint(about, request), hint);
    }

    [Fact]
    public void Two_columns_of_one_type_are_told_apart_by_their_place()
    {
        var hints = RenameHints.Find(Schemas.Diff(Before, Before.Replace("first", "given").Replace("last", "family")));

        Assert.Equal(["User.first=given", "User.last=family"], hints.Select(hint => hint.Request));
    }

    [Theory]
    [InlineData("age   Int?", "years String?")]
    [InlineData("age   Int?", "")]
    [InlineData("age   Int?", "age Int?\n  years Int?")]
    [InlineData("age   Int?", "years Int[]")]
    [InlineData("  first String\n", "  age2 Int?\n")]
    public void A_change_of_another_shape_does_not(string old, string @new) =>
        Assert.Empty(RenameHints.Find(Schemas.Diff(Before, Before.Replace(old, @new))));

    [Theory]
    [InlineData("age ", "years ", "User.age=years")]
    [InlineData("age ", "years ", "User.age=User.years")]
    [InlineData("age   Int?", "years Int? @map(\"how_old\")", "User.age=years")]
    [InlineData("age   Int?", "years Int? @map(\"how_old\")", "User.age=how_old")]
    [InlineData("age   Int?", "age Int? @map(\"how_old\")", "User.age=age")]
    [InlineData("RED", "CRIMSON", "Color.RED=CRIMSON")]
    [InlineData("User", "Person", "User=Person")]
    [InlineData("Color", "Colour", "Color=Colour")]
    public void A_renaming_is_all_that_is_left_of_it(string old, string @new, string request)
    {
        var plan = Plan(Before.Replace(old, @new), request);

        Assert.Empty(RenameHints.Find(plan));
        Assert.DoesNotContain("DROP", plan.ToSql());
        Assert.Contains("RENAME", plan.ToSql());
    }

    [Theory]
    [InlineData("User=Person", "User.age=years")]
    [InlineData("Person.age=years", "User=Person")]
    public void A_column_of_a_renamed_table_goes_by_either_name(string one, string other)
    {
        var sql = Plan(Before.Replace("User", "Person").Replace("age ", "years "), one, other).ToSql();

        Assert.Contains("ALTER TABLE \"Person\" RENAME COLUMN \"age\" TO \"years\";", sql);
        Assert.DoesNotContain("DROP", sql);
    }

    [Theory]
    [InlineData("User.height=years", "the migrations make no column User.height")]
    [InlineData("User.age=size", "the schema has no column User.size")]
    [InlineData("User.first=years", "first is still in the schema")]
    [InlineData("User.age=last", "the migrations already make last")]
    [InlineData("Nobody.age=years", "the schema has no model and no enum Nobody")]
    [InlineData("Nobody=User", "the migrations make no table and no enum Nobody")]
    [InlineData("User=Nobody", "the schema has no model Nobody")]
    [InlineData("Color.GREEN=RED", "the migrations make no value GREEN")]
    public void A_name_that_is_not_there_is_refused(string request, string why)
    {
        var refused = Assert.Throws<LeveeException>(() => Plan(Before.Replace("age ", "years "), request));

        Assert.Contains(why, refused.Message);
        Assert.Equal(ExitCode.CouldNot, refused.ExitCode);
    }

    [Fact]
    public void One_thing_is_renamed_once() =>
        Assert.Contains(
            "another --rename",
            Assert
                .Throws<LeveeException>(() =>
                    Plan(Before.Replace("age ", "years "), "User.age=years", "User.age=years")
                )
                .Message
        );

    [Theory]
    [InlineData("User.age")]
    [InlineData("User.age=")]
    [InlineData("=years")]
    [InlineData("User.=years")]
    [InlineData("User.age=a=b")]
    [InlineData("")]
    public void What_names_no_renaming_is_wrong_usage(string text) =>
        Assert.Equal(ExitCode.Usage, Assert.Throws<LeveeException>(() => RenameRequest.Parse(text)).ExitCode);

    private static Core.Plan.MigrationPlan Plan(string after, params string[] requests)
    {
        var schema = PrismaSchema.Load([new SourceText("schema.prisma", Schemas.Datasource + after)]);
        var schemas = new Pair<DatabaseSchema>(Schemas.Of(Before), schema.Schema!);
        return Differ.Diff(
            schemas,
            RenameResolver.Resolve(requests.Select(RenameRequest.Parse).ToValueList(), schemas, schema.Datamodel!)
        );
    }
}
