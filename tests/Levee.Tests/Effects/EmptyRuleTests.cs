using Levee.Core.Effects;

namespace Levee.Tests.Effects;

public sealed class EmptyRuleTests
{
    [Theory]
    [InlineData("CHECK (true)", true)]
    [InlineData("CHECK (((qty > 0) OR true))", true)]
    [InlineData("CHECK ((1 = 1)) NOT VALID", true)]
    [InlineData("CHECK (((qty IS NULL) OR (qty IS NOT NULL)))", true)]
    [InlineData("CHECK ((qty > 0))", false)]
    [InlineData("CHECK (((qty > 0) AND true))", false)]
    [InlineData("CHECK ((1 = 2))", false)]
    [InlineData("CHECK (((qty IS NULL) OR (note IS NOT NULL)))", false)]
    public void A_rule_that_refuses_nothing_is_told(string definition, bool isEmpty) =>
        Assert.Equal(isEmpty, EmptyRule.Is(definition));
}
