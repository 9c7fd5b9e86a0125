using Levee.Core.Effects;
using Levee.Core.Sql;

namespace Levee.Core.Statements;

/// <summary>A statement that changes rows, as far as its words tell: for a proof that it harms none, and to name what it would.</summary>
/// <param name="Schema">Null where it is not written.</param>
/// <param name="Columns">The columns that it assigns.</param>
/// <param name="Where">The text of its condition; null for none.</param>
public sealed record RowChange(
    RowChangeKind Kind,
    string? Schema,
    string Table,
    ValueList<string> Columns,
    string? Where
)
{
    /// <summary>What the statement calls its table; the table's name where it gives no other.</summary>
    public string Alias { get; init; } = Table;

    /// <summary>Of a MERGE; empty for other statements.</summary>
    public ValueList<MergeAction> Actions { get; init; } = [];

    /// <summary>Whether one of the actions of a MERGE deletes.</summary>
    public bool Deletes => Actions.Any(action => action.Deletes);

    /// <returns>Null for a statement that neither updates, deletes, merges nor upserts.</returns>
    public static RowChange? Find(string statement)
    {
        var tokens = SqlLexer.ReadCode(statement);
        for (var i = 0; i + 1 < tokens.Count; i++)
        {
            if (tokens[i].Is(statement, "DELETE") && tokens[i + 1].Is(statement, "FROM"))
                return Read(RowChangeKind.Delete, statement, tokens, i + 2);
            if (tokens[i].Is(statement, "UPDATE") && IsUpdate(statement, tokens, i))
                return Read(RowChangeKind.Update, statement, tokens, i + 1);
            if (tokens[i].Is(statement, "MERGE") && tokens[i + 1].Is(statement, "INTO"))
                return Read(RowChangeKind.Merge, statement, tokens, i + 2);
            if (
                tokens[i].Is(statement, "INSERT")
                && tokens[i + 1].Is(statement, "INTO")
                && Upserts(statement, tokens, i)
            )
                return Read(RowChangeKind.Upsert, statement, tokens, i + 2);
        }
        return null;
    }

    // Not FOR UPDATE, ON UPDATE CASCADE, BEFORE UPDATE ON, DO UPDATE SET.
    private static bool IsUpdate(string text, List<SqlToken> tokens, int at)
    {
        if (
            at > 0
            && (
                tokens[at - 1].Is(text, "FOR")
                || tokens[at - 1].Is(text, "ON")
                || tokens[at - 1].Is(text, "KEY")
                || tokens[at - 1].Is(text, "DO")
                || tokens[at - 1].Is(text, "BEFORE")
                || tokens[at - 1].Is(text, "AFTER")
                || tokens[at - 1].Is(text, "OR")
                || tokens[at - 1].Is(text, "OF")
            )
        )
            return false;
        return tokens.Skip(at).Any(token => token.Is(text, "SET"));
    }

    private static bool Upserts(string text, List<SqlToken> tokens, int at) =>
        Enumerable
            .Range(at, tokens.Count - at - 1)
            .Any(i => tokens[i].Is(text, "DO") && tokens[i + 1].Is(text, "UPDATE"));

    private static RowChange? Read(RowChangeKind kind, string text, List<SqlToken> tokens, int at)
    {
        if (at < tokens.Count && tokens[at].Is(text, "ONLY"))
            at++;
        if (at >= tokens.Count || !tokens[at].IsName)
            return null;
        string? schema = null;
        var table = tokens[at].ValueIn(text);
        if (at + 2 < tokens.Count && tokens[at + 1].Kind == SqlTokenKind.Dot)
            (schema, table, at) = (table, tokens[at + 2].ValueIn(text), at + 2);
        var set = Place(text, tokens, at, "SET");
        var where = kind == RowChangeKind.Upsert && set < 0 ? -1 : Place(text, tokens, Math.Max(at, set), "WHERE");
        var end = where >= 0 ? where : tokens.Count;
        return new(
            kind,
            schema,
            table,
            set < 0 ? [] : Assigned(text, tokens, set + 1, end).ToValueList(),
            ConditionAfter(text, tokens, where)
        )
        {
            Alias = AliasAt(text, tokens, at + 1) ?? table,
            Actions = kind == RowChangeKind.Merge ? MergeAction.Read(text, tokens, at + 1) : [],
        };
    }

    private static string? AliasAt(string text, List<SqlToken> tokens, int at)
    {
        if (at < tokens.Count && tokens[at].Is(text, "AS"))
            at++;
        var isName = at < tokens.Count && tokens[at].IsName;
        string[] next =
        [
            "SET",
            "USING",
            "WHERE",
            "ON",
            "FROM",
            "RETURNING",
            "VALUES",
            "SELECT",
            "DEFAULT",
            "OVERRIDING",
        ];
        return isName && !next.Any(word => tokens[at].Is(text, word)) ? tokens[at].ValueIn(text) : null;
    }

    /// <summary>Null where there is no WHERE, or nothing in it.</summary>
    private static string? ConditionAfter(string text, List<SqlToken> tokens, int where)
    {
        if (where < 0 || where + 1 >= tokens.Count)
            return null;
        var (start, end) = (tokens[where + 1].Span.Start, WhereEnd(text, tokens, where));
        return start < end ? text[start..end] : null;
    }

    private static int WhereEnd(string text, List<SqlToken> tokens, int where)
    {
        var returning = Place(text, tokens, where, "RETURNING");
        return returning > 0 ? tokens[returning - 1].Span.End : tokens[^1].Span.End;
    }

    private static int Place(string text, List<SqlToken> tokens, int from, string word)
    {
        for (var (i, depth) = (Math.Max(0, from), 0); i < tokens.Count; i++)
        {
            depth += tokens[i].Nesting;
            if (depth < 0)
                return -1;
            if (depth == 0 && tokens[i].Is(text, word))
                return i;
        }
        return -1;
    }

    internal static IEnumerable<string> Assigned(string text, List<SqlToken> tokens, int from, int end)
    {
        var depth = 0;
        var isTarget = true;
        for (var i = from; i < end; i++)
        {
            if (isTarget && tokens[i].IsName)
            {
                yield return tokens[i].ValueIn(text);
                isTarget = depth > 0 && isTarget;
            }
            if (tokens[i].Kind == SqlTokenKind.Operator && text[tokens[i].Span.Start] == '=')
                isTarget = false;
            depth += tokens[i].Nesting;
            if (tokens[i].Kind == SqlTokenKind.Comma && depth == 0)
                isTarget = true;
            if (depth == 0 && tokens[i].Is(text, "FROM"))
                yield break;
        }
    }

    /// <summary>Whether the statement can harm no row that the table may hold; the reason in words, null for no proof.</summary>
    public string? WhyHarmless(DatabaseSnapshot before)
    {
        var table = Resolve(before);
        if (table is null)
            return before.Code.Any(code => code.Kind == "view" && code.Name.Split('.')[^1] == Table)
                ? null
                : "the table is new";
        if (Kind == RowChangeKind.Merge)
            return
                Actions.Count > 0
                && Actions.All(action => action.IsInsert || Why(table, action.Condition, action.Columns) is not null)
                ? "none of its actions takes a value"
                : null;
        return Why(table, Where, Kind == RowChangeKind.Update ? Columns : []);
    }

    /// <param name="columns">What an UPDATE assigns; empty for a DELETE.</param>
    private string? Why(SeenTable table, string? where, ValueList<string> columns)
    {
        var alternatives = Alternatives(where ?? "");
        if (alternatives.TrueForAll(conditions => conditions.Exists(IsNeverTrue)))
            return "its condition is never true";
        if (
            alternatives.TrueForAll(conditions =>
                conditions.Exists(condition => IsNeverTrue(condition) || AsksForNullIn(table, condition))
            )
        )
            return "its condition asks for NULL in a column that holds none";
        // One that has an OR beside it proves nothing more.
        var conditions = alternatives.Count == 1 ? alternatives[0] : [];
        if (columns.Count == 0)
            return null;
        if (columns.All(column => table.FindColumn(column) is null))
            return "the column is new";
        return columns.All(column =>
            table.FindColumn(column) is null || conditions.Exists(condition => NullTest(condition) == column)
        )
            ? "it fills in NULLs only"
            : null;
    }

    /// <summary>What it would destroy if it met a row, as an approval names it.</summary>
    public IEnumerable<string> Targets(DatabaseSnapshot before)
    {
        if (Resolve(before) is not { } table)
            return [];
        return Kind == RowChangeKind.Delete || Columns.Count == 0
            ? [$"rows {table.FullName}"]
            : Columns
                .Where(column => table.FindColumn(column) is not null)
                .Select(column => $"values {table.FullName}.{column}");
    }

    /// <returns>Null where it is no table that was there before.</returns>
    public SeenTable? Resolve(DatabaseSnapshot before) =>
        before.Tables.FirstOrDefault(table =>
            table.Name == Table && (Schema is null ? table.Schema == "public" : table.Schema == Schema)
        ) ?? (Schema is null ? before.Tables.FirstOrDefault(table => table.Name == Table) : null);

    private static bool IsNeverTrue(string condition)
    {
        if (condition is "false" or "1=0" or "0=1" or "1=2" or "2=1" or "1<>1" or "not true")
            return true;
        // NULL is not unequal to NULL either: <> gives NULL there, and that is not true.
        var (left, right) = condition.Split("<>") is [var first, var second] ? (first, second) : ("", " ");
        return left == right
            && left.Length > 0
            && left.All(letter => char.IsLetterOrDigit(letter) || letter is '_' or '.' or '"');
    }

    private bool AsksForNullIn(SeenTable table, string condition) =>
        NullTest(condition) is { } column && table.FindColumn(column) is { IsRequired: true };

    // Split at OR and then at AND, outside of parentheses.
    private static List<List<string>> Alternatives(string where)
    {
        var all = new List<List<string>> { new() { "" } };
        var depth = 0;
        foreach (var token in SqlLexer.ReadCode(where))
        {
            var parts = all[^1];
            depth += token.Nesting;
            if (depth == 0 && token.Is(where, "OR"))
                all.Add([""]);
            else if (depth == 0 && token.Is(where, "AND"))
                parts.Add("");
            else
                parts[^1] +=
                    parts[^1].Length > 0 && char.IsLetterOrDigit(parts[^1][^1]) && token.Kind == SqlTokenKind.Word
                        ? " " + token.ValueIn(where)
                    : token.Kind == SqlTokenKind.QuotedIdentifier ? $"\"{token.ValueIn(where)}\""
                    : token.ValueIn(where);
        }
        return all.ConvertAll(parts =>
            parts.ConvertAll(part => part.StartsWith('(') && part.EndsWith(')') ? part[1..^1] : part)
        );
    }

    private string? NullTest(string condition)
    {
        var end =
            condition.EndsWith(" is null", StringComparison.Ordinal) ? 8
            : condition.EndsWith("\"is null", StringComparison.Ordinal) ? 7
            : 0;
        if (end == 0)
            return null;
        var column = condition[..^end];
        // Of the table itself: what it is joined with may have a column of that name.
        var dot = column.LastIndexOf('.');
        if (dot >= 0 && column[..dot].Trim('"') is var owner && owner != Alias && owner != Table)
            return null;
        column = column[(dot + 1)..].Trim('"');
        return column.AsSpan().ContainsAny('(', ' ', '+') ? null : column;
    }
}

public enum RowChangeKind
{
    Delete,
    Update,
    Merge,
    Upsert,
}
