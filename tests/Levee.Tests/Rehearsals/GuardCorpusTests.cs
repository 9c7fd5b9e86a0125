using Levee.Cli.Replay;
using Levee.Tests.Postgres;

namespace Levee.Tests.Rehearsals;

/// <summary>A quarter of the labelled migrations: classes run side by side, and each keeps the bases of its own share.</summary>
public interface IGuardShare
{
    static abstract int Number { get; }
}

public sealed class FirstShare : IGuardShare
{
    public static int Number => 0;
}

public sealed class SecondShare : IGuardShare
{
    public static int Number => 1;
}

public sealed class ThirdShare : IGuardShare
{
    public static int Number => 2;
}

public sealed class FourthShare : IGuardShare
{
    public static int Number => 3;
}

[Slow]
public sealed class GuardCorpusFirstTests(GuardServers servers) : GuardCorpusTests<FirstShare>(servers);

[Slow]
public sealed class GuardCorpusSecondTests(GuardServers servers) : GuardCorpusTests<SecondShare>(servers);

[Slow]
public sealed class GuardCorpusThirdTests(GuardServers servers) : GuardCorpusTests<ThirdShare>(servers);

[Slow]
public sealed class GuardCorpusFourthTests(GuardServers servers) : GuardCorpusTests<FourthShare>(servers);

/// <summary>The labelled migrations of the corpus and of <c>cases/guard</c>, on the PostgreSQL that is installed and on 18.</summary>
[Slow]
public abstract class GuardCorpusTests<TShare>(GuardServers servers) : IClassFixture<GuardServers>
    where TShare : IGuardShare
{
    private const int Shares = 4;

    public static TheoryData<string, string> Installed { get; } = CasesOf(suffix: "");

    public static TheoryData<string, string> On18 { get; } =
        Histories.Has(18) ? CasesOf(suffix: "-18") : new TheoryData<string, string>();

    [Theory(SkipTestWithoutData = true)]
    [MemberData(nameof(Installed))]
    public Task A_labelled_migration_is_judged_as_it_was_measured(string suite, string name) => JudgeAsync(suite, name);

    [Theory(SkipTestWithoutData = true)]
    [MemberData(nameof(On18))]
    public Task A_labelled_migration_is_judged_alike_on_PostgreSQL_18(string suite, string name) =>
        JudgeAsync(suite, name);

    private async Task JudgeAsync(string suite, string name)
    {
        var @case = GuardCase.Read(Path.Combine(GuardSuites.FolderOf(suite), name));
        var shadows = await servers.OpenAsync(suite.EndsWith("-18", StringComparison.Ordinal) ? 18 : null);
        var major = (await shadows.BinariesAsync(TestContext.Current.CancellationToken)).Major;
        Assert.SkipWhen(@case.Since > major, $"needs PostgreSQL {@case.Since}");

        var faults = GuardScore.Judge(
            suite,
            @case,
            await @case.LintAsync(shadows, TestContext.Current.CancellationToken)
        );

        // What the guard is known to judge wrong stays in the figures; the list must only get shorter.
        if (!GuardSuites.KnownFaults.Contains(name))
            Assert.Empty(faults);
    }

    private static TheoryData<string, string> CasesOf(string suffix) =>
        [
            .. from suite in GuardSuites.Names
            from @case in GuardCase.In(GuardSuites.FolderOf(suite))
            where @case.Share(Shares) == TShare.Number && GuardSuites.IsAsked(@case.Name)
            select (suite + suffix, @case.Name),
        ];
}

/// <summary>One private server a version and class of tests.</summary>
public sealed class GuardServers : IAsyncLifetime
{
    private readonly Dictionary<int, ShadowDatabases> _open = [];

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        foreach (var shadows in _open.Values)
            await shadows.DisposeAsync();
    }

    /// <param name="major">Null takes the PostgreSQL that is installed.</param>
    internal async Task<ShadowDatabases> OpenAsync(int? major)
    {
        if (!_open.TryGetValue(major ?? 0, out var shadows))
            _open[major ?? 0] = shadows = await Histories.OpenAsync(
                major is { } asked ? Histories.OptionsFor(asked) : Histories.Options
            );
        return shadows;
    }
}
