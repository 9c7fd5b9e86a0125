using System.Runtime.CompilerServices;

namespace Levee.Core.Psl.Syntax;

/// <summary>Collects a list of unknown length that is mostly short: nothing is made for the first items.</summary>
internal struct ShortList<T>
{
    private const int Few = 4;

    private FirstItems _first;
    private List<T>? _rest;

    public int Count { get; private set; }

    public void Add(T item)
    {
        if (Count < Few)
            _first[Count] = item;
        else
            (_rest ??= []).Add(item);
        Count++;
    }

    public readonly ValueList<T> ToValueList()
    {
        if (Count == 0)
            return [];
        var items = new T[Count];
        ((ReadOnlySpan<T>)_first)[..Math.Min(Count, Few)].CopyTo(items);
        _rest?.CopyTo(items, Few);
        return new(items);
    }

    [InlineArray(Few)]
    private struct FirstItems
    {
        private T _item;
    }
}
