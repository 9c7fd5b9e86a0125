using System.Globalization;
using Levee.Core.Effects;
using Npgsql;

namespace Levee.Cli.Postgres;

/// <summary>What there was between two statements of a rehearsed script: a difference belongs to the statement between.</summary>
/// <param name="Locks">The strongest lock that the transaction holds on each relation.</param>
/// <param name="Files">The file of every table, index and sequence that exists.</param>
/// <param name="DroppedColumns"><c>oid.number</c> of every dropped column.</param>
/// <param name="Writes">Rows updated and deleted, and full scans, in this transaction, by table.</param>
/// <param name="Definitions">A digest of what is defined: columns, code, comments, rights.</param>
internal sealed record RehearsalProbe(
    Dictionary<long, LockMode> Locks,
    Dictionary<long, long> Files,
    HashSet<string> DroppedColumns,
    HashSet<long> Constraints,
    HashSet<long> Types,
    Dictionary<long, TableWrites> Writes,
    string Definitions
)
{
    private static readonly Lazy<string> Query = new(() => SnapshotReader.Queries("probe.sql")[0]);

    public static async Task<RehearsalProbe> TakeAsync(NpgsqlConnection session, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(Query.Value, session);
        await using var reader = await command.ExecuteReaderAsync(cancel);
        await reader.ReadAsync(cancel);
        var locks = new Dictionary<long, LockMode>();
        foreach (var item in Items(reader, 0))
        {
            var mode = LockModes.Parse(item[1]);
            var relation = Number(item[0]);
            locks[relation] = locks.TryGetValue(relation, out var held) && held > mode ? held : mode;
        }
        return new(
            locks,
            Items(reader, 1).ToDictionary(item => Number(item[0]), item => Number(item[1])),
            [.. reader.GetString(2).Split(' ')],
            [.. Items(reader, 3).Select(item => Number(item[0]))],
            [.. Items(reader, 4).Select(item => Number(item[0]))],
            Items(reader, 5).ToDictionary(item => Number(item[0]), item => new TableWrites(Number(item[1]), Number(item[2]), Number(item[3]))),
            reader.GetString(6)
        );
    }

    public bool IsSameCatalogAs(RehearsalProbe other) =>
        Files.Count == other.Files.Count
        && Files.All(file => other.Files.TryGetValue(file.Key, out var now) && now == file.Value)
        && DroppedColumns.SetEquals(other.DroppedColumns)
        && Constraints.SetEquals(other.Constraints)
        && Types.SetEquals(other.Types)
        && Definitions == other.Definitions;

    public TableWrites WritesTo(long table) => Writes.GetValueOrDefault(table);

    private static IEnumerable<string[]> Items(NpgsqlDataReader reader, int column) =>
        reader.GetString(column).Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(item => item.Split(':'));

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);
}

internal readonly record struct TableWrites(long Updated, long Deleted, long Scans);
