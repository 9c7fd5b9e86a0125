namespace Levee.Core.Rehearsals;

/// <summary>An error as the server sent it.</summary>
public sealed record SqlError(string SqlState, string Message)
{
    public string? Schema { get; init; }
    public string? Table { get; init; }
    public string? Column { get; init; }

    /// <summary>The function of PostgreSQL that raised it.</summary>
    public string? Routine { get; init; }

    /// <summary>Whether it cannot have to do with what is in the tables: syntax, names, rights.</summary>
    public bool IsAboutNoRow =>
        SqlState.Length == 5
        && SqlState[..2] is "42" or "3F" or "0A" or "2B" or "3D"
        && SqlState is not (SqlStates.DatatypeMismatch or SqlStates.CannotCoerce);

    /// <summary>Whether the script itself refused, rather than PostgreSQL.</summary>
    public bool IsRaisedByScript => Routine is "exec_stmt_raise" or "exec_stmt_assert";

    /// <summary>Whether there is nothing of the name.</summary>
    public bool FindsNothing => SqlState is "42P01" or "42704" or "42703" or "3F000" or "42883";
}

/// <summary>Those that decide what is tried next.</summary>
public static class SqlStates
{
    public const string NotNullViolation = "23502";
    public const string ForeignKeyViolation = "23503";
    public const string InsufficientPrivilege = "42501";
    public const string SyntaxError = "42601";
    public const string DatatypeMismatch = "42804";
    public const string CannotCoerce = "42846";
}
