using System.CommandLine;
using Levee.Cli.CommandLine;
using Levee.Cli.Workspace;
using Levee.Core;
using Levee.Core.Diagnostics;
using Levee.Core.Guards;

namespace Levee.Cli.Commands;

/// <summary><c>levee sync</c>: step 0 of the runbook.</summary>
internal static class Sync
{
    public static Command Create(CommonOptions common, TimeProvider clock)
    {
        var check = new Option<bool>("--check") { Description = "Compare only; exit 4 where a copy differs" };
        var command = new LeveeCommand("sync", "Copy the schema of truth over its copies")
        {
            Examples =
            [
                ("levee sync", "write every copy that differs"),
                ("levee sync --check", "show the first differing line of each, write nothing"),
            ],
            ExitCodes = [ExitCode.CopiesDiffer],
        };
        command.Add(check);
        command.Runs(common, clock, (run, result, _) => Task.FromResult(Execute(run, result.GetValue(check))));
        return command;
    }

    private static ExitCode Execute(Run run, bool checkOnly)
    {
        var project = Project.Open(run.Workspace, run.Project);
        var truth = project.ReadTruth();
        var copies = project.ReadCopies();
        if (copies.Count == 0)
        {
            run.Output.Tell($"{project.SchemaPath} has no copies: {Config.FileName} names none");
            return ExitCode.Done;
        }
        var differences = SchemaCopies.Check(truth, copies);
        if (differences.Count == 0)
        {
            run.Output.Tell($"in sync: {project.SchemaPath} and {Names(copies)}");
            return ExitCode.Done;
        }
        if (checkOnly)
        {
            run.Output.Report(differences);
            return ExitCode.CopiesDiffer;
        }
        // All is looked at before anything is written.
        var wrong = copies
            .Where(copy => SchemaCopies.MayBeWritten(truth, copy) && SchemaCopies.Check(truth, [copy]).Count > 0)
            .ToList();
        var refused = wrong.SelectMany(OverwrittenFile.Check).ToValueList();
        if (refused.Count > 0)
            throw new LeveeException(refused);
        foreach (var copy in wrong)
        {
            CopyWriter.Write(project, truth, copy);
            run.Output.Tell($"wrote {copy.Path}");
        }
        var left = copies.Where(copy => !SchemaCopies.MayBeWritten(truth, copy)).ToValueList();
        if (left.Count == 0)
            return ExitCode.Done;
        run.Output.Report(SchemaCopies.Check(truth, left));
        return ExitCode.CopiesDiffer;
    }

    private static string Names(ValueList<SchemaCopy> copies) => string.Join(", ", copies.Select(copy => copy.Path));
}
