using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using Levee.Benchmarks;

if (args is ["--cpu"])
{
    CpuTimes.Print();
    return;
}

// In this process: a project that is generated for the measurement would be built by the rules of this repository, and
// the code under test keeps no state that a process of its own would have to clear.
var config = DefaultConfig
    .Instance.AddJob(Job.InProcess.WithWarmupCount(8).WithIterationCount(15))
    .AddColumn(StatisticColumn.Min, StatisticColumn.Median)
    .HideColumns(Column.Error, Column.StdDev);
BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args, config);
