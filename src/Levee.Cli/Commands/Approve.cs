using System.CommandLine;
using Levee.Cli.CommandLine;
using Levee.Cli.Git;
using Levee.Cli.Workspace;
using Levee.Core;
using Levee.Core.Diagnostics;
using Levee.Core.Guards;
using Levee.Core.Text;

namespace Levee.Cli.Commands;

/// <summary><c>levee approve</c>: a person at a terminal agrees to a plan that an agent was refused. Nobody else
/// can.</summary>
internal static class Approve
{
    public static Command Create(CommonOptions common, TimeProvider clock)
    {
        var code = new Argument<string>("code") { Description = "The code of the plan, as the refusal printed it" };
        var command = new LeveeCommand(
            "approve",
            "Agree, as a person at a terminal, to a plan that an agent was refused"
        )
        {
            Examples =
            [
                ("levee approve k7q2m-9xwtr", "show the plan, ask, and remember the answer for exactly this plan"),
            ],
            ExitCodes = [],
            Notes = ["It asks at the terminal: there is no flag that answers for you."],
        };
        command.Add(code);
        command.Runs(common, clock, (run, result, cancel) => ExecuteAsync(run, result.GetRequiredValue(code), cancel));
        return command;
    }

    private static async Task<ExitCode> ExecuteAsync(Run run, string code, CancellationToken cancel)
    {
        RequirePerson();
        var project = Project.Open(run.Workspace, run.Project);
        var repository = await GitRepository.OpenAsync(project.Root, cancel);
        var approvals = ApprovalFiles.Of(repository.GitFolder);
        var plan =
            approvals.FindPlan(code)
            ?? throw new LeveeException(
                Diagnostic.Error("plan-code", $"no plan with the code {code} was refused in this clone") with
                {
                    Help = ["take the code from the refusal; it changes whenever the SQL or the base does"],
                }
            );
        Console.Out.Write(
            $"""
            {TerminalText.EscapeLines(plan)}
            The above is what you would agree to: exactly this SQL, on exactly this base.
            To approve it type its code again; anything else leaves it refused: 
            """
        );
        var typed = Console.In.ReadLine() ?? "";
        cancel.ThrowIfCancellationRequested();
        if (!PlanCode.Fits(code, typed))
        {
            run.Output.Say("not approved");
            return ExitCode.CouldNot;
        }
        approvals.Approve(code.Trim().ToLowerInvariant(), Environment.UserName, run.Clock.GetUtcNow());
        run.Output.Say("approved; the command that was refused now passes with this code");
        return ExitCode.Done;
    }

    private static void RequirePerson()
    {
        var agent = Bypasses.Facts(ConsentPolicy.Human).Agent;
        var isTerminal = !Console.IsInputRedirected && !Console.IsOutputRedirected && !Console.IsErrorRedirected;
        if (agent is null && isTerminal)
            return;
        throw new LeveeException(
            Diagnostic.Error("agent-consent", "a plan is approved by a person at a terminal") with
            {
                Notes =
                [
                    agent is null
                        ? "standard input or output is not a terminal"
                        : $"this is {agent.Name}, recognised by {agent.Evidence}",
                ],
                Help = ["run it yourself, in a terminal of your own"],
            }
        );
    }
}
