using System.Diagnostics;
using System.Globalization;

namespace Levee.Tests.Fuzz;

/// <summary>
/// Many random inputs that a seed repeats. Without a variable a small number of them; <c>LEVEE_FUZZ=full</c> takes as many as
/// a release is tried with, <c>LEVEE_FUZZ_COUNT</c> so many, <c>LEVEE_FUZZ_SEED</c> other ones.
/// </summary>
internal static class Fuzzing
{
    /// <summary>A busy machine makes the shortest work wait; what hangs takes longer than any of that.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(20);

    /// <param name="make">The input of a random number generator.</param>
    /// <param name="check">Throws where the input breaks something.</param>
    public static void Run(string name, int usual, int full, Func<Random, string> make, Action<string> check)
    {
        var count = Setting(
            "LEVEE_FUZZ_COUNT",
            Environment.GetEnvironmentVariable("LEVEE_FUZZ") == "full" ? full : usual
        );
        var seed = Setting("LEVEE_FUZZ_SEED", 20261127);
        var slowest = TimeSpan.Zero;
        var broken = new List<string>();
        var gate = new Lock();
        var watch = Stopwatch.StartNew();
        Parallel.For(
            0,
            count,
            index =>
            {
                var input = make(new Random(HashCode.Combine(seed, index)));
                var begin = watch.Elapsed;
                string? problem = null;
                try
                {
                    check(input);
                }
#pragma warning disable CA1031 // Whatever it is, it is what this looks for.
                catch (Exception exception)
#pragma warning restore CA1031
                {
                    problem = $"seed {seed}, input {index}: {exception}\n--- {input}";
                }
                lock (gate)
                {
                    slowest = TimeSpan.FromTicks(Math.Max(slowest.Ticks, (watch.Elapsed - begin).Ticks));
                    if (problem is not null)
                        broken.Add(problem);
                }
            }
        );
        Tally.Record(
            $"fuzz-{name}",
            count - broken.Count,
            count,
            $"seed {seed}, {watch.Elapsed.TotalSeconds:F0} s, slowest {slowest.TotalMilliseconds:F0} ms"
        );
        Assert.True(broken.Count == 0, $"{broken.Count} of {count} break it, for one:\n{broken.FirstOrDefault()}");
        Assert.True(slowest < Longest, $"an input took {slowest}");
    }

    private static int Setting(string variable, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out var value)
            ? value
            : otherwise;
}
