namespace Levee.Tests.Architecture;

/// <summary>Tarjan's algorithm.</summary>
internal sealed class StronglyConnected(HashSet<string> nodes, Func<string, IEnumerable<string>> next)
{
    private readonly Dictionary<string, int> _index = [];
    private readonly Dictionary<string, int> _low = [];
    private readonly Stack<string> _open = [];
    private readonly HashSet<string> _isOpen = [];
    private readonly List<string[]> _sets = [];

    public IReadOnlyList<string[]> Sets()
    {
        foreach (var node in nodes.Order(StringComparer.Ordinal).Where(node => !_index.ContainsKey(node)))
            Visit(node);
        return _sets;
    }

    private void Visit(string node)
    {
        _index[node] = _low[node] = _index.Count;
        _open.Push(node);
        _isOpen.Add(node);
        foreach (var used in next(node).Where(nodes.Contains))
        {
            if (!_index.TryGetValue(used, out var index))
            {
                Visit(used);
                _low[node] = Math.Min(_low[node], _low[used]);
            }
            else if (_isOpen.Contains(used))
                _low[node] = Math.Min(_low[node], index);
        }
        if (_low[node] == _index[node])
            Close(node);
    }

    private void Close(string node)
    {
        var set = new List<string>();
        do
        {
            set.Add(_open.Pop());
            _isOpen.Remove(set[^1]);
        } while (set[^1] != node);
        _sets.Add([.. set.Order(StringComparer.Ordinal)]);
    }
}
