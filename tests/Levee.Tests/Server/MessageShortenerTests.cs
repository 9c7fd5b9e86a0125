using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using Levee.Cli.Server;

namespace Levee.Tests.Server;

public sealed class MessageShortenerTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(1 << 16)]
    public void What_is_not_too_long_passes_as_it_is(int chunk)
    {
        byte[] said =
        [
            .. Message('E', "SERROR\0Mno\0\0"u8.ToArray()),
            .. Message('D', Row("a", null, "")),
            .. Message('Z', "I"u8.ToArray()),
            .. Message('C', []),
        ];

        Assert.Equal(said, Shorten(said, chunk));
    }

    [Theory]
    [InlineData(5)]
    [InlineData(4099)]
    [InlineData(1 << 16)]
    public void A_long_error_keeps_its_fields_and_the_beginning_of_each(int chunk)
    {
        // An ä stands on the border: it has two bytes.
        var text = "x" + new string('ä', 100_000);
        byte[] said =
        [
            .. Message('E', Encoding.UTF8.GetBytes($"SERROR\0C22012\0M{text}\0W{text}\0\0")),
            .. Message('Z', "E"u8.ToArray()),
        ];

        var cut = "x" + new string('ä', 2047);
        byte[] expected =
        [
            .. Message('E', Encoding.UTF8.GetBytes($"SERROR\0C22012\0M{cut}\0W{cut}\0\0")),
            .. Message('Z', "E"u8.ToArray()),
        ];
        Assert.Equal(expected, Shorten(said, chunk));
    }

    [Theory]
    [InlineData(4099)]
    [InlineData(1 << 16)]
    public void A_long_row_keeps_its_values_and_the_beginning_of_each(int chunk)
    {
        var text = new string('x', 17 << 20);
        byte[] said = [.. Message('D', Row("a", text, null, "b")), .. Message('Z', "I"u8.ToArray())];

        byte[] expected = [.. Message('D', Row("a", text[..4096], null, "b")), .. Message('Z', "I"u8.ToArray())];
        Assert.Equal(expected, Shorten(said, chunk));
    }

    private static byte[] Shorten(byte[] said, int chunk)
    {
        var shortener = new MessageShortener();
        var passed = new ArrayBufferWriter<byte>();
        for (var at = 0; at < said.Length; at += chunk)
            shortener.Feed(said.AsSpan(at, Math.Min(chunk, said.Length - at)), passed);
        return passed.WrittenSpan.ToArray();
    }

    private static byte[] Message(char kind, byte[] body)
    {
        var message = new byte[5 + body.Length];
        message[0] = (byte)kind;
        BinaryPrimitives.WriteInt32BigEndian(message.AsSpan(1), 4 + body.Length);
        body.CopyTo(message, 5);
        return message;
    }

    private static byte[] Row(params string?[] values)
    {
        var row = new List<byte>();
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt16BigEndian(number, (short)values.Length);
        row.AddRange(number[..2]);
        foreach (var value in values)
        {
            BinaryPrimitives.WriteInt32BigEndian(number, value is null ? -1 : Encoding.UTF8.GetByteCount(value));
            row.AddRange(number);
            row.AddRange(Encoding.UTF8.GetBytes(value ?? ""));
        }
        return [.. row];
    }
}
