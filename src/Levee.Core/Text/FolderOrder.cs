using System.Globalization;
using System.Text;

namespace Levee.Core.Text;

/// <summary>Names of migrations in the order in which Prisma applies them since 6.6: JavaScript's <c>localeCompare</c>,
/// so <c>1_a</c> before <c>10_c</c>. Letters that the table lacks sort after the others by their code points; names that
/// are equal to it are ordered by their bytes.</summary>
public sealed class FolderOrder : IComparer<string>
{
    public static readonly FolderOrder Instance = new();

    private const int FirstOther = 0x10000;
    private const int FirstMark = 1;

    private static readonly Dictionary<int, Weight> Weights = ReadWeights();
    private static readonly Dictionary<int, (int Letter, int Mark)> Marked = ReadMarked();
    private static readonly Dictionary<(int Letter, int Mark), int> Composed = Marked.ToDictionary(
        pair => pair.Value,
        pair => pair.Key
    );

    private static readonly Dictionary<int, string> Ligatures = new()
    {
        ['æ'] = "ae",
        ['Æ'] = "AE",
        ['œ'] = "oe",
        ['Œ'] = "OE",
    };

    private static readonly Dictionary<int, int> Marks = RootCollation
        .Marks.Select((row, index) => (Mark: (int)row[0], Weight: FirstMark + index))
        .ToDictionary(row => row.Mark, row => row.Weight);

    /// <param name="Primary">Tells letters apart.</param>
    /// <param name="Case">Tells a letter from its capital, after everything else.</param>
    private readonly record struct Weight(int Primary, int Case);

    public int Compare(string? x, string? y)
    {
        var (first, second) = (x ?? "", y ?? "");
        var same = first.AsSpan().CommonPrefixLength(second);
        // Names with a time, nearly all, differ in a digit first.
        if (same < first.Length && same < second.Length)
        {
            if (char.IsAsciiDigit(first[same]) && char.IsAsciiDigit(second[same]))
                return first[same].CompareTo(second[same]);
        }
        else if (first.Length == second.Length)
            return 0;
        var (one, other) = (Key.Of(first), Key.Of(second));
        return Order(one.Letters, other.Letters) is not 0 and var letters ? letters
            : Order(one.Marks, other.Marks) is not 0 and var marks ? marks
            : Order(one.Cases, other.Cases) is not 0 and var cases ? cases
            : ByteOrder.Instance.Compare(x, y);
    }

    /// <summary>Two names that stand next to each other in this order, and the other way around in that of their bytes,
    /// which Prisma used before 6.6; null where both orders are the same.</summary>
    /// <param name="names">In this order.</param>
    public static Neighbours? FirstDifference(IReadOnlyList<string> names)
    {
        for (var i = 1; i < names.Count; i++)
        {
            if (ByteOrder.Instance.Compare(names[i - 1], names[i]) > 0)
                return new(names[i - 1], names[i]);
        }
        return null;
    }

    public sealed record Neighbours(string First, string Second);

    private static int Order(List<int> one, List<int> other)
    {
        for (var i = 0; i < one.Count && i < other.Count; i++)
        {
            if (one[i] != other[i])
                return one[i].CompareTo(other[i]);
        }
        return one.Count.CompareTo(other.Count);
    }

    /// <summary>A name as the three lists that are compared one after the other.</summary>
    private sealed class Key
    {
        public List<int> Letters { get; } = [];
        public List<int> Marks { get; } = [];
        public List<int> Cases { get; } = [];

        public static Key Of(string name)
        {
            var key = new Key();
            var last = 0;
            foreach (var rune in name.EnumerateRunes())
            {
                if (FolderOrder.Marks.ContainsKey(rune.Value) && key.Letters.Count > 0)
                {
                    // A letter and its mark may be a letter of its own: й is no и.
                    if (
                        Composed.TryGetValue((last, rune.Value), out var whole)
                        && Weights.TryGetValue(whole, out var weight)
                    )
                        key.Letters[^1] = weight.Primary;
                    else
                        key.AddMark(rune.Value);
                    continue;
                }
                if (IsIgnored(rune))
                    continue;
                key.Add(rune.Value);
                last = rune.Value;
            }
            return key;
        }

        private void Add(int rune)
        {
            if (rune is 'ß' or 'ẞ')
            {
                AddWeight(Weights['s'] with { Case = 1 });
                AddWeight(Weights['s'] with { Case = 1 });
            }
            else if (Ligatures.TryGetValue(rune, out var letters))
            {
                AddWeight(Weights[letters[0]]);
                Marks.Add(FirstMark + FolderOrder.Marks.Count);
                Cases.Add(0);
                AddWeight(Weights[letters[1]]);
            }
            else if (Weights.TryGetValue(rune, out var weight))
                AddWeight(weight);
            else if (Marked.TryGetValue(rune, out var marked))
            {
                Add(marked.Letter);
                AddMark(marked.Mark);
            }
            else
                AddWeight(new(FirstOther + rune, 0));
        }

        private void AddWeight(Weight weight)
        {
            Letters.Add(weight.Primary);
            Marks.Add(0);
            Cases.Add(weight.Case);
        }

        private void AddMark(int mark)
        {
            Marks.Add(FolderOrder.Marks[mark]);
            Cases.Add(0);
        }
    }

    private static bool IsIgnored(Rune rune) =>
        !Weights.ContainsKey(rune.Value)
        && Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format;

    private static Dictionary<int, Weight> ReadWeights()
    {
        var weights = new Dictionary<int, Weight>();
        foreach (var sign in RootCollation.Signs + RootCollation.Digits)
            weights.Add(sign, new(weights.Count + 1, 0));
        foreach (var letter in RootCollation.Letters)
        {
            var primary = weights.Count + 1;
            weights.Add(letter, new(primary, 0));
            weights.TryAdd(char.ToUpperInvariant(letter), new(primary, 2));
        }
        weights.Add('ς', new(weights['σ'].Primary, 3));
        return weights;
    }

    private static Dictionary<int, (int Letter, int Mark)> ReadMarked() =>
        RootCollation
            .Marks.SelectMany(row =>
                row.Skip(1).Chunk(2).Select(pair => (Whole: (int)pair[1], Letter: (int)pair[0], Mark: (int)row[0]))
            )
            .ToDictionary(entry => entry.Whole, entry => (entry.Letter, entry.Mark));
}
