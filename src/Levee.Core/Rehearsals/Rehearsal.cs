using Levee.Core.Diagnostics;
using Levee.Core.Effects;
using Levee.Core.Schema;
using Levee.Core.Sql;

namespace Levee.Core.Rehearsals;

/// <summary>What was seen when a script ran on a copy of the database that it is written for.</summary>
/// <param name="Statements">One for each statement of the script, in its order.</param>
/// <param name="General">What could not be traced to one statement.</param>
/// <param name="Schema">What the script left; null where nobody asked for it.</param>
public sealed record Rehearsal(
    SqlScript Script,
    ValueList<Evidence> Statements,
    ValueList<Effect> General,
    DatabaseSchema? Schema
)
{
    /// <summary>The schema that the script is to lead to, with PostgreSQL's spelling of its texts; null where nobody asked for it.</summary>
    public DatabaseSchema? Like { get; init; }

    /// <summary>The rows that were planted, by table, for the figures in messages.</summary>
    public ValueList<PlantedRows> Planted { get; init; } = [];

    /// <summary>The rows that it ran through with, in words.</summary>
    public string Rung { get; init; } = "";

    /// <summary>Why it failed on every set of rows; null when it ran through on one.</summary>
    public Diagnostic? Failure { get; init; }

    /// <summary>Whether nothing in the catalog and no row is another.</summary>
    public bool ChangesNothing { get; init; }

    /// <summary>The tables that earlier statements hold a lock on while this one runs.</summary>
    public IEnumerable<string> LockedBefore(Evidence statement, LockMode mode) =>
        Locking
            .TakeWhile(earlier => earlier.Number < statement.Number)
            .Where(earlier => !earlier.IsAlone)
            .SelectMany(earlier => earlier.Effects.OfType<Effect.Locked>())
            .Where(effect => effect.Mode >= mode)
            .Select(effect => effect.Table)
            .Distinct();

    // Few of the thousands of a seed.
    private ValueList<Evidence> Locking { get; } =
        Statements.Where(statement => statement.Effects.OfType<Effect.Locked>().Any()).ToValueList();

    public IEnumerable<Effect> Effects => Statements.SelectMany(statement => statement.Effects).Concat(General);
}

/// <summary>One statement and what it was seen to do.</summary>
/// <param name="Number">Zero-based.</param>
/// <param name="IsAlone">Whether it ran outside of a transaction.</param>
public sealed record Evidence(int Number, SqlStatement Statement, ValueList<Effect> Effects, bool IsAlone)
{
    /// <summary>Whether the catalog was the same behind it, where that could be seen.</summary>
    public bool HadNoEffect { get; init; }

    /// <summary>Whether the statement begins with these keywords, which are in upper case.</summary>
    public bool StartsWith(params ReadOnlySpan<string> keywords) =>
        StatementShape.FirstWords(Statement.Text, keywords.Length).ToArray().AsSpan().SequenceEqual(keywords);

    public bool HasWord(string keyword)
    {
        var text = Statement.Text;
        return text.Contains(keyword, StringComparison.OrdinalIgnoreCase)
            && SqlLexer.Read(text).Any(token => token.Is(text, keyword));
    }

    /// <summary>Whether the word stands in it or in the code that it runs.</summary>
    public bool HasCodeWord(string keyword) => HasCodeWord(Statement.Text, keyword);

    /// <summary>Whether it looks for NULLs in a column that was there; a primary key does so by the way.</summary>
    public bool SetsNotNull() =>
        Effects.Any(effect => effect is Effect.Required { IsNew: false })
        && !Effects.Any(effect => effect is Effect.AddedConstraint { Kind: ConstraintKind.PrimaryKey });

    private static bool HasCodeWord(string text, string keyword) =>
        text.Contains(keyword, StringComparison.OrdinalIgnoreCase)
        && SqlLexer
            .Read(text)
            .Any(token =>
                token.Is(text, keyword)
                || (token.Kind == SqlTokenKind.DollarString && HasCodeWord(token.ValueIn(text), keyword))
            );
}

public readonly record struct PlantedRows(string Table, int Rows);
