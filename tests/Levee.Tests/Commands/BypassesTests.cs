using System.CommandLine;
using Levee.Cli;
using Levee.Cli.CommandLine;

namespace Levee.Tests.Commands;

public sealed class BypassesTests
{
    [Fact]
    public void A_bare_flag_does_not_swallow_the_name_behind_it() =>
        Assert.Equal(
            ["generate", "--allow-destructive=bare", "name", "--skip-freshness-check=bare", "--allow-destructive=abc"],
            Bypasses.Separate([
                "generate",
                "--allow-destructive",
                "name",
                "--skip-freshness-check",
                "--allow-destructive=abc",
            ])
        );

    [Theory]
    [InlineData("--alow-destructive")]
    [InlineData("--allow-destructiv")]
    [InlineData("--skip-freshness-chek")]
    [InlineData("--skip-freshness")]
    public void A_bypass_is_never_offered_to_a_mistyped_option(string typed)
    {
        var generate = Program
            .Commands(new CommonOptions(), TimeProvider.System)
            .Subcommands.First(command => command.Name == "generate");

        Assert.Null(WrongUsage.NearestTo(typed, generate));
        Assert.Equal("--base-branch", WrongUsage.NearestTo("--base-brnch", generate));
    }

    [Fact]
    public void Every_command_has_examples_and_a_description()
    {
        foreach (
            var command in Program
                .Commands(new CommonOptions(), TimeProvider.System)
                .Subcommands.Where(command => !command.Hidden)
        )
        {
            Assert.False(string.IsNullOrEmpty(command.Description), command.Name);
            Assert.True(command is LeveeCommand { Examples.Count: > 0 }, command.Name);
        }
    }
}
