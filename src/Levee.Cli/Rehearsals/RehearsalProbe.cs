using System.Globalization;
using Levee.Cli.Replay;
using Levee.Core.Effects;
using Npgsql;
using NpgsqlTypes;

namespace Levee.Cli.Rehearsals;

/// <summary>What there was between two statements of a rehearsed script: a difference belongs to the statement between.</summary>
/// <param name="Locks">The strongest lock that the transaction holds on each relation.</param>
/// <param name="Files">The file of every table, index and sequence that exists.</param>
/// <param name="DroppedColumns"><c>oid.number</c> of every dropped column.</param>
/// <param name="Writes">Rows updated and deleted, and full scans, in this transaction, by table.</param>
/// <param name="Definitions">A digest of what is defined beside tables: code, comments, rights.</param>
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

    /// <summary>The first probe of the run, which looked at every table; null for that one.</summary>
    private RehearsalProbe? First { get; init; }

    /// <summary>The transaction number from which on a row is new to the run.</summary>
    private string NewFrom { get; init; } = "";

    /// <summary>The answers as they came: an answer that came again is not taken apart again.</summary>
    private (string Files, string Dropped, string Constraints, string Types) Texts { get; init; }

    /// <summary>Of the tables that were looked at.</summary>
    public TableDigests Digests { get; private init; } = TableDigests.None;

    /// <summary>What asks for a probe in this session, as often as is wanted.</summary>
    /// <param name="isPrepared">Whether PostgreSQL reads and plans it once, as a statement that whoever has the session can see
    /// and throw away.</param>
    public static async Task<NpgsqlCommand> CommandAsync(
        NpgsqlConnection session,
        bool isPrepared,
        CancellationToken cancel
    )
    {
        var command = new NpgsqlCommand(Query.Value, session);
        command.Parameters.Add(new() { NpgsqlDbType = NpgsqlDbType.Text });
        if (isPrepared)
            await command.PrepareAsync(cancel);
        return command;
    }

    /// <summary>The probe before the first statement.</summary>
    /// <param name="known">Of another copy of the same database, with the same owner: the tables are not described again.</param>
    public static async Task<RehearsalProbe> TakeFirstAsync(
        NpgsqlCommand command,
        TableDigests? known,
        CancellationToken cancel
    )
    {
        const string NoneIsNew = "1000000000"; // a number that no private cluster comes to
        var probe = await TakeAsync(command, known is null ? null : NoneIsNew, null, cancel);
        return known is null ? probe : probe with { Digests = known };
    }

    /// <summary>A probe behind a statement: describes what changed since the first one.</summary>
    /// <param name="last">The one before: what is the same is kept once.</param>
    public static async Task<RehearsalProbe> TakeNextAsync(
        NpgsqlCommand command,
        RehearsalProbe first,
        RehearsalProbe last,
        CancellationToken cancel
    ) => (await TakeAsync(command, first.NewFrom, last, cancel)) with { First = first };

    private static async Task<RehearsalProbe> TakeAsync(
        NpgsqlCommand command,
        string? newFrom,
        RehearsalProbe? like,
        CancellationToken cancel
    )
    {
        command.Parameters[0].Value = (object?)newFrom ?? DBNull.Value;
        await using var reader = await command.ExecuteReaderAsync(cancel);
        await reader.ReadAsync(cancel);
        var locks = new Dictionary<long, LockMode>();
        foreach (var item in Items(reader, 0))
        {
            var mode = LockModes.Parse(item[1]);
            var relation = Number(item[0]);
            locks[relation] = locks.TryGetValue(relation, out var held) && held > mode ? held : mode;
        }
        var known = like?.Texts ?? ("?", "?", "?", "?");
        var texts = (
            Files: Shared(known.Item1, reader.GetString(1)),
            Dropped: Shared(known.Item2, reader.GetString(2)),
            Constraints: Shared(known.Item3, reader.GetString(3)),
            Types: Shared(known.Item4, reader.GetString(4))
        );
        return new(
            locks,
            ReferenceEquals(texts.Files, known.Item1)
                ? like!.Files
                : Items(reader, 1).ToDictionary(item => Number(item[0]), item => Number(item[1])),
            ReferenceEquals(texts.Dropped, known.Item2) ? like!.DroppedColumns : [.. texts.Dropped.Split(' ')],
            ReferenceEquals(texts.Constraints, known.Item3) ? like!.Constraints : [.. Numbers(texts.Constraints)],
            ReferenceEquals(texts.Types, known.Item4) ? like!.Types : [.. Numbers(texts.Types)],
            Items(reader, 5)
                .ToDictionary(
                    item => Number(item[0]),
                    item => new TableWrites(Number(item[1]), Number(item[2]), Number(item[3]))
                ),
            reader.GetString(8)
        )
        {
            Texts = texts,
            NewFrom = reader.GetString(9),
            Digests = new(
                Items(reader, 6).ToDictionary(item => Number(item[0]), item => item[1]),
                Items(reader, 7).ToDictionary(item => Number(item[0]), item => item[1])
            ),
        };
    }

    public bool IsSameCatalogAs(RehearsalProbe other) =>
        Files.Count == other.Files.Count
        && Files.All(file => other.Files.TryGetValue(file.Key, out var now) && now == file.Value)
        && DroppedColumns.SetEquals(other.DroppedColumns)
        && Constraints.SetEquals(other.Constraints)
        && Types.SetEquals(other.Types)
        && Definitions == other.Definitions
        && IsSame(other, digests => digests.Columns)
        && IsSame(other, digests => digests.Relations);

    // What a later probe does not describe is as the first one saw it.
    private bool IsSame(RehearsalProbe other, Func<TableDigests, IReadOnlyDictionary<long, string>> kind)
    {
        return kind(Digests).Keys.Concat(kind(other.Digests).Keys).All(table => Of(this, table) == Of(other, table));

        string? Of(RehearsalProbe probe, long table) =>
            kind(probe.Digests).GetValueOrDefault(table)
            ?? (probe.First is { } first ? kind(first.Digests).GetValueOrDefault(table) : null);
    }

    /// <summary>With the one before in every gap: a file's own BEGIN is not sent, and what was before it is after it.</summary>
    public static List<RehearsalProbe> Complete(RehearsalProbe?[] probes)
    {
        var complete = new List<RehearsalProbe>(probes.Length);
        foreach (var probe in probes)
            complete.Add(probe ?? complete[^1]);
        return complete;
    }

    public TableWrites WritesTo(long table) => Writes.GetValueOrDefault(table);

    private static string Shared(string known, string text) => known == text ? known : text;

    private static IEnumerable<long> Numbers(string text) =>
        text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Number);

    private static IEnumerable<string[]> Items(NpgsqlDataReader reader, int column) =>
        reader.GetString(column).Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(item => item.Split(':'));

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);
}

internal readonly record struct TableWrites(long Updated, long Deleted, long Scans);
