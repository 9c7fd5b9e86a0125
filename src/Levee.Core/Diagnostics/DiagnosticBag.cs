using System.Collections;
using Levee.Core.Text;

namespace Levee.Core.Diagnostics;

/// <summary>What a parser or binder collects into.</summary>
public sealed class DiagnosticBag : IReadOnlyCollection<Diagnostic>
{
    private readonly List<Diagnostic> _items = [];

    public int Count => _items.Count;
    public bool HasErrors { get; private set; }

    public void Add(Diagnostic diagnostic)
    {
        _items.Add(diagnostic);
        HasErrors |= diagnostic.Severity == Severity.Error;
    }

    public void AddRange(IEnumerable<Diagnostic> diagnostics)
    {
        foreach (var diagnostic in diagnostics)
            Add(diagnostic);
    }

    public void Error(string code, SourceLocation at, string message, params ReadOnlySpan<string> help) =>
        Add(Diagnostic.Error(code, message, at) with { Help = ValueList.Create(help) });

    public void Warning(string code, SourceLocation at, string message, params ReadOnlySpan<string> help) =>
        Add(Diagnostic.Warning(code, message, at) with { Help = ValueList.Create(help) });

    /// <summary>All of them, by file and place; what has no place comes first.</summary>
    public ValueList<Diagnostic> Sorted() =>
        _items
            .Select((diagnostic, index) => (diagnostic, index))
            .OrderBy(item => item.diagnostic.At?.Source.Path ?? "", StringComparer.Ordinal)
            .ThenBy(item => item.diagnostic.At?.Span.Start ?? -1)
            .ThenBy(item => item.index)
            .Select(item => item.diagnostic)
            .ToValueList();

    public IEnumerator<Diagnostic> GetEnumerator() => _items.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
