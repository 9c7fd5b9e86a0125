using Levee.Core.Guards;

namespace Levee.Tests.Guards;

public sealed class RefNameTests
{
    [Theory]
    [InlineData("main")]
    [InlineData("litellm_internal_staging")]
    [InlineData("feature/a-b.c")]
    [InlineData("größe")]
    public void A_branch_name_is_accepted(string name) => Assert.True(RefName.IsValidBranch(name));

    [Theory]
    [InlineData("")]
    [InlineData("-b")]
    [InlineData("--upload-pack=touch /tmp/x")]
    [InlineData("a b")]
    [InlineData("a..b")]
    [InlineData("a:b")]
    [InlineData("a~1")]
    [InlineData("a^")]
    [InlineData("a*")]
    [InlineData("a\\b")]
    [InlineData("a\nb")]
    [InlineData("a.lock")]
    [InlineData("a.lock/b")]
    [InlineData(".a")]
    [InlineData("a/.b")]
    [InlineData("a//b")]
    [InlineData("/a")]
    [InlineData("a/")]
    [InlineData("a.")]
    [InlineData("@")]
    [InlineData("HEAD")]
    [InlineData("a@{1}")]
    public void Anything_else_is_refused_before_git_sees_it(string name) => Assert.False(RefName.IsValidBranch(name));
}
