namespace Levee.Core.Text;

/// <summary>A half-open range of UTF-16 code units, zero-based.</summary>
public readonly record struct TextSpan(int Start, int Length)
{
    public int End => Start + Length;

    public static TextSpan FromBounds(int start, int end) => new(start, end - start);
}

/// <summary>A place for people: line and column, both one-based; the column counts UTF-16 code units.</summary>
public readonly record struct Position(int Line, int Column)
{
    public override string ToString() => $"{Line}:{Column}";
}
