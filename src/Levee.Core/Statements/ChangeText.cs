namespace Levee.Core.Statements;

/// <summary>A change of rows, read from its verb to its end. What was not understood to the last token proves nothing.</summary>
/// <param name="IsWhole">Whether every token of it was understood.</param>
/// <param name="Assignments">What it assigns; empty for a DELETE.</param>
public sealed record ChangeText(
    RowChangeKind Kind,
    string? Schema,
    string Table,
    string Alias,
    bool IsWhole,
    ValueList<Assignment> Assignments
)
{
    /// <summary>What it is joined with: <c>USING</c> of a DELETE, <c>FROM</c> of an UPDATE. Null for nothing.</summary>
    public JoinedTable? Joined { get; init; }

    /// <summary>Whether it is joined with anything.</summary>
    public bool IsJoined { get; init; }

    /// <summary>The ways in which its condition may hold: one of them, and of that one every part. No way for no condition.</summary>
    public ValueList<ValueList<Condition>> Where { get; init; } = [];

    /// <summary>Of a MERGE, what stands after each WHEN.</summary>
    public ValueList<MergeChange> Actions { get; init; } = [];

    /// <summary>The columns that it assigns.</summary>
    public IEnumerable<string> Columns => Assignments.Select(assignment => assignment.Column);

    /// <summary>The condition as it is written.</summary>
    public string WhereText { get; init; } = "";

    /// <summary>Every change in the statement, also those in its WITH.</summary>
    public static ValueList<ChangeText> ReadAll(string statement) => ChangeReader.ReadAll(statement);

    /// <summary>Whether every way in which the condition holds has a part for which this is true.</summary>
    public bool Asks(Func<Condition, bool> holds) => Where.Count > 0 && Where.All(way => way.Any(holds));

    /// <summary>Whether the name is what this change calls its own column.</summary>
    public bool IsOwn(string? owner) => owner is null || owner == Alias;
}

/// <param name="KeepsValue">Whether a value that is there stays: <c>c = c</c>, <c>c = COALESCE(c, …)</c>, <c>c = c || ''</c>.</param>
public sealed record Assignment(string Column, bool KeepsValue);

/// <summary>One part of a condition that stands beside others with AND.</summary>
/// <param name="Owner">What is written before the column; null for nothing.</param>
/// <param name="NullColumn">The column, where the part is <c>column IS NULL</c> and nothing else.</param>
public sealed record Condition(string? Owner, string? NullColumn)
{
    /// <summary>Whether it is false or NULL for every row: <c>false</c>, <c>1 = 0</c>, <c>c &lt;&gt; c</c>.</summary>
    public bool IsNeverTrue { get; init; }

    /// <summary>Whether it is <c>false</c>, whatever operators mean.</summary>
    public bool IsFalse { get; init; }
}

/// <summary>One WHEN of a MERGE.</summary>
/// <param name="Where">As that of a whole change.</param>
/// <param name="Assignments">Of its UPDATE; empty for other actions.</param>
public sealed record MergeChange(ValueList<ValueList<Condition>> Where, ValueList<Assignment> Assignments, bool Deletes)
{
    /// <summary>Whether it only adds rows, or does nothing.</summary>
    public bool IsInsert => !Deletes && Assignments.Count == 0;
}

/// <summary>One table that a change is joined with, and no more than that.</summary>
public sealed record JoinedTable(string? Schema, string Table);
