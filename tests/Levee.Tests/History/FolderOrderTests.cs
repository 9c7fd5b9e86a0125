using Levee.Core.Text;

namespace Levee.Tests.History;

/// <summary>The order of folders, held against what node's <c>localeCompare</c> wrote (tools/folder-order).</summary>
public sealed class FolderOrderTests
{
    [Fact]
    public void Names_stand_where_JavaScript_puts_them()
    {
        var sorted = File.ReadAllLines(
            Environment.GetEnvironmentVariable("FOLDER_ORDER")
                ?? Path.Combine(Corpus.Repository, "cases", "history", "folder-order.txt")
        );

        var shuffled = sorted.Order(StringComparer.Ordinal).ToList();
        Assert.Equal(sorted, shuffled.Order(FolderOrder.Instance));
    }

    [Theory]
    [InlineData("10_c", "2_b")]
    [InlineData("1_a", "10_c")]
    [InlineData("20240101000000_a", "20240101000000_B")]
    [InlineData("20240101000000_a", "20240101000000_A")]
    [InlineData("20240101000000_a_z", "20240101000000_ab")]
    [InlineData("0_init", "20240101000000_a")]
    public void The_first_comes_first(string first, string second) =>
        Assert.True(FolderOrder.Instance.Compare(first, second) < 0 && FolderOrder.Instance.Compare(second, first) > 0);
}
