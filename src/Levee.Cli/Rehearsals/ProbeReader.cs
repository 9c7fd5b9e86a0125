using System.Globalization;
using System.Text;
using Levee.Cli.Replay;
using Levee.Core.Effects;
using Levee.Core.Rehearsals;
using Npgsql;
using NpgsqlTypes;

namespace Levee.Cli.Rehearsals;

/// <summary>Takes probes in the session of a rehearsed script.</summary>
internal sealed class ProbeReader : IAsyncDisposable
{
    private static readonly Lazy<string> Query = new(() => SnapshotReader.Queries("probe.sql")[0]);

    private readonly NpgsqlCommand _command;

    /// <summary>The transaction number from which on a row is new to the run.</summary>
    private string _newFrom = "";

    /// <summary>The answers as they came: an answer that came again is not taken apart again.</summary>
    private (string Files, string Dropped, string Constraints, string Types) _texts = ("?", "?", "?", "?");
    private StatementProbe? _first;
    private StatementProbe? _last;

    private ProbeReader(NpgsqlCommand command) => _command = command;

    /// <param name="isPrepared">Whether PostgreSQL reads and plans it once, as a statement that whoever has the session can see
    /// and throw away.</param>
    public static async Task<ProbeReader> OpenAsync(NpgsqlConnection session, bool isPrepared, CancellationToken cancel)
    {
        var command = new NpgsqlCommand(Query.Value, session);
        command.Parameters.Add(new() { NpgsqlDbType = NpgsqlDbType.Text });
        if (isPrepared)
            await command.PrepareAsync(cancel);
        return new(command);
    }

    /// <summary>The probe before the first statement.</summary>
    /// <param name="known">Of another copy of the same database, with the same owner: the tables are not described again.</param>
    public async Task<StatementProbe> TakeFirstAsync(TableDigests? known, CancellationToken cancel)
    {
        const string NoneIsNew = "1000000000"; // a number that no private cluster comes to
        var (probe, newFrom) = await TakeAsync(known is null ? null : NoneIsNew, cancel);
        _newFrom = newFrom;
        _first = known is null ? probe : probe with { Digests = known };
        // What is there at first is in the catalog.
        _first = _first with
        {
            Names = new Dictionary<long, RelationName>(),
            ColumnNames = new Dictionary<long, IReadOnlyDictionary<int, string>>(),
        };
        return _last = _first;
    }

    /// <summary>A probe after a statement: describes what changed since the first one.</summary>
    public async Task<StatementProbe> TakeNextAsync(CancellationToken cancel)
    {
        var (probe, _) = await TakeAsync(_newFrom, cancel);
        return _last = probe with { First = _first };
    }

    private async Task<(StatementProbe Probe, string NewFrom)> TakeAsync(string? newFrom, CancellationToken cancel)
    {
        _command.Parameters[0].Value = (object?)newFrom ?? DBNull.Value;
        await using var reader = await _command.ExecuteReaderAsync(cancel);
        await reader.ReadAsync(cancel);
        var locks = new Dictionary<long, LockMode>();
        foreach (var item in Items(reader, 0))
        {
            var mode = LockModes.Parse(item[1]);
            var relation = Number(item[0]);
            locks[relation] = locks.TryGetValue(relation, out var held) && held > mode ? held : mode;
        }
        var known = _texts;
        _texts = (
            Files: Shared(known.Files, reader.GetString(1)),
            Dropped: Shared(known.Dropped, reader.GetString(2)),
            Constraints: Shared(known.Constraints, reader.GetString(3)),
            Types: Shared(known.Types, reader.GetString(4))
        );
        var columns = Items(reader, 6).ToList();
        var relations = Items(reader, 7).ToList();
        var probe = new StatementProbe(
            locks,
            ReferenceEquals(_texts.Files, known.Files)
                ? _last!.Files
                : Items(reader, 1).ToDictionary(item => Number(item[0]), item => Number(item[1])),
            ReferenceEquals(_texts.Dropped, known.Dropped) ? _last!.DroppedColumns : [.. _texts.Dropped.Split(' ')],
            ReferenceEquals(_texts.Constraints, known.Constraints)
                ? _last!.Constraints
                : [.. Numbers(_texts.Constraints)],
            ReferenceEquals(_texts.Types, known.Types) ? _last!.Types : [.. Numbers(_texts.Types)],
            Items(reader, 5)
                .ToDictionary(
                    item => Number(item[0]),
                    item => new TableWrites(Number(item[1]), Number(item[2]), Number(item[3]))
                ),
            reader.GetString(8)
        )
        {
            Digests = new(
                columns.ToDictionary(item => Number(item[0]), item => item[1]),
                relations.ToDictionary(item => Number(item[0]), item => item[1])
            ),
            Names = relations.ToDictionary(
                item => Number(item[0]),
                item => new RelationName(Name(item[2]), Name(item[3]))
            ),
            ColumnNames = columns.ToDictionary(item => Number(item[0]), ColumnNames),
        };
        return (probe, reader.GetString(9));
    }

    public ValueTask DisposeAsync() => _command.DisposeAsync();

    // oid:digest:number=name:number=name
    private static IReadOnlyDictionary<int, string> ColumnNames(string[] item) =>
        item.Skip(2)
            .Select(column => column.Split('='))
            .ToDictionary(pair => (int)Number(pair[0]), pair => Name(pair[1]));

    // Whatever stands in it, a name has no blank and no colon here.
    private static string Name(string hex) => Encoding.UTF8.GetString(Convert.FromHexString(hex));

    private static string Shared(string known, string text) => known == text ? known : text;

    private static IEnumerable<long> Numbers(string text) =>
        text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Number);

    private static IEnumerable<string[]> Items(NpgsqlDataReader reader, int column) =>
        reader.GetString(column).Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(item => item.Split(':'));

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);
}
