using Levee.Core.Text;

namespace Levee.Core.Diagnostics;

/// <summary>How much a diagnostic weighs. The order is from light to heavy.</summary>
public enum Severity
{
    Note,
    Warning,
    Error,
}

/// <summary>One thing that Levee says about the user's schema, SQL or repository, before it is said anywhere.</summary>
/// <param name="Code">Kebab-case, the same in every format; rules have their page under it in <c>docs/rules/</c>.</param>
/// <param name="Message">What is wrong: lower case, one sentence, no full stop, names as the user wrote them.</param>
/// <param name="At">Null where it is about no place in a file.</param>
public sealed record Diagnostic(string Code, Severity Severity, string Message, SourceLocation? At = null)
{
    /// <summary>The evidence, a line each.</summary>
    public ValueList<string> Notes { get; init; } = [];

    /// <summary>What to do next, a line each; the first line is the one to follow.</summary>
    public ValueList<string> Help { get; init; } = [];

    /// <summary>The database object it is about (<c>table public.users</c>), null where there is none.</summary>
    public string? Object { get; init; }

    /// <summary>The rule that found it, where the code says what it means; null where the code is the rule's.</summary>
    public string? FoundBy { get; init; }

    /// <summary>Why a drop is in the migration: who added the object and where, or who removed it. Null where nobody asked.</summary>
    public string? Cause { get; init; }

    public static Diagnostic Error(string code, string message, SourceLocation? at = null) =>
        new(code, Severity.Error, message, at);

    public static Diagnostic Warning(string code, string message, SourceLocation? at = null) =>
        new(code, Severity.Warning, message, at);

    public static Diagnostic Note(string code, string message, SourceLocation? at = null) =>
        new(code, Severity.Note, message, at);
}
