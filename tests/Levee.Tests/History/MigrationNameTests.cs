using Levee.Core;
using Levee.Core.Diagnostics;
using Levee.Core.History;

namespace Levee.Tests.History;

public sealed class MigrationNameTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 3, 16, 25, 30, TimeSpan.FromHours(2));

    [Fact]
    public void Starts_with_the_time_in_UTC() => Assert.Equal("20260103142530_add_users", Next().Folder);

    [Fact]
    public void Says_that_the_clock_is_behind_and_takes_the_next_second()
    {
        var name = Next("20260101000000_a", "20270101235959_b");

        Assert.Equal(("20270102000000_add_users", "20270101235959_b"), (name.Folder, name.Behind));
    }

    [Fact]
    public void Two_in_one_second_follow_each_other() =>
        Assert.Equal("20260103142531_add_users", Next("20260103142530_aaa").Folder);

    [Fact]
    public void Names_without_a_time_that_sort_first_are_no_obstacle() =>
        Assert.Null(Next("0_init", "001 first").Behind);

    [Theory]
    [InlineData("init")]
    [InlineData("99999999999999_x")]
    public void A_folder_that_always_sorts_last_is_refused(string folder) =>
        Assert.Equal("migration-order", Assert.Throws<LeveeException>(() => Next(folder)).Diagnostics[0].Code);

    [Theory]
    [InlineData("add users", "add_users")]
    [InlineData("Add-Users_2", "Add-Users_2")]
    [InlineData("añadir\tusuarios", "añadir_usuarios")]
    public void Blanks_become_underscores(string typed, string title) =>
        Assert.Equal(title, MigrationName.TitleOf(typed));

    [Theory]
    [InlineData("")]
    [InlineData("../x")]
    [InlineData("..")]
    [InlineData("a/b")]
    [InlineData("a\\b")]
    [InlineData("a.b")]
    [InlineData("a\nb")]
    [InlineData("a'b")]
    [InlineData("a\u0000")]
    [InlineData("$(rm)")]
    public void A_hostile_name_is_wrong_usage(string typed) =>
        Assert.Equal(ExitCode.Usage, Assert.Throws<LeveeException>(() => MigrationName.TitleOf(typed)).ExitCode);

    [Fact]
    public void A_name_of_200_bytes_is_the_longest()
    {
        Assert.Equal(200, MigrationName.TitleOf(new string('a', 200)).Length);
        Assert.Throws<LeveeException>(() => MigrationName.TitleOf(new string('é', 101)));
    }

    private static MigrationName Next(params string[] folders) => MigrationName.Next("add_users", Now, folders);
}
