using System.Text;

namespace Levee.Tests.Fuzz;

/// <summary>Makes a new text out of old ones.</summary>
/// <param name="pieces">What the language is made of.</param>
internal sealed class TextMutator(Random random, IReadOnlyList<string> corpus, IReadOnlyList<string> pieces)
{
    public string Next()
    {
        if (random.Next(10) == 0)
            return Garbage(random.Next(400));
        var text = new StringBuilder(Pick(corpus));
        for (var changes = random.Next(1, 9); changes > 0; changes--)
            Change(text);
        return text.ToString();
    }

    private void Change(StringBuilder text)
    {
        var at = random.Next(text.Length + 1);
        var length = Math.Min(random.Next(random.Next(2) == 0 ? 4 : 60), text.Length - at);
        switch (random.Next(8))
        {
            case 0:
                text.Remove(at, length);
                break;
            case 1:
                text.Insert(at, text.ToString(at, length));
                break;
            case 2:
                text.Insert(at, Pick(pieces));
                break;
            case 3:
                text.Remove(at, length).Insert(at, Pick(pieces));
                break;
            case 4:
                var other = Pick(corpus);
                var from = random.Next(other.Length + 1);
                text.Insert(at, other.AsSpan(from, Math.Min(random.Next(80), other.Length - from)));
                break;
            case 5:
                text.Insert(at, Pick(pieces), random.Next(1, 200));
                break;
            case 6:
                text.Insert(at, Garbage(random.Next(8)));
                break;
            default:
                text.Length = random.Next(10) == 0 ? at : text.Length;
                break;
        }
    }

    private T Pick<T>(IReadOnlyList<T> list) => list[random.Next(list.Count)];

    private string Garbage(int length)
    {
        var text = new StringBuilder(length);
        while (text.Length < length)
            text.Append(
                random.Next(3) == 0 ? Pick(pieces) : ((char)random.Next(random.Next(4) == 0 ? 0x10000 : 128)).ToString()
            );
        return text.ToString();
    }
}
