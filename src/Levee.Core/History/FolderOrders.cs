using Levee.Core.Diagnostics;
using Levee.Core.Text;

namespace Levee.Core.History;

/// <summary>Prisma orders folders as JavaScript compares text since 6.6, and by their bytes before.</summary>
public static class FolderOrders
{
    /// <summary>The warning that both orders differ; null where they are the same.</summary>
    /// <param name="history">In the order of folders.</param>
    public static Diagnostic? Warn(ValueList<Migration> history) =>
        FolderOrder.FirstDifference([.. history.Select(migration => migration.Name)]) is var (first, second)
            ? Diagnostic.Warning(
                "folder-order",
                $"{first} runs before {second}, as in Prisma since 6.6; older versions run them the other way around"
            ) with
            {
                Notes = ["Prisma compared the bytes of the names then, and compares them as JavaScript does now"],
                Help = ["folders that begin with a time of 14 digits have one order everywhere"],
            }
            : null;
}
