using System.CommandLine;
using Levee.Cli.CommandLine;
using Levee.Cli.Replay;
using Levee.Cli.Server;
using Levee.Core;
using Levee.Core.Reports;

namespace Levee.Cli.Commands;

/// <summary><c>levee cache</c>: what Levee keeps between runs, and the way to be rid of it.</summary>
internal static class CacheCommand
{
    public static Command Create(CommonOptions common, TimeProvider clock)
    {
        var command = new LeveeCommand("cache", "Show what is kept between runs, or delete it")
        {
            Examples =
            [
                ("levee cache", "how much is kept, and where"),
                ("levee cache clear", "delete it; the next run builds anew what it needs"),
            ],
            ExitCodes = [],
        };
        command.Runs(common, clock, (run, _, _) => Task.FromResult(run.Print(Shown())));
        var clear = new LeveeCommand("clear", "Delete everything that no other run uses right now")
        {
            Examples = [("levee cache clear", "delete it; the next run builds anew what it needs")],
            ExitCodes = [],
        };
        clear.Runs(common, clock, (run, _, _) => Task.FromResult(run.Print(Cleared())));
        command.Add(clear);
        return command;
    }

    private static PostgresOptions Options => new PostgresOptions().WithEnvironment(Environment.GetEnvironmentVariable);

    private static Report Shown() => new("cache", ExitCode.Done) { Summary = CacheInventory.Describe(Options) };

    private static Report Cleared() =>
        new("cache", ExitCode.Done)
        {
            Summary = CacheInventory.Clear(Options) is var inUse and > 0
                ? ["deleted", $"{inUse} in use by other runs, and left alone"]
                : ["deleted"],
        };
}
