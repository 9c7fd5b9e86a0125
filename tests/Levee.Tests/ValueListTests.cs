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

    [Fact]
    public void A_loop_sees_the_items_in_their_order()
    {
        ValueList<string> list = ["a", "b", "c"];
        var seen = new List<string>();

        foreach (var item in list)
            seen.Add(item);

        Assert.Equal(["a", "b", "c"], seen);
        Assert.Equal(["A", "B", "C"], list.Select(item => item.ToUpperInvariant()).ToValueList());
    }

    [Fact]
    public void Nothing_changes_a_list()
    {
        IList<int> list = new ValueList<int>([1, 2]);

        Assert.Throws<NotSupportedException>(() => list.Add(3));
        Assert.Throws<NotSupportedException>(() => list[0] = 3);
        Assert.Throws<NotSupportedException>(list.Clear);
        Assert.Equal([1, 2], list);
    }
}
