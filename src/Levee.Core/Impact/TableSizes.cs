namespace Levee.Core.Impact;

/// <summary>How large the tables of a database are: counts only, no data. <c>levee stats</c> makes it.</summary>
/// <param name="Tables">By their qualified name: <c>public.users</c>.</param>
public sealed record TableSizes(IReadOnlyDictionary<string, TableSize> Tables)
{
    public static readonly TableSizes Unknown = new(new Dictionary<string, TableSize>());

    /// <summary>Below this many rows a lock is over before anybody waits.</summary>
    private const long Small = 10_000;

    public TableSize? Find(string table) =>
        Tables.GetValueOrDefault(table) ?? Tables.GetValueOrDefault(table.Contains('.') ? table : $"public.{table}");

    public bool IsSmall(string table) => Find(table) is { Rows: >= 0 and < Small };
}

/// <param name="Rows">PostgreSQL's own estimate; −1 where it has none yet.</param>
public sealed record TableSize(long Rows, long Bytes);
