using Levee.Core.History;
using Levee.Core.Text;

namespace Levee.Tests.History;

public sealed class HistoryComparisonTests
{
    private static readonly Migration One = New("20260101000000_one", "SELECT 1;");
    private static readonly Migration Two = New("20260102000000_two", "SELECT 2;");
    private static readonly Migration Three = New("20260103000000_three", "SELECT 3;");

    [Fact]
    public void What_the_base_gained_since_is_awaited_and_not_deleted()
    {
        var history = HistoryComparison.Of([One], [One, Two], [One]);

        Assert.Equal([Two], history.Awaited);
        Assert.Empty(history.Deleted);
    }

    [Fact]
    public void What_the_base_removed_since_is_not_this_branchs_own()
    {
        var history = HistoryComparison.Of([One, Two], [One], [One, Two]);

        Assert.Empty(history.Own);
        Assert.Empty(history.Deleted);
    }

    [Fact]
    public void A_cherry_picked_migration_is_merged()
    {
        var history = HistoryComparison.Of([One, Two], [One, Two], [One]);

        Assert.Empty(history.Own);
        Assert.Empty(history.Clashing);
    }

    [Fact]
    public void A_renamed_migration_is_neither_deleted_nor_new()
    {
        var renamed = New("20260102000000_other", Two.Script.Text);
        var history = HistoryComparison.Of([One, renamed], [One, Two], [One, Two]);

        Assert.Equal([new(renamed, Two)], history.Renamed);
        Assert.Empty(history.Own);
        Assert.Empty(history.Deleted);
    }

    [Theory]
    [InlineData("SELECT  1 ;", EditKind.Trivia)]
    [InlineData("\ufeff-- why\r\nSELECT/* what */1;\r\n", EditKind.Trivia)]
    [InlineData("SELECT 1", EditKind.Statements)]
    [InlineData("select 1;", EditKind.Statements)]
    [InlineData("SELECT '-- 1';", EditKind.Statements)]
    public void An_edit_is_trivial_where_every_token_is_the_same(string text, EditKind kind) =>
        Assert.Equal(kind, Assert.Single(HistoryComparison.Of([New(One.Name, text)], [One], [One]).Edited).Kind);

    [Fact]
    public void The_two_orders_are_the_merged_first_and_by_name()
    {
        var own = New("20260102000000_own", "SELECT 4;");
        var history = HistoryComparison.Of([One, own], [One, Three], [One]);

        Assert.Equal([own], history.Overtaken);
        Assert.Equal([One, Three, own], history.MergedFirst);
        Assert.Equal([One, own, Three], history.OtherOrder());
    }

    [Fact]
    public void Folders_are_one_where_only_the_letter_case_differs()
    {
        var (lower, upper) = (New("20260105000000_café", "SELECT 5;"), New("20260105000000_CAFÉ", "SELECT 6;"));
        var history = HistoryComparison.Of([One, upper, lower], [One], [One]);

        Assert.Equal([new(upper, lower)], history.SameFolder);
    }

    [Fact]
    public void A_rebase_keeps_the_order_and_the_titles()
    {
        var now = new DateTimeOffset(2026, 1, 2, 12, 0, 0, TimeSpan.Zero);
        var (first, second) = (New("20260102000000_b", "SELECT 5;"), New("20260102000001_a", "SELECT 6;"));

        var plan = RebasePlan.Of(HistoryComparison.Of([One, first, second], [One, Three], [One]), now);

        Assert.Equal([new(first, "20260103000001_b"), new(second, "20260103000002_a")], plan.Renames);
    }

    private static Migration New(string name, string sql) =>
        new(name, new SourceText($"migrations/{name}/migration.sql", sql));
}
