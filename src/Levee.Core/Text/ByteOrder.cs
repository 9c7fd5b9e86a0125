namespace Levee.Core.Text;

/// <summary>Names in the order of their UTF-8 bytes, in which migrations are applied everywhere; it is not the order of
/// UTF-16 units beyond the basic plane.</summary>
public sealed class ByteOrder : IComparer<string>
{
    public static readonly ByteOrder Instance = new();

    public int Compare(string? x, string? y)
    {
        var (one, other) = (x ?? "", y ?? "");
        for (var i = 0; i < one.Length && i < other.Length; i++)
        {
            if (one[i] != other[i])
                return char.IsSurrogate(one[i]) == char.IsSurrogate(other[i]) ? one[i].CompareTo(other[i])
                    : char.IsSurrogate(one[i]) ? 1
                    : -1;
        }
        return one.Length.CompareTo(other.Length);
    }
}
