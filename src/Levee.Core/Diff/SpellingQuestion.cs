using Levee.Core.Schema;

namespace Levee.Core.Diff;

/// <summary>What only PostgreSQL can say about a schema file: how it would keep what the file says in SQL.</summary>
public abstract record SpellingQuestion
{
    private SpellingQuestion() { }

    public abstract ObjectName Table { get; }

    /// <summary>How a column with this type and default is kept.</summary>
    public sealed record OfColumn(ObjectName Table, Column Written) : SpellingQuestion
    {
        public override ObjectName Table { get; } = Table;
    }

    /// <summary>How an index with these operator classes and this predicate is kept.</summary>
    /// <param name="Columns">Those of its table, with the types that they have before.</param>
    public sealed record OfIndex(ObjectName Table, ValueList<Column> Columns, TableIndex Written) : SpellingQuestion
    {
        public override ObjectName Table { get; } = Table;
    }

    /// <summary>The table that the answer to the question at this place is read from.</summary>
    public static string NameOf(int place) => $"levee_spelling_{place}";
}
