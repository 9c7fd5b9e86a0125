using Levee.Cli.CommandLine;
using Levee.Cli.Workspace;
using Levee.Core;
using Levee.Core.Diagnostics;
using Levee.Core.Reports;

namespace Levee.Cli.Commands;

/// <summary><c>levee check --all</c>: every project of the workspace, in one report.</summary>
internal static class CheckAll
{
    public static async Task<Report> RunAsync(Run run, Func<Project, Task<Report>> check)
    {
        var reports = new List<(string Name, Report Report)>();
        foreach (var (name, project) in Project.OpenAll(run.Workspace))
        {
            try
            {
                reports.Add((name, await check(project)));
            }
            catch (LeveeException failure)
            {
                reports.Add((name, new("check", failure.ExitCode) { Diagnostics = failure.Diagnostics }));
            }
        }
        return reports is [(_, var only)] ? only : Report.Together("check", reports.ToValueList());
    }
}
