using Levee.Core.Deploy;

namespace Levee.Tests.Deploy;

public sealed class BackoffTests
{
    private static readonly Backoff Some = new(
        TimeSpan.FromSeconds(1),
        TimeSpan.FromSeconds(4),
        Attempts: 5,
        TimeSpan.FromSeconds(60)
    );

    [Fact]
    public void Pauses_grow_up_to_the_longest()
    {
        var pauses = Enumerable
            .Range(1, 4)
            .Select(attempt => Some.Next(attempt, TimeSpan.Zero, 0.5)!.Value.TotalSeconds);

        Assert.Equal([1, 1.5, 2.25, 3.375], pauses);
        Assert.Equal(4, (Some with { Attempts = 0 }).Next(9, TimeSpan.Zero, 0.5)!.Value.TotalSeconds);
    }

    [Fact]
    public void Jitter_is_a_quarter_either_way()
    {
        Assert.Equal(0.75, Some.Next(1, TimeSpan.Zero, 0)!.Value.TotalSeconds);
        Assert.True(Some.Next(1, TimeSpan.Zero, 0.999)!.Value.TotalSeconds < 1.25);
    }

    [Fact]
    public void Attempts_and_the_deadline_end_it()
    {
        Assert.Null(Some.Next(5, TimeSpan.Zero, 0.5));
        Assert.Null(Some.Next(1, TimeSpan.FromSeconds(60), 0.5));
    }

    [Fact]
    public void The_last_pause_ends_with_the_deadline() =>
        Assert.Equal(TimeSpan.FromSeconds(0.5), Some.Next(1, TimeSpan.FromSeconds(59.5), 0.5));
}
