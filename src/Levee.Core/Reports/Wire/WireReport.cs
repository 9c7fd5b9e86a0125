namespace Levee.Core.Reports.Wire;

internal sealed record WireReport(
    int SchemaVersion,
    string Command,
    int ExitCode,
    string Verdict,
    WireDiagnostic[] Diagnostics,
    WireRefusal[] Refusals,
    WireMigration[] Migrations,
    string[] Summary,
    Dictionary<string, string> Facts
);

internal sealed record WireDiagnostic(
    string Code,
    string Severity,
    string Message,
    WireLocation? Location,
    string? Object,
    string? Cause,
    string[] Notes,
    string[] Help
);

/// <summary>Lines and columns are one-based; the end is exclusive; a column counts UTF-16 code units.</summary>
internal sealed record WireLocation(string Path, int Line, int Column, int EndLine, int EndColumn, string Text);

internal sealed record WireRefusal(int ExitCode, string Title, string ForPeople, string ForAgents);

internal sealed record WireMigration(
    string Name,
    string Path,
    string State,
    string Sql,
    WireStep[] Steps,
    WireLock[] Locks
);

internal sealed record WireStep(string Kind, string Summary);

internal sealed record WireLock(string Table, string Mode, string Blocks, int? Line);
