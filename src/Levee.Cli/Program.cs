using System.CommandLine;
using System.CommandLine.Help;
using System.Runtime.InteropServices;
using Levee.Cli.CommandLine;
using Levee.Cli.Commands;
using Levee.Cli.Containment;
using Levee.Cli.Server;
using Levee.Cli.Terminal;
using Levee.Core;
using Levee.Core.Diagnostics;
using Npgsql;

namespace Levee.Cli;

internal static class Program
{
    /// <summary>How long a cancelled run may take to put its things away before it is ended all the same.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(800);

    private static volatile ExitCode s_cancelledBy = ExitCode.Cancelled;

    private static async Task<int> Main(string[] args)
    {
        if (args is [LaunchRequest.Word, ..])
            return Launcher.Run(args);
        Kernel.HideThisProcess();
        if (args is ["--version"])
        {
            // Answered before the commands are built: scripts ask for it often.
            Console.Out.WriteLine(ProductVersion.Text);
            return (int)ExitCode.Done;
        }
        using var cancelled = new CancellationTokenSource();
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, signal => Cancel(signal, cancelled));
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal => Cancel(signal, cancelled));
        using var hangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, signal => Cancel(signal, cancelled));
        var answer = await RunAsync(args, TimeProvider.System, cancelled.Token);
        // At a terminal what we started hears the key as well: what came of that is no answer.
        return (int)(cancelled.IsCancellationRequested && answer != ExitCode.Done ? s_cancelledBy : answer);
    }

    /// <summary>Every command, in the order of <c>levee --help</c>.</summary>
    internal static RootCommand Commands(CommonOptions common, TimeProvider clock)
    {
        var root = new RootCommand("Generates and guards PostgreSQL migrations for Prisma schemas.");
        common.AddTo(root);
        root.Add(Generate.Create(common, clock));
        root.Add(Diff.Create(common, clock));
        root.Add(Lint.Create(common, clock));
        root.Add(Sync.Create(common, clock));
        root.Add(Demo.Create(common, clock, RunAsync));
        root.Add(Check.Create(common, clock));
        root.Add(Deploy.Create(common, clock));
        root.Add(Status.Create(common, clock));
        root.Add(Rebase.Create(common, clock));
        root.Add(Baseline.Create(common, clock));
        root.Add(Impact.Create(common, clock));
        root.Add(Stats.Create(common, clock));
        root.Add(Approve.Create(common, clock));
        root.Add(Init.Create(common, clock));
        root.Add(Doctor.Create(common, clock));
        root.Add(EnvironmentCommand.Create(common, clock));
        root.Add(CacheCommand.Create(common, clock));
        root.Add(Explain.Create(common, clock));
        root.Add(Completions.Create(common, clock));
        root.Add(ManPage.Create(common, clock));
        foreach (var help in root.Options.OfType<HelpOption>())
            help.Action = new HelpText((HelpAction)help.Action!);
        return root;
    }

    internal static async Task<ExitCode> RunAsync(string[] args, TimeProvider clock, CancellationToken cancel)
    {
        var common = new CommonOptions();
        var result = Commands(common, clock).Parse(Bypasses.Separate(args), new() { ResponseFileTokenReplacer = null });
        if (result.Errors.Count > 0)
            return WrongUsage.Report(result, Console.Error);
        var output = common.OutputOf(result);
        try
        {
            return (ExitCode)
                await result.InvokeAsync(
                    new() { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null },
                    cancel
                );
        }
#pragma warning disable CA1031 // Whatever a cancelled run stumbles over, it was the signal.
        catch (Exception) when (cancel.IsCancellationRequested)
#pragma warning restore CA1031
        {
            output.Say("cancelled: nothing was written");
            return ExitCode.Cancelled;
        }
        catch (LeveeException refused)
        {
            output.Report(refused.Diagnostics);
            return refused.ExitCode;
        }
        catch (NpgsqlException error) when (ServerTrouble.Of(error, "") is { } trouble)
        {
            output.Report([trouble]);
            return ExitCode.CouldNot;
        }
#pragma warning disable CA1031 // Whatever was not foreseen is a bug, and is told as one.
        catch (Exception bug)
#pragma warning restore CA1031
        {
            if (MachineTrouble.Of(bug) is { } trouble)
            {
                output.Report([trouble]);
                return ExitCode.CouldNot;
            }
            output.Say(BugReport.Of(bug, args));
            return ExitCode.Bug;
        }
    }

    private static void Cancel(PosixSignalContext signal, CancellationTokenSource cancelled)
    {
        signal.Cancel = true;
        if (signal.Signal == PosixSignal.SIGTERM && !cancelled.IsCancellationRequested)
            s_cancelledBy = ExitCode.Terminated;
        cancelled.Cancel();
        _ = Task.Delay(Grace).ContinueWith(_ => Environment.Exit((int)s_cancelledBy), TaskScheduler.Default);
    }
}
