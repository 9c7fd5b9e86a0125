using Levee.Core.Effects;

namespace Levee.Core.Rehearsals;

/// <summary>What there was between two statements of a script: a difference belongs to the statement between.</summary>
/// <param name="Locks">The strongest lock that the transaction holds on each relation.</param>
/// <param name="Files">The file of every table, index and sequence that exists.</param>
/// <param name="DroppedColumns"><c>oid.number</c> of every dropped column.</param>
/// <param name="Writes">Rows updated and deleted, and full scans, in this transaction, by table.</param>
/// <param name="Definitions">A digest of what is defined beside tables: code, comments, rights.</param>
public sealed record StatementProbe(
    Dictionary<long, LockMode> Locks,
    Dictionary<long, long> Files,
    HashSet<string> DroppedColumns,
    HashSet<long> Constraints,
    HashSet<long> Types,
    Dictionary<long, TableWrites> Writes,
    string Definitions
)
{
    /// <summary>The first probe of the run, which looked at every table; null for that one.</summary>
    public StatementProbe? First { get; init; }

    /// <summary>Of the tables that were looked at.</summary>
    public TableDigests Digests { get; init; } = TableDigests.None;

    /// <summary>The names, by number, of relations that the script made or changed.</summary>
    public IReadOnlyDictionary<long, RelationName> Names { get; init; } = NoNames;

    /// <summary>The names of the columns, by attribute number, of tables whose columns the script changed.</summary>
    public IReadOnlyDictionary<long, IReadOnlyDictionary<int, string>> ColumnNames { get; init; } = NoColumns;

    private static readonly Dictionary<long, RelationName> NoNames = [];
    private static readonly Dictionary<long, IReadOnlyDictionary<int, string>> NoColumns = [];

    public bool IsSameCatalogAs(StatementProbe other) => ReferenceEquals(this, other) || HasSameCatalog(other);

    private bool HasSameCatalog(StatementProbe other) =>
        Files.Count == other.Files.Count
        && Files.All(file => other.Files.TryGetValue(file.Key, out var now) && now == file.Value)
        && DroppedColumns.SetEquals(other.DroppedColumns)
        && Constraints.SetEquals(other.Constraints)
        && Types.SetEquals(other.Types)
        && Definitions == other.Definitions
        && IsSame(other, digests => digests.Columns)
        && IsSame(other, digests => digests.Relations);

    // What a later probe does not describe is as the first one saw it.
    private bool IsSame(StatementProbe other, Func<TableDigests, IReadOnlyDictionary<long, string>> kind)
    {
        return kind(Digests).Keys.Concat(kind(other.Digests).Keys).All(table => Of(this, table) == Of(other, table));

        string? Of(StatementProbe probe, long table) =>
            kind(probe.Digests).GetValueOrDefault(table)
            ?? (probe.First is { } first ? kind(first.Digests).GetValueOrDefault(table) : null);
    }

    /// <summary>With the one before in every gap: a file's own BEGIN is not sent, and what was before it is after it.</summary>
    public static List<StatementProbe> Complete(StatementProbe?[] probes)
    {
        var complete = new List<StatementProbe>(probes.Length);
        foreach (var probe in probes)
            complete.Add(probe ?? complete[^1]);
        return complete;
    }

    public TableWrites WritesTo(long table) => Writes.GetValueOrDefault(table);
}

public readonly record struct TableWrites(long Updated, long Deleted, long Scans);

public readonly record struct RelationName(string Schema, string Name);

/// <summary>What is defined about each table, as digests by its number.</summary>
/// <param name="Columns">Of its columns.</param>
/// <param name="Relations">Of the table itself: name, owner, rights.</param>
public sealed record TableDigests(
    IReadOnlyDictionary<long, string> Columns,
    IReadOnlyDictionary<long, string> Relations
)
{
    public static readonly TableDigests None = new(new Dictionary<long, string>(), new Dictionary<long, string>());
}
