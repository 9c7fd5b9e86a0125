using Levee.Core;
using Levee.Core.Guards;
using Levee.Core.Schema;

namespace Levee.Tests.Guards;

public sealed class BranchFreshnessTests
{
    [Fact]
    public void Nothing_missing_is_fresh() => Assert.Empty(BranchFreshness.Check(Behind()));

    [Fact]
    public void Lists_first_what_touches_the_schema_or_the_migrations()
    {
        var found = Assert.Single(
            BranchFreshness.Check(
                Behind(
                    Commit("1", "Docs"),
                    Commit("2", "Model") with
                    {
                        TouchesSchema = true,
                        Adds = ["column users.age"],
                    },
                    Commit("3", "Index") with
                    {
                        Migrations = ["2026_index"],
                    }
                )
            )
        );

        Assert.Equal("feature lacks 3 commits of origin/main", found.Message);
        Assert.Equal(
            [
                "2222222222 2026-01-01 Ann: Model",
                "    adds column users.age",
                "3333333333 2026-01-01 Ann: Index",
                "    brings the migration 2026_index",
                "1111111111 2026-01-01 Ann: Docs",
            ],
            found.Notes
        );
    }

    [Fact]
    public void Counts_what_it_does_not_list()
    {
        var many = Enumerable.Range(0, 30).Select(_ => Commit("a", "x")).ToArray();

        Assert.Equal("and 10 more commits", BranchFreshness.Check(Behind(many))[0].Notes[^1]);
    }

    [Fact]
    public void Additions_are_tables_columns_and_enum_values()
    {
        var before = DatabaseSchema.Empty with
        {
            Tables = [Table("users", "id")],
            Enums = [new(new(null, "Role"), ["A"])],
        };
        var after = DatabaseSchema.Empty with
        {
            Tables = [Table("users", "id", "age"), Table("teams", "id")],
            Enums = [new(new(null, "Role"), ["A", "B"]), new(new(null, "Kind"), ["X"])],
        };

        Assert.Equal(
            ["table teams", "column users.age", "enum value Role.B", "enum Kind"],
            SchemaAdditions.Between(new(before, after))
        );
    }

    private static Table Table(string name, params string[] columns) =>
        new(
            new(null, name),
            columns
                .Select(column => new Column(
                    column,
                    new ColumnType.Native(NativeType.Integer),
                    Arity.Required,
                    null,
                    false
                ))
                .ToValueList(),
            null,
            [],
            []
        );

    private static MissingCommit Commit(string digit, string subject) =>
        new(string.Concat(Enumerable.Repeat(digit, 40)), "2026-01-01", "Ann", subject, []);

    private static BranchState Behind(params MissingCommit[] missing) =>
        new("origin", "main", "feature", new('a', 40), new('b', 40), new('c', 40), missing.ToValueList());
}
