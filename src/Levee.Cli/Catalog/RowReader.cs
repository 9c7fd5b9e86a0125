using System.Buffers;
using System.Text.Json;
using Levee.Core;
using Levee.Core.Effects;
using Npgsql;

namespace Levee.Cli.Catalog;

/// <summary>Reads the rows of a table from one value, a JSON array of arrays of texts. Equal texts are held once: made-up rows
/// repeat themselves, and there are tens of thousands of values.</summary>
internal sealed class RowReader
{
    private readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> _texts = new HashSet<string>(
        StringComparer.Ordinal
    ).GetAlternateLookup<ReadOnlySpan<char>>();

    /// <param name="column">Of the type <c>bytea</c>: in UTF-8, and NULL for a table without rows.</param>
    public ValueList<SeenRow> Read(NpgsqlDataReader row, int column)
    {
        if (row.IsDBNull(column))
            return [];
        var length = (int)row.GetBytes(column, 0, null, 0, 0);
        var bytes = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            row.GetBytes(column, 0, bytes, 0, length);
            return Parse(bytes.AsSpan(0, length));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }

    private ValueList<SeenRow> Parse(ReadOnlySpan<byte> json)
    {
        var rows = new List<SeenRow>();
        var values = new List<string?>();
        var reader = new Utf8JsonReader(json);
        while (reader.Read())
        {
            if (reader.TokenType is JsonTokenType.String or JsonTokenType.Null)
                values.Add(Text(ref reader));
            if (reader.TokenType != JsonTokenType.EndArray || reader.CurrentDepth != 1)
                continue;
            rows.Add(new(values.ToValueList()));
            values.Clear();
        }
        return rows.ToValueList();
    }

    private string? Text(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.Null)
            return null;
        var characters = ArrayPool<char>.Shared.Rent(reader.ValueSpan.Length);
        try
        {
            var text = characters.AsSpan(0, reader.CopyString(characters));
            if (!_texts.TryGetValue(text, out var known))
                _texts.Set.Add(known = text.ToString());
            return known;
        }
        finally
        {
            ArrayPool<char>.Shared.Return(characters);
        }
    }
}
