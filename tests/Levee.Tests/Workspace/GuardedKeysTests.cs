using Levee.Cli.Workspace;
using Levee.Core.Diagnostics;
using Levee.Core.Text;

namespace Levee.Tests.Workspace;

public sealed class GuardedKeysTests
{
    [Theory]
    [InlineData("base-branch = \"main\"", "base-branch = \"mine\"")]
    [InlineData("base-branch = \"main\"", "")]
    [InlineData("remote = \"origin\"", "remote = \"fork\"")]
    public void A_branch_does_not_choose_what_it_is_compared_with(string @base, string here) =>
        Assert.Equal([Severity.Error], Found(@base, here));

    [Theory]
    [InlineData("schema = \"a\"", "schema = \"b\"")]
    [InlineData("migrations = \"a\"", "migrations = \"b\"")]
    [InlineData("", "postgres.version = 14")]
    [InlineData("", "environment.external = [\"public.*\"]")]
    [InlineData("policy.fail-on = \"blocks\"", "policy.fail-on = \"destructive\"")]
    [InlineData("policy.agent-consent = \"human\"", "")]
    public void What_decides_what_is_checked_is_told(string @base, string here) =>
        Assert.Equal([Severity.Warning], Found(@base, here));

    [Theory]
    [InlineData("policy.fail-on = \"destructive\"", "policy.fail-on = \"blocks\"")]
    [InlineData("", "policy.agent-consent = \"human\"")]
    [InlineData("", "base-branch = \"main\"")]
    [InlineData("copies = [\"a\"]", "copies = [\"b\"]")]
    public void What_only_makes_it_stricter_is_not(string @base, string here) => Assert.Empty(Found(@base, here));

    private static IEnumerable<Severity> Found(string @base, string here) =>
        GuardedKeys.Compare(Read(@base), Read(here), "origin/main").Select(found => found.Severity);

    private static Config Read(string text) => ConfigReader.Read(new SourceText(Config.FileName, text));
}
