namespace Levee.Tests.EndToEnd;

[Slow]
public sealed class UsageTests
{
    [Theory]
    [InlineData("synk", "did you mean sync?")]
    [InlineData("sync --chekc", "did you mean --check?")]
    [InlineData("sync --format yaml", "yaml")]
    [InlineData("sync a", "unrecognized command or argument 'a'")]
    public void Wrong_usage_is_64_and_says_what_was_meant(string line, string says)
    {
        var run = LeveeBinary.Run("/", line.Split(' '));

        Assert.Equal(64, run.Code);
        Assert.Empty(run.Output);
        Assert.Contains(says, run.Talk);
    }

    [Theory]
    [InlineData("chek", "error[usage]: unrecognized command or argument 'chek'\n   = help: did you mean check?")]
    [InlineData(
        "check --formt json",
        "argument '--formt'\n   = help: did you mean --format?\n   = help: levee check --help"
    )]
    [InlineData("check --format jsn", "error[usage]: argument 'jsn' not recognized. Must be one of: 'text', 'json', ")]
    public void One_mistake_is_one_message(string line, string says)
    {
        var run = LeveeBinary.Run("/", line.Split(' '));

        Assert.Contains(says, run.Talk);
        Assert.Single(run.Talk.Split('\n'), said => said.StartsWith("error[", StringComparison.Ordinal));
    }

    [Fact]
    public void Without_a_command_it_lists_them()
    {
        var run = LeveeBinary.Run("/", []);

        Assert.Equal(64, run.Code);
        Assert.Contains("levee sync", run.Talk);
    }

    [Fact]
    public void Help_has_examples_and_exit_codes_on_stdout()
    {
        var run = LeveeBinary.Run("/", ["sync", "--help"]);

        Assert.Equal(0, run.Code);
        Assert.Contains("Examples:", run.Output);
        Assert.Contains("  4  refused: the schema copies differ", run.Output);
        Assert.Empty(run.Talk);
    }

    [Fact]
    public void Says_its_version()
    {
        var run = LeveeBinary.Run("/", ["--version"]);

        Assert.Equal(0, run.Code);
        Assert.Matches("""^\d+\.\d+\.\d+""", run.Output);
    }

    [Theory]
    [InlineData("schema = 3", "levee.toml:1:10", "schema must be a text in quotes")]
    [InlineData("skip-freshness-check = true", "levee.toml:1:1", "there is no key skip-freshness-check")]
    public void A_wrong_configuration_is_shown_with_its_place(string toml, string place, string says)
    {
        using var folder = new TempFolder();
        folder.Write("levee.toml", toml);

        var run = LeveeBinary.Run(folder.Path, ["sync"]);

        Assert.Equal(1, run.Code);
        Assert.Contains(place, run.Talk);
        Assert.Contains(says, run.Talk);
        Assert.Contains("^", run.Talk);
    }
}
