namespace Levee.Core.Canaries;

/// <summary>One set of rows to rehearse with. The ladder goes from rows that try everything to none at all: what a migration
/// fails on is itself worth telling, and the next rung shows what it does where it does not fail.</summary>
/// <param name="Name">For people, to stand behind "rows": <c>with duplicates</c>.</param>
/// <param name="Most">How many rows a table gets.</param>
public sealed record CanaryRung(string Name, CanaryKinds Kinds, int Most)
{
    /// <summary>Texts that read as another type, for a migration that casts them; null for ordinary ones.</summary>
    public TextStyle? Style { get; init; }

    /// <summary>Whether no number is larger than those that count seconds: a date cannot be made of larger ones.</summary>
    public bool IsModerate { get; init; }

    /// <summary>Whether enum columns only hold labels that the script names.</summary>
    public bool OnlyNamedLabels { get; init; }

    /// <summary>The only tables to fill; null for all.</summary>
    public ValueList<long>? Only { get; init; }

    /// <summary>The columns that alone hold a value where NULL is allowed; null for all.</summary>
    public ValueList<string>? Filled { get; init; }

    /// <summary>Tables that stay empty: the script fails on any row in them, and the others are to be seen all the same.</summary>
    public ValueList<long> Without { get; init; } = [];

    /// <summary>Whether keys that are whole numbers are high ones, out of the way of those that the script hands out.</summary>
    public bool HasHighKeys { get; init; }

    /// <summary>How far the values of columns that the script assigns are moved on against the others of their row: with another turn
    /// every row has another one, also of a type that has two.</summary>
    public int Turn { get; init; }

    /// <summary>Whether tables in which earlier migrations left rows hold those alone: what they mean, no made-up row means.</summary>
    public bool LeavesStored { get; init; }

    /// <summary>Whether the rows hold to the foreign keys that the script itself is to add.</summary>
    public bool HoldsToNewKeys { get; init; }

    /// <summary>Tables that hold poorer rows, those that the script runs through on; null where all hold the same.</summary>
    public PoorTables? Poor { get; init; }

    public bool IsEmpty => Most == 0;

    /// <summary>The kinds of rows that one table holds.</summary>
    public CanaryKinds KindsOf(long table) => Poor is { } poor && poor.Tables.Contains(table) ? poor.Rows.Kinds : Kinds;

    public static readonly CanaryRung Full = new("of every kind", CanaryKinds.All, 60);
    public static readonly CanaryRung Empty = new("without rows", CanaryKinds.None, 0);

    /// <param name="castTo">The types that the script casts texts to.</param>
    public static IEnumerable<CanaryRung> Ladder(IEnumerable<TextStyle> castTo)
    {
        const CanaryKinds NoDuplicates = CanaryKinds.All & ~CanaryKinds.Duplicates;
        const CanaryKinds NoNulls = NoDuplicates & ~CanaryKinds.Nulls;
        const CanaryKinds NoExtremes = NoNulls & ~CanaryKinds.Extremes;
        yield return Full;
        yield return new("without duplicates", NoDuplicates, 60);
        yield return new("without NULLs", NoNulls, 60);
        yield return new("without extremes", NoExtremes, 60);
        yield return new("of moderate numbers", NoExtremes, 60) { IsModerate = true };
        foreach (var style in castTo)
        {
            yield return new($"whose texts read as {style.ToString().ToLowerInvariant()}", NoExtremes, 40)
            {
                Style = style,
                OnlyNamedLabels = true,
            };
            yield return new($"whose texts read as {style.ToString().ToLowerInvariant()}", CanaryKinds.Plain, 12)
            {
                Style = style,
                OnlyNamedLabels = true,
            };
        }
        yield return new("with labels that the migration names", NoExtremes, 60) { OnlyNamedLabels = true };
        yield return new("of the migration's own constants", CanaryKinds.Literals | CanaryKinds.Plain, 30)
        {
            OnlyNamedLabels = true,
        };
        yield return new("of plain values", CanaryKinds.Plain, 8) { OnlyNamedLabels = true };
        yield return new("with high keys", CanaryKinds.Plain, 8) { OnlyNamedLabels = true, HasHighKeys = true };
        yield return new("one to a table", CanaryKinds.Plain, 1) { OnlyNamedLabels = true };
        yield return new("beside those that earlier migrations stored", CanaryKinds.All & ~CanaryKinds.Duplicates, 60)
        {
            LeavesStored = true,
        };
        yield return new("beside those that earlier migrations stored", CanaryKinds.Plain, 8)
        {
            LeavesStored = true,
            OnlyNamedLabels = true,
        };
        yield return Empty;
    }
}

public sealed record PoorTables(CanaryRung Rows, ValueList<long> Tables);

[Flags]
public enum CanaryKinds
{
    None = 0,
    Plain = 1,
    Literals = 2,
    Colliding = 4,
    Extremes = 8,
    Nulls = 16,
    Duplicates = 32,
    All = Plain | Literals | Colliding | Extremes | Nulls | Duplicates,
}

public enum TextStyle
{
    Numbers,
    Uuids,
    Dates,
    Json,
    Booleans,
}
