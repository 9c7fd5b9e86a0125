namespace Levee.Core.Text;

/// <summary>The text of one file and where its lines begin. <c>\n</c>, <c>\r\n</c> and a lone <c>\r</c> end a line.</summary>
/// <param name="path">As it is shown to people: relative to the workspace where it lies inside.</param>
public sealed class SourceText(string path, string text)
{
    private int[]? _lineStarts;

    private int[] LineStarts => _lineStarts ??= FindLineStarts(text);

    public string Path => path;
    public string Text => text;
    public int Length => text.Length;
    public int LineCount => LineStarts.Length;

    public Position PositionOf(int offset)
    {
        var line = Array.BinarySearch(LineStarts, Math.Clamp(offset, 0, text.Length));
        line = line < 0 ? ~line - 1 : line;
        return new(line + 1, Math.Clamp(offset, 0, text.Length) - LineStarts[line] + 1);
    }

    /// <summary>The line without its end.</summary>
    /// <param name="line">One-based.</param>
    public TextSpan SpanOfLine(int line)
    {
        var start = LineStarts[line - 1];
        var end = line < LineCount ? LineStarts[line] : text.Length;
        while (end > start && text[end - 1] is '\n' or '\r')
            end--;
        return TextSpan.FromBounds(start, end);
    }

    public string this[TextSpan span] => text.Substring(span.Start, span.Length);

    public SourceLocation At(TextSpan span) => new(this, span);

    public override string ToString() => path;

    private static int[] FindLineStarts(string text)
    {
        var starts = new List<int> { 0 };
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\n' || (text[i] == '\r' && (i + 1 == text.Length || text[i + 1] != '\n')))
                starts.Add(i + 1);
        }
        return [.. starts];
    }
}

/// <summary>A place in a file.</summary>
public readonly record struct SourceLocation(SourceText Source, TextSpan Span)
{
    public Position Start => Source.PositionOf(Span.Start);
    public Position End => Source.PositionOf(Span.End);

    public override string ToString() => $"{Source.Path}:{Start}";
}
