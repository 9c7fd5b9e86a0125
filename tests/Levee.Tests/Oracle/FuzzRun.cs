namespace Levee.Tests.Oracle;

/// <summary>What the workers of one run share: which pair is next, what was compared, what differed.</summary>
internal sealed class FuzzRun(int seed, int pairs)
{
    private const int ShrinksPerRun = 60;

    private readonly Lock _lock = new();
    private int _next;
    private int _shrinks;

    public int Seed => seed;

    public int Compared { get; private set; }

    public int Refused { get; private set; }

    public int Settled { get; private set; }

    public int Perpetual { get; private set; }

    /// <summary>Differences that no deviation accounts for.</summary>
    public int Differences { get; private set; }

    /// <summary>How often each known deviation was met.</summary>
    public Dictionary<string, int> Explained { get; } = [];

    /// <summary>Shrunk differences by their signature.</summary>
    public Dictionary<string, Finding> Found { get; } = [];

    /// <summary>False when enough pairs were compared.</summary>
    public bool TryTake(out int at)
    {
        lock (_lock)
        {
            at = _next++;
            return Compared < pairs;
        }
    }

    public int SeedOf(int at) => unchecked((seed * 1_000_003) + at);

    public void Count(Differential differential)
    {
        lock (_lock)
        {
            Compared += differential.Compared;
            Refused += differential.Refused;
            Settled += differential.Settled;
            Perpetual += differential.Perpetual;
            if (Compared / 1000 > (Compared - differential.Compared) / 1000)
                Console.WriteLine($"{Compared} compared, {Differences} differ");
        }
    }

    /// <summary>Whether the difference is to be shrunk: no deviation accounts for it, and there are not too many yet.</summary>
    public bool IsNew(Finding finding)
    {
        var reason = KnownDeviations.Explain(finding);
        lock (_lock)
        {
            if (reason is not null)
            {
                Explained[reason] = Explained.GetValueOrDefault(reason) + 1;
                return false;
            }
            Differences++;
            return ++_shrinks <= ShrinksPerRun;
        }
    }

    public void Keep(Finding finding, int at)
    {
        lock (_lock)
        {
            if (!Found.TryAdd(finding.Signature, finding))
                return;
        }
        var folder = Path.Combine(Corpus.Repository, "TestResults", "oracle", $"{seed}-{at}-{finding.Path}");
        finding.Save(folder);
        File.WriteAllText(Path.Combine(folder, "levee.txt"), finding.Levee.ToString());
        File.WriteAllText(Path.Combine(folder, "prisma.txt"), finding.Prisma.ToString());
        Console.WriteLine($"differs: {finding.Signature}\n  {folder}");
        if (Environment.GetEnvironmentVariable("LEVEE_FUZZ_KEEP") is "1" && finding.Prisma.Sql is not null)
            finding.Save(Path.Combine(Corpus.Repository, "cases", "diff", $"fuzz-{seed}-{at}"));
    }
}
