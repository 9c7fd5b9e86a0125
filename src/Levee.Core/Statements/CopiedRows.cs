using Levee.Core.Effects;
using Levee.Core.Sql;

namespace Levee.Core.Statements;

/// <summary>Whether what a script copies may be fewer rows than there are: a rehearsal has some dozens of rows, and does not see a
/// limit of a thousand.</summary>
public static class CopiedRows
{
    /// <summary>A smaller limit would have cut the rehearsal's rows.</summary>
    private const int SeenToCut = 6;

    private static readonly string[] Counters = ["LIMIT", "FETCH", "ROW_NUMBER", "RANK", "DENSE_RANK", "NTILE"];

    public static ScriptTraits TraitsOf(SqlScript script) =>
        script.Statements.Aggregate(ScriptTraits.None, (traits, statement) => traits | TraitsOf(statement.Text));

    private static ScriptTraits TraitsOf(string text)
    {
        var body = ProceduralBody.Find(text) is null ? text : text.Replace('$', ' ').Replace('\'', ' ');
        var tokens = SqlLexer.ReadCode(body);
        // What a statement deletes and puts elsewhere at once is never more than it puts there.
        var moves = Has("DELETE") && Has("RETURNING");
        if (!Has("INSERT") && !Has("AS"))
            return ScriptTraits.None;
        var traits = ScriptTraits.None;
        if (!moves && (Has("TABLESAMPLE") || (Array.Exists(Counters, Has) && HasHighNumber())))
            traits |= ScriptTraits.CutsRows;
        if (Follows("DISTINCT", "ON") || Follows("GROUP", "BY"))
            traits |= ScriptTraits.FoldsRows;
        return traits;

        bool Has(string word) => tokens.Exists(token => token.Is(body, word));
        bool Follows(string first, string second) =>
            tokens.Zip(tokens.Skip(1)).Any(pair => pair.First.Is(body, first) && pair.Second.Is(body, second));
        bool HasHighNumber() => ScriptLiterals.Read([body]).Numbers.Any(number => number >= SeenToCut);
    }
}
