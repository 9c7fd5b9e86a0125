using System.Globalization;

namespace Levee.Benchmarks;

/// <summary>The same measurements by the time that the process had a processor: what can be had on a machine that does
/// other things too, where the clock on the wall says nothing.</summary>
internal static class CpuTimes
{
    private const int Warmups = 12;
    private const int Runs = 15;

    public static void Print()
    {
        Console.WriteLine("| models | parse | bind | build | diff | render | whole |");
        Console.WriteLine("|---|---|---|---|---|---|---|");
        foreach (var models in new[] { 500, 1000, 2000 })
        {
            var core = new CoreBenchmarks { Models = models };
            core.Prepare();
            Func<object>[] steps = [core.Parse, core.Bind, core.Build, core.Diff, core.Render, core.Whole];
            var cells = steps
                .Select(Median)
                .Select(time => string.Create(CultureInfo.InvariantCulture, $"{time:0.0} ms"));
            Console.WriteLine($"| {models} | {string.Join(" | ", cells)} |");
        }
    }

    private static double Median(Func<object> step)
    {
        var times = new List<double>();
        for (var run = 0; run < Warmups + Runs; run++)
        {
            // What a run leaves behind is collected by the process itself, and counts.
            var before = Environment.CpuUsage.TotalTime;
            GC.KeepAlive(step());
            if (run >= Warmups)
                times.Add((Environment.CpuUsage.TotalTime - before).TotalMilliseconds);
        }
        return times.Order().ElementAt(Runs / 2);
    }
}
