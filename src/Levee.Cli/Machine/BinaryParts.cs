using Levee.Core;

namespace Levee.Cli.Machine;

/// <summary>What the formats of the cache's files have in common.</summary>
internal static class BinaryParts
{
    extension(BinaryWriter to)
    {
        public void WriteText(string? text)
        {
            to.Write(text is not null);
            if (text is not null)
                to.Write(text);
        }

        public void WriteNumber(int? number)
        {
            to.Write(number.HasValue);
            if (number is { } value)
                to.Write(value);
        }

        public void WriteList<T>(IReadOnlyCollection<T> items, Action<T> write)
        {
            to.Write7BitEncodedInt(items.Count);
            foreach (var item in items)
                write(item);
        }
    }

    extension(BinaryReader from)
    {
        public string? ReadText() => from.ReadBoolean() ? from.ReadString() : null;

        public int? ReadNumber() => from.ReadBoolean() ? from.ReadInt32() : null;

        public ValueList<T> ReadList<T>(Func<T> read)
        {
            var items = new T[from.Read7BitEncodedInt()];
            for (var i = 0; i < items.Length; i++)
                items[i] = read();
            return items.Length == 0 ? [] : new(items);
        }
    }
}
