namespace Levee.Core.Reports.Wire;

internal sealed record WireImpact(
    int SchemaVersion,
    string Command,
    int ExitCode,
    string Base,
    string Head,
    int Migrations,
    string? Worst,
    Dictionary<string, int> Counts,
    string Evidence,
    WireImpactFinding[] Findings
);

internal sealed record WireImpactFinding(
    string Severity,
    string Code,
    string Migration,
    string Path,
    int Line,
    string Statement,
    string? Object,
    string Message,
    string[] Evidence,
    string[] Help
);
