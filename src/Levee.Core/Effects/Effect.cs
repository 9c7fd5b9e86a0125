namespace Levee.Core.Effects;

/// <summary>Something that a migration was seen to do to a database.</summary>
public abstract record Effect
{
    private Effect() { }

    /// <summary>An object is gone and nothing equal took its place.</summary>
    /// <param name="Name">Unquoted and qualified: <c>public.users.bio</c>.</param>
    /// <param name="With">The object that took it along: <c>table public.users</c>. Null where it was dropped itself.</param>
    public sealed record Lost(ObjectKind Kind, string Name, string? With = null) : Effect
    {
        public Identity Identity { get; init; }

        /// <summary>Whether something of the same name was made in its place, without what it held.</summary>
        public bool IsRecreated { get; init; }

        /// <summary>An index with a predicate or an expression: the schema language cannot say it.</summary>
        public bool IsBeyondPrisma { get; init; }

        /// <summary>A unique index on more columns that was made instead; null for none.</summary>
        public string? WidenedBy { get; init; }

        public override string Object => $"{Kind.Word()} {Name}";
    }

    /// <param name="Gone">How many of the rehearsal's rows are gone.</param>
    public sealed record LostRows(string Table, int Gone, int Of) : Effect
    {
        public Identity Identity { get; init; }

        /// <summary>Whether the table was emptied by TRUNCATE.</summary>
        public bool ByTruncate { get; init; }

        public override string Object => $"rows {Table}";
    }

    /// <param name="Changed">How many stored values are not what they were.</param>
    /// <param name="Example">One of them: <c>'Ann@x' became 'ann@x'</c>.</param>
    public sealed record ChangedValues(string Column, int Changed, int Of, string Example) : Effect
    {
        public Identity Identity { get; init; }

        /// <summary>Null where the column kept its type.</summary>
        public string? NewType { get; init; }

        public override string Object => $"values {Column}";
    }

    public sealed record MovedBack(string Sequence, long From, long To) : Effect
    {
        public Identity Identity { get; init; }

        public override string Object => $"sequence-position {Sequence}";
    }

    public sealed record LostLargeObjects(int Gone, int Of) : Effect
    {
        public override string Object => "large-object";
    }

    /// <summary>A statement goes round what PostgreSQL guards: catalogs, triggers, the server, its files.</summary>
    /// <param name="What">What it does, in words.</param>
    /// <param name="Target">What it is aimed at; null where that is not known.</param>
    public sealed record Tampered(string What, string? Target = null) : Effect
    {
        public override string? Object => Target;
    }

    /// <summary>It may destroy data, and the rehearsal could not show that it does not.</summary>
    /// <param name="Why">In words, to stand behind "because".</param>
    /// <param name="Target">What it would destroy: <c>rows public.users</c>. Null where that is not known.</param>
    public sealed record Unproven(UnprovenKind Kind, string Why, string? Target = null) : Effect
    {
        public override string? Object => Target;
    }

    public sealed record Renamed(ObjectKind Kind, string From, string To) : Effect
    {
        public override string Object => $"{Kind.Word()} {From}";
    }

    public sealed record MovedToSchema(ObjectKind Kind, string From, string To) : Effect
    {
        public override string Object => $"{Kind.Word()} {From}";
    }

    public sealed record Retyped(string Column, string From, string To) : Effect
    {
        /// <summary>The oid of its table.</summary>
        public long Table { get; init; }

        /// <summary>How many different values were in it.</summary>
        public int Converted { get; init; }

        /// <summary>Whether its old type has so few values that some of them are all: a boolean, an enum.</summary>
        public bool HasFewValues { get; init; }

        public override string Object => $"column {Column}";
    }

    /// <summary>A column that a row must have a value for, without a default.</summary>
    /// <param name="IsNew">Whether the column itself is new.</param>
    public sealed record Required(string Column, bool IsNew) : Effect
    {
        /// <summary>Whether a CHECK that was there before refuses NULL as well.</summary>
        public bool WasChecked { get; init; }

        public override string Object => $"column {Column}";
    }

    public sealed record DroppedDefault(string Column, string Default) : Effect
    {
        public override string Object => $"column {Column}";
    }

    public sealed record AddedConstraint(string Name, ConstraintKind Kind, string Definition) : Effect
    {
        public Identity Identity { get; init; }

        /// <summary>Whether the rows there are were checked.</summary>
        public bool IsValidated { get; init; }

        /// <summary>Whether the table existed before.</summary>
        public bool OnOldTable { get; init; }

        /// <summary>The names of the columns that it is about; empty where it does not say.</summary>
        public ValueList<string> Columns { get; init; } = [];

        /// <summary>Whether no row breaks it in which the columns that are new have their default.</summary>
        public bool TakesOldWrites { get; init; }

        /// <summary>A foreign key without an index that serves its columns.</summary>
        public bool LacksIndex { get; init; }

        public override string Object => $"constraint {Name}";
    }

    public sealed record AddedIndex(string Name, string Table, bool IsUnique, bool OnOldTable) : Effect
    {
        public Identity Identity { get; init; }

        public override string Object => $"index {Name}";
    }

    public sealed record AddedLabel(string Type, string Label) : Effect
    {
        public override string Object => $"enum-value {Type}.{Label}";
    }

    public sealed record DroppedSchema(string Name) : Effect
    {
        public override string Object => $"schema {Name}";
    }

    /// <summary>A view, function, trigger, policy, rule … is gone or another.</summary>
    /// <param name="Kind">In PostgreSQL's words.</param>
    public sealed record ChangedCode(string Kind, string Name, CodeChange Change) : Effect
    {
        /// <summary>Whether it is about a table or a view that the migration itself makes.</summary>
        public bool IsOnOwnObject { get; init; }

        public override string Object => $"{Kind} {Name}";
    }

    /// <summary>Every row of a table that existed before was written anew.</summary>
    public sealed record Rewrote(string Table) : Effect
    {
        public override string Object => $"table {Table}";
    }

    /// <summary>A lock on a table that existed before.</summary>
    public sealed record Locked(string Table, LockMode Mode) : Effect
    {
        public override string Object => $"table {Table}";
    }

    /// <summary>Every row of a table that existed before was read to check a rule, under a lock.</summary>
    public sealed record Scanned(string Table, string For) : Effect
    {
        public override string Object => $"table {Table}";
    }

    /// <summary>A statement that the rehearsal's rows stopped, and that fewer rows let pass.</summary>
    /// <param name="Rows">The rows that it failed on, in words.</param>
    public sealed record FailedOn(string SqlState, string Message, string Rows) : Effect;

    /// <summary>A statement that the application had prepared against the old schema fails on the new one.</summary>
    /// <param name="Kind"><c>select</c>, <c>insert</c> or <c>upsert</c>.</param>
    public sealed record BrokePrepared(string Kind, string Table, string SqlState, string Message) : Effect
    {
        public override string Object => $"table {Table}";
    }

    /// <summary>Whether data or a rule over data is gone.</summary>
    public bool Destroys => this is Lost or LostRows or ChangedValues or MovedBack or LostLargeObjects or Tampered;

    /// <summary>The object that it is about, as an approval names it; null where there is none.</summary>
    public virtual string? Object => null;
}

/// <summary>A thing's place in the catalog: it stays when the thing is renamed, and tells which statement made or took it.</summary>
/// <param name="Oid">Of the object itself; for a column, of its table.</param>
/// <param name="Column">The attribute number; zero for everything but a column.</param>
public readonly record struct Identity(long Oid, int Column = 0);

public enum ObjectKind
{
    Table,
    Column,
    Index,
    Constraint,
    Type,
    EnumValue,
    Sequence,
}

public static class ObjectKinds
{
    public static string Word(this ObjectKind kind) =>
        kind switch
        {
            ObjectKind.Table => "table",
            ObjectKind.Column => "column",
            ObjectKind.Index => "index",
            ObjectKind.Constraint => "constraint",
            ObjectKind.Type => "type",
            ObjectKind.EnumValue => "enum-value",
            ObjectKind.Sequence => "sequence",
        };
}

public enum UnprovenKind
{
    /// <summary>A statement that changes rows met none.</summary>
    Change,

    /// <summary>A branch of procedural code was not taken.</summary>
    Branch,

    /// <summary>No row could be put into a table that the statement touches.</summary>
    Table,

    /// <summary>The rehearsal was stopped: too long, or it failed on every set of rows.</summary>
    Stopped,
}

public enum CodeChange
{
    Added,
    Dropped,
    Changed,
}
