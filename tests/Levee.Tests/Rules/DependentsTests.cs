using Levee.Core.Statements;

namespace Levee.Tests.Rules;

public sealed class DependentsTests
{
    [Fact]
    public void A_view_on_a_column_that_changes_its_type_is_dropped_and_made_again() =>
        Assert.Equal(
            "by hand, in a migration: drop view \"ItemView\" before the change, and create it again after it with CREATE VIEW",
            Dependents.Help(
                "0A000",
                "cannot alter type of a column used by a view or rule",
                "rule _RETURN on view \"ItemView\" depends on column \"val\""
            )
        );

    [Fact]
    public void Views_on_a_dropped_column_are_each_named()
    {
        var help = Dependents.Help(
            "2BP01",
            "cannot drop column val of table items because other objects depend on it",
            "view a depends on column val of table items\nmaterialized view s.b depends on view a"
        );

        Assert.Contains("view a and materialized view s.b", help);
        Assert.DoesNotContain("CASCADE", help);
    }

    [Fact]
    public void What_is_no_view_is_dropped_by_name_first() =>
        Assert.Equal(
            "drop by name first: constraint orders_user_id_fkey on table orders",
            Dependents.Help(
                "2BP01",
                "cannot drop table users because other objects depend on it",
                "constraint orders_user_id_fkey on table orders depends on table users"
            )
        );

    [Theory]
    [InlineData("42601", "syntax error")]
    [InlineData("0A000", "cannot use subquery in default expression")]
    public void Another_error_has_no_such_advice(string state, string message) =>
        Assert.Null(Dependents.Help(state, message, ""));
}
