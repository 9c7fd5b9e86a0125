using Levee.Cli.Catalog;
using Npgsql;

namespace Levee.Tests.Postgres;

[Slow]
public sealed class RowReaderTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Reads_texts_as_they_are_and_equal_ones_once()
    {
        const string Query = """
            SELECT convert_to(json_agg(ARRAY[a, b])::text, 'UTF8') FROM (VALUES
                (E'a"b\\c\n\t\x01', 'grüße 🚢'), (NULL, ''), (E'\u2028{[null]}', 'grüße 🚢')) v (a, b)
            UNION ALL SELECT NULL
            """;
        await using var shadows = await Histories.OpenAsync();
        await using var shadow = await shadows.EmptyAsync(Cancel);
        await using var session = await shadow.ConnectAsync(Cancel);
        await using var command = new NpgsqlCommand(Query, session);
        await using var reader = await command.ExecuteReaderAsync(Cancel);
        var rows = new RowReader();

        await reader.ReadAsync(Cancel);
        var three = rows.Read(reader, 0);
        await reader.ReadAsync(Cancel);
        var none = rows.Read(reader, 0);

        string?[] values = ["a\"b\\c\n\t\u0001", "grüße 🚢", null, "", "\u2028{[null]}", "grüße 🚢"];
        Assert.Equal(values, three.SelectMany(row => row.Values));
        Assert.Equal(3, three.Count);
        Assert.Same(three[0].Values[1], three[2].Values[1]);
        Assert.Empty(none);
    }
}
