using Levee.Core.Text;

namespace Levee.Core.Impact;

/// <summary>What one statement of an upgrade does to the old version.</summary>
/// <param name="Code">The rule that saw it; <c>no-impact</c> where none did.</param>
/// <param name="Object">The database object; null where there is none.</param>
/// <param name="Statement">Its first line.</param>
/// <param name="Evidence">How it is known, a line each.</param>
public sealed record ImpactFinding(
    string Migration,
    SourceLocation At,
    string Statement,
    ImpactSeverity Severity,
    string Code,
    string? Object,
    string Message,
    ValueList<string> Evidence,
    ValueList<string> Help
);
