namespace Levee.Core.Rehearsals;

/// <summary>A change of rows as PostgreSQL executed it, wherever it was written: in the statement itself, a function, a trigger, a
/// rule, a prepared statement.</summary>
/// <param name="Statement">The number of the script's statement that was running.</param>
/// <param name="Relation">What it changes, by its name at that time.</param>
/// <param name="Query">The text that was executed.</param>
public sealed record ExecutedChange(int Statement, ChangeVerb Verb, RelationName Relation, string Query)
{
    /// <summary>Whether the planner found that its condition can never be true.</summary>
    public bool IsNeverTrue { get; init; }

    /// <summary>Whether a row came to it, to be changed.</summary>
    public bool MetRows { get; init; }

    /// <summary>Whether a foreign key's own action ran it.</summary>
    public bool IsOfForeignKey { get; init; }
}

public enum ChangeVerb
{
    Insert,

    /// <summary>INSERT … ON CONFLICT DO UPDATE.</summary>
    Upsert,
    Update,
    Delete,
    Merge,
}
