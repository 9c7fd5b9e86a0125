using Levee.Cli.Machine;
using Levee.Cli.Server;

namespace Levee.Tests.Postgres;

[Slow]
public sealed class RunFolderTests
{
    [Fact]
    public void A_run_that_ends_while_another_one_looks_for_what_killed_ones_left_is_in_nobodys_way()
    {
        using var folder = new TempFolder();
        var cache = CacheFolders.Open(folder.Path, isKept: true);

        Parallel.For(
            0,
            400,
            new() { MaxDegreeOfParallelism = 8 },
            _ =>
            {
                using var run = RunFolder.Make(cache);
                run.ForServer();
            }
        );

        Assert.Equal(0, RunFolder.RemoveAbandoned(cache));
        Assert.Empty(Directory.GetDirectories(Path.Combine(cache.Fast, "runs")));
    }
}
