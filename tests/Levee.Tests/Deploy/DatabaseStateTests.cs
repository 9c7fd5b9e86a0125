using Levee.Core;
using Levee.Core.Deploy;
using Levee.Core.History;
using static Levee.Tests.Deploy.LedgerTests;

namespace Levee.Tests.Deploy;

public sealed class DatabaseStateTests
{
    public static TheoryData<DatabaseState, string[], LedgerRow[], bool, bool> States { get; } =
        new()
        {
            { DatabaseState.Current, ["1_a"], [Applied("1_a")], true, true },
            { DatabaseState.Behind, ["1_a", "2_b"], [Applied("1_a")], true, true },
            { DatabaseState.Ahead, ["1_a"], [Applied("1_a"), Applied("2_b")], true, true },
            { DatabaseState.Diverged, ["1_a", "2_b"], [Applied("1_a"), Applied("3_c")], true, true },
            { DatabaseState.Diverged, ["2_b"], [Applied("1_a"), Applied("2_b")], true, true },
            { DatabaseState.Failed, ["1_a"], [Begun("1_a")], true, true },
            { DatabaseState.Interrupted, ["1_a"], [Begun("1_a", DeploymentJournal.Start.ToString())], true, true },
            { DatabaseState.Edited, ["1_a"], [Applied("1_a", "SELECT 2;")], true, true },
            { DatabaseState.Unmanaged, ["1_a"], [], false, true },
            { DatabaseState.Empty, ["1_a"], [], false, false },
            { DatabaseState.Current, [], [], false, false },
        };

    [Theory]
    [MemberData(nameof(States), DisableDiscoveryEnumeration = true)]
    public void A_database_is_in_one_state(
        DatabaseState expected,
        string[] folders,
        LedgerRow[] rows,
        bool exists,
        bool hasTables
    )
    {
        var history = new DatabaseHistory(
            folders.Select(name => Of(name)).ToValueList(),
            new(exists, rows.ToValueList())
        );

        Assert.Equal(expected, DatabaseStates.StateOf(history, hasTables));
    }

    [Fact]
    public void Tables_without_a_ledger_are_refused_and_lead_to_baseline()
    {
        var found = DeploymentChecks
            .Of(new([Of("1_a")], Core.History.Ledger.None), new(AheadPolicy.Warn, [], HasTables: true))
            .ToList();

        Assert.Equal("database-unmanaged", Assert.Single(found).Code);
        Assert.Equal(ExitCode.Disagree, DeploymentChecks.ExitCodeOf(found));
    }

    [Theory]
    [InlineData(AheadPolicy.Warn, false, ExitCode.Done)]
    [InlineData(AheadPolicy.Warn, true, ExitCode.HistoryBroken)]
    [InlineData(AheadPolicy.Refuse, false, ExitCode.HistoryBroken)]
    [InlineData(AheadPolicy.Ignore, true, ExitCode.Done)]
    public void A_newer_database_is_refused_only_where_something_is_pending_as_well(
        AheadPolicy policy,
        bool isPending,
        ExitCode expected
    )
    {
        ValueList<Migration> folders = isPending ? [Of("1_a"), Of("2_b")] : [Of("1_a")];
        var history = new DatabaseHistory(folders, Ledger(Applied("1_a"), Applied("3_c")));

        var found = DeploymentChecks.Of(history, new(policy, [], HasTables: true)).ToList();

        Assert.Equal(expected, DeploymentChecks.ExitCodeOf(found));
    }

    [Fact]
    public void All_that_is_wrong_is_told_at_once()
    {
        var history = new DatabaseHistory(
            [Of("1_a"), Of("2_b"), Of("3_c"), Of("4_d", "ROLLBACK;")],
            Ledger(Applied("0_z"), Begun("1_a"), Applied("3_c", "SELECT 2;"))
        );

        var found = DeploymentChecks.Of(history, new(AheadPolicy.Warn, [], HasTables: true)).Select(one => one.Code);

        Assert.Equal(
            ["migration-failed", "migration-edited", "migration-missing", "migration-overtaken", "own-transactions"],
            found
        );
    }

    [Fact]
    public void An_accepted_order_is_no_fault()
    {
        var history = new DatabaseHistory([Of("1_a"), Of("2_b")], Ledger(Applied("2_b")));

        Assert.Empty(DeploymentChecks.Of(history, new(AheadPolicy.Warn, ["1_a"], HasTables: true)));
    }
}
