using Levee.Core;

namespace Levee.Tests;

public sealed class ValueListTests
{
    [Fact]
    public void Lists_with_equal_items_are_equal()
    {
        ValueList<int> one = [1, 2];

        Assert.Equal(one, [.. new[] { 1, 2 }]);
        Assert.Equal(one.GetHashCode(), new ValueList<int>([1, 2]).GetHashCode());
        Assert.False(one.Equals(new ValueList<int>([2, 1])));
    }
}
