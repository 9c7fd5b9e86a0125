using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using Levee.Core;

namespace Levee.Cli.CommandLine;

/// <summary>System.CommandLine's help, followed by examples and exit codes.</summary>
internal sealed class HelpText(HelpAction usual) : SynchronousCommandLineAction
{
    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        usual.Invoke(parseResult);
        var output = parseResult.InvocationConfiguration.Output;
        if (parseResult.CommandResult.Command is LeveeCommand command)
        {
            output.WriteLine("Examples:");
            foreach (var (line, does) in command.Examples)
            {
                output.WriteLine($"  {line}");
                output.WriteLine($"      {does}");
            }
            output.WriteLine();
            foreach (var note in command.Notes)
                output.WriteLine(note);
            if (command.Notes.Count > 0)
                output.WriteLine();
            WriteExitCodes(
                output,
                [
                    ExitCode.Done,
                    ExitCode.CouldNot,
                    .. command.ExitCodes,
                    ExitCode.Usage,
                    ExitCode.Bug,
                    ExitCode.Cancelled,
                    ExitCode.Terminated,
                ]
            );
        }
        else
        {
            WriteExitCodes(output, Enum.GetValues<ExitCode>());
        }
        return (int)ExitCode.Done;
    }

    private static void WriteExitCodes(TextWriter output, IEnumerable<ExitCode> codes)
    {
        output.WriteLine("Exit codes:");
        foreach (var code in codes.Distinct())
            output.WriteLine($"  {(int)code, 3}  {code.Meaning()}");
    }
}
