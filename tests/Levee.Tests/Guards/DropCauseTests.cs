using Levee.Core.Diagnostics;
using Levee.Core.Guards;

namespace Levee.Tests.Guards;

public sealed class DropCauseTests
{
    private static readonly CommitFact Added = new(
        "aaaaaaaaaaaa",
        "Ann",
        1_700_000_000,
        "Add the phone",
        "20260101000000_phone"
    );
    private static readonly CommitFact Removed = new("bbbbbbbbbbbb", "Bob", 1_700_009_000, "No phone", null);

    [Fact]
    public void What_the_base_has_and_the_branch_never_had_is_stale() =>
        Assert.Equal(
            "stale: users.phone was added on origin/main by aaaaaaaaaa (Ann, 2023-11-14: Add the phone), in 20260101000000_phone; this branch never had it",
            DropCause.Of(Facts() with { InBaseTip = true, AddedOnBase = Added }).Describe("users.phone")
        );

    [Fact]
    public void What_a_commit_of_the_branch_took_out_is_intended() =>
        Assert.Equal(
            new DropCause.Intended(Removed),
            DropCause.Of(Facts() with { InMergeBase = true, AddedOnBase = Added, RemovedOnBranch = Removed })
        );

    [Fact]
    public void What_a_commit_took_out_that_is_older_than_the_thing_itself_is_stale() =>
        Assert.IsType<DropCause.Stale>(
            DropCause.Of(
                Facts() with
                {
                    InMergeBase = true,
                    AddedOnBase = Added,
                    RemovedOnBranch = Removed with { Date = Added.Date - 1 },
                }
            )
        );

    [Fact]
    public void What_only_the_working_tree_lacks_is_intended() =>
        Assert.Equal(
            new DropCause.Intended(null),
            DropCause.Of(Facts() with { InMergeBase = true, InBaseTip = true, InHead = true })
        );

    [Fact]
    public void What_the_schema_still_has_is_dropped_by_hand() =>
        Assert.IsType<DropCause.AgainstSchema>(DropCause.Of(Facts() with { InHead = true, InWorkingTree = true }));

    [Fact]
    public void What_is_in_no_schema_is_said_to_be_in_none() =>
        Assert.IsType<DropCause.InNoSchema>(DropCause.Of(Facts()));

    [Fact]
    public void What_a_migration_of_this_branch_made_is_nothing_that_the_base_has() =>
        Assert.Equal(
            "named so on this branch by 20260102000000_nick, and unknown on origin/main",
            DropCause.Of(Facts() with { AddedByOwnMigration = "20260102000000_nick" }).Describe("users.nick")
        );

    [Fact]
    public void What_the_branch_gave_another_definition_is_no_drop_by_hand() =>
        Assert.Equal(
            new DropCause.Changed(IsCommitted: false),
            DropCause.Of(Both() with { Other = new(BaseTip: false, Head: false, WorkingTree: true) })
        );

    [Fact]
    public void What_the_base_gave_another_definition_is_stale()
    {
        var cause = DropCause.Of(Both() with { Other = new(BaseTip: true, Head: false, WorkingTree: false) });

        Assert.Equal(new DropCause.StaleDefinition("origin/main"), cause);
        Assert.StartsWith("stale drop: ", cause.Explain(Finding).Message);
    }

    [Fact]
    public void The_SQL_of_Levee_itself_is_never_said_to_be_written_by_hand() =>
        Assert.DoesNotContain("hand", DropCause.Of(Both() with { IsPlanned = true }).Describe("users.phone"));

    private static readonly Diagnostic Finding = Diagnostic.Error("drop-and-recreate", "drops users.phone") with
    {
        Object = "column public.users.phone",
    };

    private static DropFacts Both() =>
        Facts() with
        {
            InMergeBase = true,
            InBaseTip = true,
            InHead = true,
            InWorkingTree = true,
        };

    private static DropFacts Facts() => new("column public.users.phone", "origin/main", false, false, false, false);
}
