using System.Text.Json.Serialization;

namespace Levee.Core.Reports.Wire;

internal sealed record SarifLog(
    [property: JsonPropertyName("$schema")] string SchemaUri,
    string Version,
    SarifRun[] Runs
);

internal sealed record SarifRun(
    SarifTool Tool,
    SarifInvocation[] Invocations,
    SarifResult[] Results,
    string ColumnKind
);

internal sealed record SarifTool(SarifDriver Driver);

internal sealed record SarifDriver(string Name, SarifRule[] Rules);

internal sealed record SarifRule(string Id, SarifMessage ShortDescription, SarifMessage Help);

internal sealed record SarifMessage(string Text);

internal sealed record SarifInvocation(
    bool ExecutionSuccessful,
    int ExitCode,
    string ExitCodeDescription,
    SarifNotification[] ToolExecutionNotifications
);

internal sealed record SarifNotification(string Level, SarifMessage Message);

internal sealed record SarifResult(
    string RuleId,
    int RuleIndex,
    string Level,
    SarifMessage Message,
    SarifLocation[] Locations,
    Dictionary<string, string> PartialFingerprints
);

internal sealed record SarifLocation(SarifPhysicalLocation PhysicalLocation);

internal sealed record SarifPhysicalLocation(SarifArtifactLocation ArtifactLocation, SarifRegion Region);

internal sealed record SarifArtifactLocation(string Uri, string UriBaseId);

internal sealed record SarifRegion(int StartLine, int? StartColumn, int? EndLine, int? EndColumn);
