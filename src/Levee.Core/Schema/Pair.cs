namespace Levee.Core.Schema;

/// <summary>The same thing before and after.</summary>
public readonly record struct Pair<T>(T Before, T After)
{
    public Pair<TResult> Map<TResult>(Func<T, TResult> map) => new(map(Before), map(After));
}
