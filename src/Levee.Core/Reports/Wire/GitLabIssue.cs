namespace Levee.Core.Reports.Wire;

internal sealed record GitLabIssue(
    string Description,
    string CheckName,
    string Fingerprint,
    string Severity,
    GitLabLocation Location
);

internal sealed record GitLabLocation(string Path, GitLabLines Lines);

internal sealed record GitLabLines(int Begin);
