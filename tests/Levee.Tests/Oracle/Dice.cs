namespace Levee.Tests.Oracle;

/// <summary>Random choices that a seed repeats.</summary>
internal sealed class Dice(int seed)
{
    private readonly Random _random = new(seed);

    /// <summary>True <paramref name="percent"/> times out of a hundred.</summary>
    public bool Chance(int percent) => _random.Next(100) < percent;

    /// <summary>A number from <paramref name="least"/> to <paramref name="most"/>, both possible.</summary>
    public int Number(int least, int most) => _random.Next(least, most + 1);

    public T Pick<T>(IReadOnlyList<T> items) => items[_random.Next(items.Count)];

    /// <summary>Up to <paramref name="most"/> different items, at least one, in any order.</summary>
    public List<T> Some<T>(IReadOnlyList<T> items, int most) =>
        [.. Shuffled(items).Take(Number(1, Math.Min(most, items.Count)))];

    public List<T> Shuffled<T>(IReadOnlyList<T> items)
    {
        var shuffled = items.ToArray();
        _random.Shuffle(shuffled);
        return [.. shuffled];
    }
}
