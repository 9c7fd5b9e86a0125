namespace Levee.Tests.Architecture;

/// <summary>The folders in their order: each uses only those to its left.</summary>
internal static class Rooms
{
    private static readonly string[] Core =
    [
        "Text",
        "Diagnostics",
        "Schema",
        "Psl/Syntax",
        "Psl/Config",
        "Psl/Binding",
        "Psl/Validation",
        "Psl",
        "Plan",
        "Sql",
        "Diff/Defaults",
        "Diff/Columns",
        "Diff/Renames",
        "Diff",
        "Render",
        "History",
        "Effects",
        "Statements",
        "Proofs",
        "Canaries",
        "Rehearsals",
        "Rules",
        "Guards",
        "Deploy",
        "Impact",
        "Reports/Wire",
        "Reports",
    ];

    private static readonly string[] Cli =
    [
        "Machine",
        "Containment",
        "Git",
        "Workspace",
        "Catalog",
        "Server",
        "Replay",
        "Rehearsals",
        "Deployments",
        "Terminal",
        "CommandLine",
        "Pipeline",
        "Commands",
    ];

    public static string[] Of(string project) => project == "Levee.Core" ? Core : Cli;
}
