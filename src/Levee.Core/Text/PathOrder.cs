namespace Levee.Core.Text;

/// <summary>Paths as a walk through their folders meets them: a folder's name before that of a file which goes on behind it, so
/// that <c>b/x.prisma</c> comes before <c>b.prisma</c>. Prisma reads the files of a schema in this order.</summary>
public sealed class PathOrder : IComparer<string>
{
    public static readonly PathOrder Instance = new();

    public int Compare(string? x, string? y) => ByteOrder.Instance.Compare(AsWalked(x), AsWalked(y));

    // Nothing in a name sorts before its end.
    private static string AsWalked(string? path) => (path ?? "").Replace('/', '\0');
}
