using System.Text.Json;
using Levee.Core.Diagnostics;
using Levee.Core.Reports.Wire;
using Levee.Core.Text;

namespace Levee.Core.Reports;

/// <summary>One object for programs; <c>docs/json.md</c> documents it. <see cref="SchemaVersion"/> grows when a member
/// changes its meaning or goes; new members may come at any time.</summary>
public sealed class JsonReport : IReport
{
    public const int SchemaVersion = 1;

    public string Render(Report report) =>
        RunnerCommands.DefuseJson(
            JsonSerializer.Serialize(
                new WireReport(
                    SchemaVersion,
                    report.Command,
                    (int)report.ExitCode,
                    Verdicts.Word(report.ExitCode),
                    [.. report.Diagnostics.Select(Write)],
                    [
                        .. report.Refusals.Select(refusal => new WireRefusal(
                            (int)refusal.ExitCode,
                            refusal.Title,
                            string.Join('\n', refusal.ForPeople),
                            string.Join('\n', refusal.ForAgents)
                        )),
                    ],
                    [.. report.Migrations.Select(Write)],
                    [.. report.Summary],
                    report.Facts.ToDictionary(fact => fact.Name, fact => fact.Value)
                ),
                WireContext.CamelCase.WireReport
            )
        ) + "\n";

    private static WireDiagnostic Write(Diagnostic diagnostic) =>
        new(
            diagnostic.Code,
            TextReport.NameOf(diagnostic.Severity),
            diagnostic.Message,
            diagnostic.At is { } at ? Write(at) : null,
            diagnostic.Object,
            diagnostic.Cause,
            [.. diagnostic.Notes],
            [.. diagnostic.Help]
        );

    private static WireMigration Write(ReportedMigration migration) =>
        new(
            migration.Name,
            migration.Script.Path,
            migration.State switch
            {
                MigrationState.Existing => "existing",
                MigrationState.Planned => "planned",
                MigrationState.Written => "written",
            },
            migration.Script.Text,
            [.. migration.Steps.Select(step => new WireStep(step.Kind, step.Summary))],
            [.. migration.Locks.Select(held => new WireLock(held.Table, held.Mode, held.Blocks, held.At?.Start.Line))]
        );

    private static WireLocation Write(SourceLocation at) =>
        new(at.Source.Path, at.Start.Line, at.Start.Column, at.End.Line, at.End.Column, at.Source[at.Span]);
}
