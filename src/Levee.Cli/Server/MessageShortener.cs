using System.Buffers;
using System.Buffers.Binary;

namespace Levee.Cli.Server;

/// <summary>
/// Shortens what a PostgreSQL server says: an error, a notice or a row may be as long as a script likes. Messages are framed as the
/// protocol has it: a letter, a length that counts itself, a body. What is not too long passes as it is.
/// </summary>
internal sealed class MessageShortener
{
    private const int HeaderSize = 5;

    /// <summary>What a text or a value of a message that is too long is cut to.</summary>
    private const int MostOfText = 4096;

    private readonly byte[] _header = new byte[HeaderSize];
    private int _ofHeader;
    private long _left;
    private Cut? _cut;

    /// <summary>Takes what came, wherever messages begin and end in it.</summary>
    public void Feed(ReadOnlySpan<byte> bytes, IBufferWriter<byte> passed)
    {
        while (!bytes.IsEmpty)
        {
            if (_ofHeader < HeaderSize)
            {
                _header[_ofHeader++] = bytes[0];
                bytes = bytes[1..];
                if (_ofHeader == HeaderSize)
                    Begin(passed);
            }
            else
            {
                var here = bytes[..(int)Math.Min(_left, bytes.Length)];
                if (_cut is null)
                    passed.Write(here);
                else
                    _cut.Feed(here);
                _left -= here.Length;
                bytes = bytes[here.Length..];
            }
            if (_ofHeader == HeaderSize && _left == 0)
                End(passed);
        }
    }

    private void Begin(IBufferWriter<byte> passed)
    {
        const int LengthItself = 4;
        _left = Math.Max(0, BinaryPrimitives.ReadInt32BigEndian(_header.AsSpan(1)) - LengthItself);
        _cut = _header[0] switch
        {
            (byte)'E' when _left > 64 << 10 => new CutTexts(),
            // The plan of a large statement comes as one.
            (byte)'N' when _left > 16 << 20 => new CutTexts(),
            (byte)'D' when _left > 16 << 20 => new CutRow(),
            _ => null,
        };
        if (_cut is null)
            passed.Write(_header);
    }

    private void End(IBufferWriter<byte> passed)
    {
        if (_cut is not null)
        {
            BinaryPrimitives.WriteInt32BigEndian(_header.AsSpan(1), 4 + _cut.Kept.Count);
            passed.Write(_header);
            passed.Write(_cut.Kept.ToArray());
        }
        _cut = null;
        _ofHeader = 0;
    }

    private abstract class Cut
    {
        public List<byte> Kept { get; } = [];

        public abstract void Feed(ReadOnlySpan<byte> bytes);
    }

    /// <summary>The fields of an error: a letter, a text, a zero.</summary>
    private sealed class CutTexts : Cut
    {
        private bool _isInText;
        private bool _isCut;
        private int _length;

        public override void Feed(ReadOnlySpan<byte> bytes)
        {
            while (!bytes.IsEmpty)
            {
                var end = _isInText ? bytes.IndexOf((byte)0) : 0;
                var text = end < 0 ? bytes : bytes[..end];
                FeedText(text);
                bytes = bytes[text.Length..];
                if (bytes.IsEmpty)
                    return;
                // The letter of the next field, or the zero behind this one.
                Kept.Add(bytes[0]);
                _isInText = bytes[0] != 0;
                _isCut = false;
                _length = 0;
                bytes = bytes[1..];
            }
        }

        private void FeedText(ReadOnlySpan<byte> text)
        {
            if (_isCut)
                return;
            var room = MostOfText - _length;
            Kept.AddRange(text[..Math.Min(room, text.Length)]);
            _length += Math.Min(room, text.Length);
            if (text.Length <= room)
                return;
            _isCut = true;
            // A character is kept as a whole or not at all.
            for (var next = text[room]; (next & 0xC0) == 0x80; Kept.RemoveAt(Kept.Count - 1))
                next = Kept[^1];
        }
    }

    /// <summary>How many values, then each with its length; −1 is NULL.</summary>
    private sealed class CutRow : Cut
    {
        private const int SizeOfCount = 2;
        private const int SizeOfLength = 4;

        private readonly byte[] _field = new byte[SizeOfLength];
        private int _ofField;
        private bool _isCounted;
        private int _left;
        private int _room;

        public override void Feed(ReadOnlySpan<byte> bytes)
        {
            while (!bytes.IsEmpty)
            {
                if (_left == 0)
                {
                    FeedField(bytes[0]);
                    bytes = bytes[1..];
                    continue;
                }
                var value = bytes[..Math.Min(_left, bytes.Length)];
                var kept = Math.Min(_room, value.Length);
                Kept.AddRange(value[..kept]);
                _room -= kept;
                _left -= value.Length;
                bytes = bytes[value.Length..];
            }
        }

        private void FeedField(byte one)
        {
            _field[_ofField++] = one;
            if (_ofField < (_isCounted ? SizeOfLength : SizeOfCount))
                return;
            _ofField = 0;
            if (!_isCounted)
            {
                _isCounted = true;
                Kept.AddRange(_field.AsSpan(0, SizeOfCount));
                return;
            }
            var size = BinaryPrimitives.ReadInt32BigEndian(_field);
            _left = Math.Max(0, size);
            _room = Math.Min(size, MostOfText);
            BinaryPrimitives.WriteInt32BigEndian(_field, _room);
            Kept.AddRange(_field);
        }
    }
}
