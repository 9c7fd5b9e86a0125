using Levee.Cli.Terminal;

namespace Levee.Tests.Terminal;

public sealed class ColorChoiceTests
{
    [Theory]
    [InlineData("auto", "", true, true)]
    [InlineData("auto", "", false, false)]
    [InlineData("always", "NO_COLOR=1", false, true)]
    [InlineData("never", "FORCE_COLOR=1", true, false)]
    [InlineData("auto", "NO_COLOR=1", true, false)]
    [InlineData("auto", "NO_COLOR=", true, true)]
    [InlineData("auto", "FORCE_COLOR=1", false, true)]
    [InlineData("auto", "FORCE_COLOR=0", true, false)]
    [InlineData("auto", "TERM=dumb", true, false)]
    public void What_is_asked_for_wins_then_the_environment_then_the_terminal(
        string asked,
        string variable,
        bool isTerminal,
        bool expected
    )
    {
        var parts = variable.Split('=');

        Assert.Equal(
            expected,
            ColorChoice.Of(asked, name => name == parts[0] && parts.Length > 1 ? parts[1] : null, isTerminal)
        );
    }
}
