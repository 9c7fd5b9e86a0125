using System.Text.Json;
using Levee.Core.Diagnostics;
using Levee.Core.Reports.Wire;
using Levee.Core.Text;

namespace Levee.Core.Reports;

/// <summary>SARIF 2.1.0. A result without a place would be refused by code hosts, so it is put at the schema's first
/// line.</summary>
public sealed class SarifReport : IReport
{
    private const string Schema = "https://json.schemastore.org/sarif-2.1.0.json";
    private const string Root = "%SRCROOT%";

    public string Render(Report report)
    {
        var codes = report.WorstFirst.Select(diagnostic => diagnostic.Code).Distinct().ToArray();
        var rules = codes.Select(code => new SarifRule(
            code,
            new(code.Replace('-', ' ')),
            new($"Its page: levee explain {code}")
        ));
        var results = Findings
            .WithFingerprints(report)
            .Select(found => new SarifResult(
                found.Diagnostic.Code,
                Array.IndexOf(codes, found.Diagnostic.Code),
                Level(found.Diagnostic.Severity),
                new(Findings.TextOf(found.Diagnostic)),
                [new(PlaceOf(report, found.Diagnostic.At))],
                new() { ["leveeFinding/v1"] = found.Fingerprint }
            ));
        var notifications = report.Refusals.Select(refusal => new SarifNotification(
            "error",
            new(Findings.TextOf(refusal))
        ));
        var run = new SarifRun(
            new(new("Levee", [.. rules])),
            [
                new(
                    // The tool did its work, also where its answer is a refusal.
                    report.ExitCode
                        is not (ExitCode.CouldNot or ExitCode.Bug or ExitCode.Cancelled or ExitCode.Terminated),
                    (int)report.ExitCode,
                    Verdicts.Sentence(report.ExitCode, report.Refusals),
                    [.. notifications]
                ),
            ],
            [.. results],
            "utf16CodeUnits"
        );
        var json = JsonSerializer.Serialize(new SarifLog(Schema, "2.1.0", [run]), WireContext.CamelCase.SarifLog);
        return RunnerCommands.DefuseJson(json) + "\n";
    }

    private static SarifPhysicalLocation PlaceOf(Report report, SourceLocation? place) =>
        new(
            new(UriOf(Findings.PathOf(report, place)), Root),
            place is { } at ? new(at.Start.Line, at.Start.Column, at.End.Line, at.End.Column) : new(1, null, null, null)
        );

    private static string UriOf(string path) => string.Join('/', path.Split('/').Select(Uri.EscapeDataString));

    private static string Level(Severity severity) =>
        severity switch
        {
            Severity.Note => "note",
            Severity.Warning => "warning",
            Severity.Error => "error",
        };
}
